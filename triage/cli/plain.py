"""Words for terminals whose encoding lacks some of our signs: plain letters replace them."""

from __future__ import annotations

import codecs
import io
import unicodedata

_PLAIN = {
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{BULLET}": "*",
    "\N{MIDDLE DOT}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{MULTIPLICATION SIGN}": "x",
}
_HANDLER = "triage.plain"


def plain(error: UnicodeError) -> tuple[str, int]:
    """Return plain letters for what an encoding lacks, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_plain(sign, error.encoding) for sign in lacking), error.end


def _plain(sign: str, encoding: str) -> str:
    """Return a sign without its accents, else the plain one that replaces it, else `?`."""
    if sign in _PLAIN:
        return _PLAIN[sign]
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)
    )
    return letters.encode(encoding, "replace").decode(encoding)


def write_plainly(stream: object) -> None:
    """Let a text stream write plain letters where its encoding lacks a sign, and never fail."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=_HANDLER)


codecs.register_error(_HANDLER, plain)
