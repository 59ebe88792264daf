"""What became of a row: an entry, with what could not be read; or a rejection, without a code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from triage.model.answers import Answers
from triage.screening.roster.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with a row: in which column, with which value, and how to fix it.

    `reason` and `remedy` say so for a coach, without the value.
    """

    file: str
    row: int
    column: Column | None
    value: str
    what: str
    fix: str
    reason: str
    remedy: str = ""

    def __str__(self) -> str:
        column = f", column {self.column.named}" if self.column else ""
        value = f" [{self.value}]" if self.value and self.value not in self.what else ""
        return f"{self.file} row {self.row}{column}: {self.what}{value}\n    fix: {self.fix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What could be read of a row. Without a date, the answers count as of the screening day.

    `unread` are the filled cells that could not be read and count as not answered, and `cells`
    the whole row as it was, if there are any. `others` are the other rows with the same code, and
    `repeats` the one of them, further up, that says exactly the same.
    """

    row: int
    runner: str
    answers: Answers
    date: dt.date | None = None
    time: dt.datetime | None = None  # the date with its time of day, where the roster has one
    squad: str | None = None
    complaint: bool | None = None
    unread: tuple[CellFault, ...] = ()
    cells: tuple[str, ...] = ()
    others: tuple[int, ...] = ()
    repeats: int | None = None
    kept: tuple[str, ...] = ()  # of the columns that are carried along

    @property
    def has_answered(self) -> bool:
        """Something was answered, even if only the complaint."""
        return self.complaint is not None or len(self.answers) > 0

    @property
    def is_blank(self) -> bool:
        """Nothing was answered, as far as can be seen."""
        return not self.has_answered and not self.unread

    def answered(self, today: dt.date) -> dt.date | None:
        """Return the day of the answers; None if the roster has one that could not be read."""
        is_unknown = any(f.column is not None and f.column.own == "date" for f in self.unread)
        return self.date or (None if is_unknown else today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row without a usable code; `entry` is what could be read of it, under the row's name."""

    entry: Entry

    @property
    def row(self) -> int:
        """Its number."""
        return self.entry.row

    @property
    def cells(self) -> tuple[str, ...]:
        """Its cells as they were."""
        return self.entry.cells

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """Everything that is wrong with it."""
        return self.entry.unread


def entry_of(each: Entry | Rejected) -> Entry:
    """Return what could be read of a row, whatever became of it."""
    return each.entry if isinstance(each, Rejected) else each
