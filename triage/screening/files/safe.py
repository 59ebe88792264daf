"""Text that a spreadsheet would run, made harmless and restored; file names for any code."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_STARTS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"  # the last four are full-width = + - @
_BEFORE = " \u00a0\u3000'\"\u2018\u2019\u201c\u201d"  # spaces and quotes a program may trim
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_LONGEST = 60


def neutral(text: str) -> str:
    """Return text for a CSV cell, with an apostrophe before what a spreadsheet would run.

    A number stays as it is. `restored` gives the original back.
    """
    return f"'{text}" if _would_run(text) else text


def restored(text: str) -> str:
    """Return the text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _would_run(text[1:]) else text


def _would_run(text: str) -> bool:
    begins = text.lstrip(_BEFORE)
    if _NUMBER.fullmatch(text):
        return False
    return begins[:1] in tuple(_STARTS) or text[:1] in tuple("\t\r\n")


def slug(code: str) -> str:
    """Return a file name for a runner's code: lower-case letters, digits and hyphens.

    Codes that differ in more than case have different names.
    """
    folded = unicodedata.normalize("NFKC", code).casefold()
    plain = "-".join(re.findall(r"[a-z0-9]+", folded))[:_LONGEST].strip("-")
    if plain == folded and not _RESERVED.fullmatch(plain):
        return plain
    mark = sha256(folded.encode()).hexdigest()[:8]
    return f"{plain}-{mark}" if plain else mark
