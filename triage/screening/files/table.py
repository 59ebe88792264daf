"""A roster as a table of cells: what every reader of files returns, and how it refuses one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Any, NoReturn

from triage.errors import AnswerFault, ExtraMissing, Fault, Location
from triage.screening.files.safe import restored


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that is filled but cannot be read: what is wrong, how to fix it, and how it looks."""

    what: str
    fix: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown


Cell = str | Decimal | date | datetime | bool | tuple[str, ...] | Unreadable | None
"""What is in a cell: text, or a value of a type that the format has. None and "" are empty."""


LONGEST_LINE = 1_000_000
"""Bytes of a line. A row of a roster has a few kB."""


MOST_COLUMNS = 400
"""Columns: a pack's questions, each box of its checklists, and as many again that are not used."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells, and what makes it unreadable.

    `extra` are the filled cells beyond the last header.
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


def cell(value: Any) -> Cell:
    """Return a value of a typed file as a cell."""
    match value:
        case None | bool() | Decimal():
            return value
        case str():
            return restored(value)
        case date():
            return value  # a datetime keeps its time of day
        case int():
            return Decimal(value)
        case float():
            return None if isnan(value) else Decimal(repr(value))  # NaN: an empty cell of pandas
        case list() | tuple():
            return tuple(str(item) for item in value if item is not None)
    return str(value)
