"""Text -> plain numbers such as 42 or -0.5, of a length that computers and people can handle."""

from __future__ import annotations

import re
from decimal import Decimal

MOST_DIGITS = 18
"""Characters of a number. Python refuses thousands of digits, and no file of ours needs twenty."""

_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_SHOWN = 60


def number_in(text: str) -> Decimal | None:
    """Return the plain number that a text is, or None."""
    if len(text) > MOST_DIGITS or not _PLAIN.fullmatch(text):
        return None
    return Decimal(text)


def short(text: str) -> str:
    """Return text as a message shows it, not too long."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
