"""A roster -> what could be read of each row, and what could not. No row is lost or merged.

Rule 1: every filled cell is read, or named as one that could not be; the row is screened on the
        others. Only a row without a usable code is rejected, and what it says is judged as well.
Rule 2: the file is read twice: once to learn how it writes dates and numbers and which runners
        appear more than once, and once to take its rows. In between, only hashes are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from triage.model.answers import Answer, Answers
from triage.model.carry import carry
from triage.model.earlier import Earlier
from triage.model.pack import Pack
from triage.screening.files.table import Cell, Row, Table, refuse
from triage.screening.roster.boxes import Box, joined
from triage.screening.roster.cells import ColumnReader
from triage.screening.roster.columns import Column, match_columns
from triage.screening.roster.entry import CellFault, Entry, Rejected
from triage.screening.roster.habits import Habits
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.notes import Notes
from triage.screening.roster.repeats import Repeats, Together
from triage.screening.roster.second_row import with_second_row
from triage.screening.roster.taken import Trouble, short, text_of
from triage.screening.roster.unused import Unused
from triage.screening.roster.versions import version_notes, version_of
from triage.screening.standing.row_names import row_name
from triage.screening.standing.words import Words

_Troubles = list[tuple[Column | None, Cell, Trouble]]
_ALONE = Together((), None)


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A roster file that was understood, ready to be read."""

    table: Table
    pack: Pack
    words: Words
    columns: tuple[Column, ...]
    mapping: RosterMapping
    today: dt.date
    rows_in: int
    habits: Habits
    together: Mapping[int, Together] = field(default_factory=dict)  # rows with the same code
    notes: tuple[str, ...] = ()
    kept: tuple[Column | None, ...] = ()  # carried along to the results
    earlier: Earlier | None = None  # the version whose names the columns have, if not the pack's

    @property
    def asked(self) -> Pack:
        """The pack with the questions that the columns answer."""
        return self.pack if self.earlier is None else self.earlier.pack

    @property
    def order(self) -> str | None:
        """How dates are read where they could be read in two ways."""
        return self.mapping.dates or self.habits.order

    @property
    def decimal(self) -> str | None:
        """How numbers are read where they could be read in two ways."""
        return self.mapping.decimal or self.habits.decimal

    @property
    def has_dates(self) -> bool:
        """The rows say when they were answered."""
        return any(column.own == "date" for column in self.columns)

    @cached_property
    def readers(self) -> tuple[ColumnReader, ...]:
        """What reads each used column."""
        return tuple(
            ColumnReader(
                column,
                self.asked,
                self.words,
                self.mapping,
                order=self.mapping.dates or self.habits.order_of(column),
                decimal=self.decimal,
                today=self.today,
            )
            for column in sorted(self.columns, key=lambda column: column.rank)
            if column.is_used
        )

    @cached_property
    def unused(self) -> Unused:
        """What looks at the cells of the other columns."""
        return Unused(self.columns, self.asked, self.mapping)

    def entries(self) -> Iterator[Entry | Rejected]:
        """Yield what became of each row, in the roster's order."""
        for row in self.table.rows():
            if not row.is_blank:
                yield self._entry(row)

    def _entry(self, row: Row) -> Entry | Rejected:
        cells = _fitted(row, len(self.columns))
        own, answers, troubles = self._read(cells)
        troubles += self._left_over(row, cells)
        code, date = own.get("runner"), own.get("date")
        has_answered = bool(answers.given) or own.get("complaint") is not None
        if has_answered and date is None and (column := self._own_column("date")) is not None:
            lacks = _lacks("there are answers, but no date", "write the day of the answers")
            _add(troubles, column, lacks)
        if code is None and (column := self._own_column("runner")) is not None:
            lacks = _lacks("the runner has no code", "write one, such as R-014")
            _add(troubles, column, lacks)
        squad, complaint = own.get("squad"), own.get("complaint")
        together = self.together.get(row.number, _ALONE)
        entry = Entry(
            row=row.number,
            runner=code if isinstance(code, str) else row_name(row.number),
            answers=self._carried(answers),
            date=_day(date),
            time=date if isinstance(date, dt.datetime) else None,
            squad=squad if isinstance(squad, str) else None,
            complaint=complaint if isinstance(complaint, bool) else None,
            unread=tuple(self._fault(row, *each) for each in troubles),
            cells=tuple(map(text_of, (*row.cells, *row.extra))) if troubles else (),
            others=together.others,
            repeats=together.repeats,
            kept=tuple(self._kept(column, cells) for column in self.kept),
        )
        return entry if isinstance(code, str) else Rejected(entry=entry)

    def _read(self, cells: tuple[Cell, ...]) -> tuple[dict[str, object], Answers, _Troubles]:
        """Return what the used columns say: the roster's own, the answers, and what is wrong."""
        troubles: _Troubles = []
        own: dict[str, object] = {}
        given: dict[str, Answer] = {}
        boxes: dict[str, dict[str, Box]] = {}
        for reader in self.readers:
            column, cell = reader.column, cells[reader.column.index]
            taken = reader.read(cell)
            troubles += [(column, cell, trouble) for trouble in taken.troubles]
            if taken.value is None:
                continue
            if column.own is not None:
                own.setdefault(column.own, taken.value)
            elif isinstance(taken.value, Box) and column.question and column.option:
                boxes.setdefault(column.question.id, {})[column.option] = taken.value
            elif column.question is not None:
                given[column.question.id] = taken.value  # type: ignore[assignment]  # a question's column holds an answer
        for id, said in boxes.items():
            ticks, wrong = joined(self.asked.question[id], said, given.get(id))
            given |= {id: ticks} if ticks else {}
            first = next(c for c in self.columns if c.question and c.question.id == id)
            troubles += [(first, cells[first.index], trouble) for trouble in wrong]
        answers = Answers({q.id: given[q.id] for q in self.asked.questions if q.id in given})
        return own, answers, troubles

    def _carried(self, answers: Answers) -> Answers:
        """Return answers as the pack has them."""
        if self.earlier is None:
            return answers
        return carry(answers, {}, self.earlier, self.pack)[0]

    def _left_over(self, row: Row, cells: tuple[Cell, ...]) -> _Troubles:
        """Return what is wrong outside the used columns: nothing that is filled is passed over."""
        troubles: _Troubles = []
        if row.broken is not None:
            troubles.append((None, None, _lacks(*row.broken)))
        for column in self.unused.columns:
            trouble = self.unused.trouble(column, cells[column.index])
            if trouble is not None:
                troubles.append((column, cells[column.index], trouble))
        if row.extra and row.broken is None:
            width = len(self.columns)
            troubles.append(
                (
                    None,
                    None,
                    _lacks(
                        f"this row has {width + len(row.extra)} cells, "
                        f"but the header row has {width}",
                        "put quotes around each cell that contains the separator",
                    ),
                )
            )
        return troubles

    def _kept(self, column: Column | None, cells: tuple[Cell, ...]) -> str:
        """Return a cell to carry along: nothing if it may be an answer."""
        if column is None or self.unused.trouble(column, cells[column.index]) is not None:
            return ""
        return text_of(cells[column.index])

    def _own_column(self, own: str) -> Column | None:
        used = (reader.column for reader in self.readers)
        return next((column for column in used if column.own == own), None)

    def _fault(self, row: Row, column: Column | None, cell: Cell, trouble: Trouble) -> CellFault:
        return CellFault(
            file=self.table.file,
            row=row.number,
            column=column,
            value=short(cell),
            what=trouble.what,
            fix=trouble.fix,
            reason=trouble.reason,
            remedy=trouble.remedy,
        )


def survey(
    table: Table, pack: Pack, words: Words, mapping: RosterMapping, today: dt.date
) -> Roster:
    """Return the roster of a table, after a first look at every row.

    Raises:
        AnswerFault: its headers have faults, or the whole file does.
    """
    earlier = version_of(table, pack, words, mapping)
    asked = pack if earlier is None else earlier.pack
    table = with_second_row(table, asked, words)
    columns = match_columns(table, asked, words, mapping, today)
    used = [column for column in columns if column.is_used]
    codes = next(column for column in columns if column.own == "runner")
    code_in = ColumnReader(codes, asked, words, mapping, order=None, decimal=None, today=today)
    habits, notes = Habits(words), Notes(columns, asked, words, mapping)
    repeats, rows_in = Repeats(), 0
    for row in table.rows():
        if row.is_blank:
            continue
        rows_in += 1
        cells = _fitted(row, len(columns))
        notes.note(cells)
        for column in used:
            habits.note(column, cells[column.index])
        code = code_in.read(cells[codes.index]).value
        if isinstance(code, str):
            said = (cells[: codes.index], cells[codes.index + 1 :], row.extra)
            repeats.note(row.number, code, repr(said))
    if not rows_in:
        refuse("there are no rows below the headers", table.file, "add one row per runner")
    of_version = () if earlier is None else version_notes(columns, earlier, pack)
    return Roster(
        table=replace(table, notes=(*table.notes, *of_version, *notes.said())),
        pack=pack,
        words=words,
        columns=columns,
        mapping=mapping,
        today=today,
        rows_in=rows_in,
        habits=habits,
        together=repeats.together,
        notes=repeats.notes,
        earlier=earlier,
    )


def _fitted(row: Row, width: int) -> tuple[Cell, ...]:
    """Return a cell for each column, whatever the row has."""
    return row.cells[:width] + (None,) * (width - len(row.cells))


def _add(troubles: _Troubles, column: Column, trouble: Trouble) -> None:
    """Note what a column lacks, unless its cell is at fault already."""
    if not any(each is column for each, _, _ in troubles):
        troubles.append((column, None, trouble))


def _lacks(what: str, fix: str) -> Trouble:
    """Return what is wrong with a row or a column, whatever the cell says."""
    return Trouble(what, fix, what, fix)


def _day(date: object) -> dt.date | None:
    if isinstance(date, dt.datetime):
        return date.date()
    return date if isinstance(date, dt.date) else None
