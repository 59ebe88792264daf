"""Cells -> codes of runners and names of squads: short text, and not what software left there."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from triage.errors import Fault, Location
from triage.knowledge.sheet.sheet import SheetReader
from triage.knowledge.yaml.syntax import Scalar
from triage.model.pack import Pack
from triage.screening.files.table import Cell, Unreadable
from triage.screening.roster.taken import Taken, in_trouble, short, text_of, troubles_of, unreadable
from triage.screening.standing.row_names import is_row_name

_ERROR = re.compile(r"#\S{1,30}[!?]|#N/A|#NA|#NV|Err:[0-9]{3}", re.IGNORECASE)
_FLOAT = re.compile(r"\A([0-9]+)\.0+\Z", re.ASCII)
"""A whole number as software writes it that has no type for one."""
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_FIRST_JOINED = "\u0590"
"""Hebrew, Arabic and the scripts after them: none before them needs a joiner."""
_BY_HAND = "type it again by hand"
_UNFIT = "this cannot be a name or a code"


def name_in(cell: Cell, pack: Pack) -> Taken:
    """Return the code or the squad that a cell holds."""
    if isinstance(cell, Unreadable):
        return unreadable(cell)
    if cell is None or cell == "":
        return Taken()
    if not isinstance(cell, str | Decimal):
        what, fix = f"'{short(cell)}' is not a name or a code", "write it as text"
        return in_trouble(what, fix, "this is not a name or a code", fix)
    text = _without_edges(unicodedata.normalize("NFKC", text_of(cell)))
    text = _FLOAT.sub(r"\1", text)
    if not text:
        return Taken()
    if _ERROR.fullmatch(text):
        what = f"'{short(text)}' is an error of a spreadsheet"
        return in_trouble(what, _BY_HAND, "this is an error of a spreadsheet", _BY_HAND)
    if text.startswith("="):
        what, fix = f"'{short(text)}' is a formula", "replace it with its value"
        return in_trouble(what, fix, "this is a formula", fix)
    if is_row_name(text):
        what, fix = f"'{text}' means a row without a code", "write another, such as R-014"
        return in_trouble(what, fix, "this means a row without a code", fix)
    visible = "".join(letter for at, letter in enumerate(text) if not _is_needed(text, at))
    if any(unicodedata.category(letter) in ("Cf", "Cc") for letter in _spaced(visible)):
        what = "the name contains invisible characters"
        return in_trouble(what, _BY_HAND, what, _BY_HAND)
    faults: list[Fault] = []
    SheetReader(pack, faults).runner(Scalar(visible, Location(""), quoted=True))
    return Taken(None if faults else _spaced(text), troubles_of(faults, _UNFIT))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _without_edges(text: str) -> str:
    """Return text without the spaces and invisible characters at its edges."""
    first, last = 0, len(text)
    while first < last and _is_edge(text[first]):
        first += 1
    while last > first and _is_edge(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_edge(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"


def _is_needed(text: str, at: int) -> bool:
    """Say whether a character is an invisible one that the letters beside it need."""
    if text[at] in _JOINERS:
        beside = (text[at - 1 : at], text[at + 1 : at + 2])
        return all(each >= _FIRST_JOINED and each.isprintable() for each in beside if each)
    if text[at] in _MARKS:
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return False
