"""A roster as a table of cells: what every reader of files returns, and how it refuses one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from triage.errors import AnswerFault, ExtraMissing, Fault, Location
from triage.screening.files.safe import restored


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that is filled but cannot be read: what is wrong, how to fix it, and how it looks.

    What is wrong and how to fix it say nothing of what is in the cell: a coach is shown both.
    """

    what: str
    fix: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown


Cell = str | Decimal | date | datetime | bool | tuple[str, ...] | Unreadable | None
"""What is in a cell: text, or a value of a type that the format has. None and "" are empty."""


_DIGITS = 40
"""The longest number of a typed file: a decimal of Parquet has 38 digits."""

_HALF = re.compile("[\ud800-\udfff]")


LONGEST_LINE = 1_000_000
"""Bytes of a line. A row of a roster has a few kB."""


LONGEST_CELL = 32_767
"""Characters: what a cell of a spreadsheet can hold."""


MOST_COLUMNS = 400
"""Columns: a pack's questions, each box of its checklists, and as many again that are not used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells, and what makes it unreadable.

    `extra` are the cells beyond the last header, up to the last that is filled.
    """

    number: int
    cells: tuple[Cell, ...]
    broken: tuple[str, str] | None = None  # what, fix
    extra: tuple[Cell, ...] = ()

    def cell(self, index: int) -> Cell:
        """Return a cell; None where the row is too short to have it."""
        return self.cells[index] if index < len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        """Every cell is empty."""
        if self.broken is not None or self.extra:
            return False
        return all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A roster file that can be read again and again. `notes` say how it was understood."""

    file: str
    headers: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    notes: tuple[str, ...] = field(default=())
    header_row: int = 1
    likely_header: int = 0  # a row that looks more like the headers, where none was sure


def refuse(what: str, file: str, fix: str, line: int = 0) -> NoReturn:
    """Stop because a roster cannot be read.

    Raises:
        AnswerFault: always.
    """
    raise AnswerFault(Fault(what=what, where=Location(file, line), fix=fix))


def missing_extra(what: str, library: str) -> ExtraMissing:
    """Return the error that says which library to install."""
    return ExtraMissing(
        Fault(
            what=f"{what} needs the library {library}, which is not installed",
            where=Location("triage screen"),
            fix="install it with: pip install 'runner-triage[screen]'",
        )
    )


def too_wide(file: str) -> NoReturn:
    """Stop because a roster has too many columns."""
    refuse(
        f"there are more than {MOST_COLUMNS} columns",
        file,
        "leave out the columns that are not questions",
    )


def fitted(number: int, cells: Sequence[Cell], width: int) -> Row:
    """Return a row as wide as the headers, with the cells beyond them as extra."""
    filled = (at for at, cell in enumerate(cells) if _is_filled(cell))
    extra = tuple(cells[width : max(filled, default=-1) + 1])
    missing = (None,) * (width - len(cells))
    return Row(number, (*cells[:width], *missing), extra=extra)


def _is_filled(cell: Cell) -> bool:
    return isinstance(cell, Unreadable) or bool(str("" if cell is None else cell).strip())


def cell(value: Any) -> Cell:
    """Return a value of a typed file as a cell, or why it cannot be one."""
    match value:
        case None | bool() | Unreadable():
            return value
        case str():
            return _text(value)
        case date():
            return value  # a datetime keeps its time of day
        case int() | Decimal():
            return _number(Decimal(value))
        case float():
            return _number(Decimal(repr(value)))
        case bytes():
            return _bytes(value)
        case list() | tuple():
            return _list([cell(item) for item in value if item is not None])
        case dict():
            return Unreadable(
                "this is not one value", "write one value, or a list", str(value)[:60]
            )
    return str(value)


def whole_text(text: str) -> str:
    """Return text with a mark in place of each half of a character, which no file can hold."""
    return _HALF.sub("\ufffd", text)


def impossible_number(text: str) -> Unreadable:
    """Return the cell for a number that no answer can be, such as NaN or 1e999."""
    return Unreadable(
        "this is not a possible number", "write a plain number, such as 42", text[:60]
    )


def _text(text: str) -> Cell:
    if len(text) > LONGEST_CELL:
        what = f"this text has more than {LONGEST_CELL:,} characters"
        return Unreadable(what, "shorten it", whole_text(text[:60]))
    if not text.isascii() and _HALF.search(text):
        fix = "type it again, or export the file again as UTF-8"
        return Unreadable("this text contains half a character", fix, whole_text(text))
    return restored(text)


def _bytes(content: bytes) -> Cell:
    try:
        return restored(content.decode())
    except UnicodeDecodeError:
        return Unreadable("this is not text", "export it again as text", repr(content[:20]))


def _number(number: Decimal) -> Cell:
    if number.is_finite() and abs(number.adjusted()) < _DIGITS:
        digits = number.as_tuple().digits
        if len(digits) <= _DIGITS:
            return number
    return impossible_number(str(number))


def _list(items: list[Cell]) -> Cell:
    texts = []
    for item in items:
        match item:
            case Unreadable():
                return item
            case tuple():
                return Unreadable("this is a list of lists", "write one list", str(items)[:60])
            case bool():
                texts.append("yes" if item else "no")
            case _:
                texts.append(str(item))
    return tuple(texts)
