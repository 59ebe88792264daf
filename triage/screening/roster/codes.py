"""Codes of athletes that look alike, though software keeps them apart."""

from __future__ import annotations

import re
import unicodedata

from triage.screening.standing.words import fold

_DASHES = "\u2212\u00ad\u02d7\u2043"
"""Signs that look like a dash and are not in the category of dashes."""
_LEADING = re.compile(r"(?<![0-9])0+(?=[0-9])")


def alike(code: str) -> str:
    """Return a code as it is compared with others that it may be confused with.

    Case, the kind of dash and leading zeros make no difference.
    """
    dashed = "".join(
        "-" if unicodedata.category(letter) == "Pd" or letter in _DASHES else letter
        for letter in fold(code)
    )
    return _LEADING.sub("", dashed)
