"""Text as a terminal may be given it: what would steer the terminal, or hide, is written out."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    r"\r(?!\n)"  # goes back and writes over the line
    "|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b"  # take no room
    "\u2028-\u202e\u2060-\u206f"  # line separators; embeddings, overrides and isolates; invisible
    "\u3164\ufeff\uffa0\ufff9-\ufffb"  # fillers, byte order mark, interlinear marks
    "\ud800-\udfff"  # what was not text, such as bytes in the name of a file
    "\U000e0000-\U000e0fff]"  # tags and selectors
)
"""Joiners and the two direction marks are not here: names and emoji need them."""


def visible(text: str) -> str:
    r"""Return text whose control and invisible characters are written out, as in `\x1b[2J`.

    Newlines and tabs stay: they are layout.
    """
    return _HIDDEN.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that Python could not decode
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
