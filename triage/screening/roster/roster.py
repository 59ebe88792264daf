"""A roster -> an entry for each good row, a rejection for each bad one. No row is lost or merged.

The file is read twice: once to learn how it writes dates and numbers and which runners appear more
than once, and once to take its rows. In between, only two hashes of a row are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b

from triage.model.answers import Answer, Answers
from triage.model.pack import Pack
from triage.screening.files.table import Row, Table, refuse
from triage.screening.roster.boxes import Box, joined
from triage.screening.roster.cells import ColumnReader
from triage.screening.roster.columns import Column, match_columns
from triage.screening.roster.habits import Habits
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.notes import Notes
from triage.screening.roster.second_row import with_second_row
from triage.screening.roster.taken import Trouble, short
from triage.screening.standing.words import Words, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with a row: in which column, with which value, and how to fix it."""

    file: str
    row: int
    column: Column | None
    value: str
    what: str
    fix: str

    def __str__(self) -> str:
        column = f", column {self.column.letter} '{self.column.header}'" if self.column else ""
        value = f" [{self.value}]" if self.value and self.value not in self.what else ""
        return f"{self.file} row {self.row}{column}: {self.what}{value}\n    fix: {self.fix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One runner of a roster. Without a date, the answers count as given on the screening day."""

    row: int
    runner: str
    answers: Answers
    date: dt.date | None = None
    squad: str | None = None
    complaint: bool | None = None

    @property
    def has_answered(self) -> bool:
        """Something was answered, even if only the complaint."""
        return self.complaint is not None or len(self.answers) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not screened, with its cells as they were and every reason."""

    row: int
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...]
    runner: str | None = None


@dataclass(slots=True)
class _Group:
    """The rows of one runner: numbers, and whether all say the same."""

    rows: list[int]
    content: bytes
    is_same: bool = True


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
    repeats: Mapping[int, Trouble] = field(default_factory=dict)  # row -> why it is rejected

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
                self.pack,
                self.words,
                self.mapping,
                order=self.mapping.dates or self.habits.order_of(column),
                decimal=self.decimal,
                today=self.today,
            )
            for column in sorted(self.columns, key=lambda column: column.rank)
            if column.is_used
        )

    def entries(self) -> Iterator[Entry | Rejected]:
        """Yield what became of each row, in the roster's order."""
        for row in self.table.rows():
            if not row.is_blank:
                yield self._entry(row)

    def _entry(self, row: Row) -> Entry | Rejected:
        if row.broken is not None:
            return self._rejected(row, [(None, Trouble(*row.broken))], None)
        if row.extra:
            return self._rejected(row, [(None, _overflow(row))], None)
        troubles: list[tuple[Column | None, Trouble]] = []
        own: dict[str, object] = {}
        given: dict[str, Answer] = {}
        boxes: dict[str, dict[str, Box]] = {}
        for reader in self.readers:
            column = reader.column
            taken = reader.read(row.cells[column.index])
            troubles += [(column, trouble) for trouble in taken.troubles]
            if taken.value is None:
                continue
            if column.own is not None:
                own.setdefault(column.own, taken.value)
            elif isinstance(taken.value, Box) and column.question and column.option:
                boxes.setdefault(column.question.id, {})[column.option] = taken.value
            elif column.question is not None:
                given[column.question.id] = taken.value  # type: ignore[assignment]  # a question's column holds an answer
        runner = own.get("runner")
        code = runner if isinstance(runner, str) else None
        by_own = {reader.column.own: reader.column for reader in reversed(self.readers)}
        if code is None and not any(c is by_own["runner"] for c, _ in troubles):
            troubles.append(
                (by_own["runner"], Trouble("the runner has no code", "write one, such as R-014"))
            )
        if row.number in self.repeats:
            troubles.append((by_own["runner"], self.repeats[row.number]))
        for id, said in boxes.items():
            ticks, wrong = joined(self.pack.question[id], said, given.get(id))
            given |= {id: ticks} if ticks else {}
            first = next(c for c in self.columns if c.question and c.question.id == id)
            troubles += [(first, trouble) for trouble in wrong]
        answers = Answers({q.id: given[q.id] for q in self.pack.questions if q.id in given})
        date, complaint = own.get("date"), own.get("complaint")
        assert date is None or isinstance(date, dt.date)
        has_answered = bool(answers.given) or complaint is not None
        if has_answered and self.has_dates and date is None and "date" in by_own:
            column = by_own["date"]
            if not any(c is column for c, _ in troubles):
                lacks = Trouble("there are answers, but no date", "write the day of the answers")
                troubles.append((column, lacks))
        if troubles or code is None:
            return self._rejected(row, troubles, code)
        squad = own.get("squad")
        return Entry(
            row=row.number,
            runner=code,
            answers=answers,
            date=date.date() if isinstance(date, dt.datetime) else date,
            squad=squad if isinstance(squad, str) else None,
            complaint=complaint if isinstance(complaint, bool) else None,
        )

    def _rejected(
        self, row: Row, troubles: list[tuple[Column | None, Trouble]], code: str | None
    ) -> Rejected:
        def value(column: Column | None) -> str:
            if column is None or column.index >= len(row.cells):
                return ""
            return short(row.cells[column.index])

        return Rejected(
            row=row.number,
            runner=code,
            cells=tuple(_whole(cell) for cell in (*row.cells, *row.extra)),
            faults=tuple(
                CellFault(
                    file=self.table.file,
                    row=row.number,
                    column=column,
                    value=value(column),
                    what=trouble.what,
                    fix=trouble.fix,
                )
                for column, trouble in troubles
            ),
        )


def survey(
    table: Table, pack: Pack, words: Words, mapping: RosterMapping, today: dt.date
) -> Roster:
    """Return the roster of a table, after a first look at every row.

    Raises:
        AnswerFault: its headers have faults, or the whole file does.
    """
    table = with_second_row(table, pack, words)
    columns = match_columns(table, pack, words, mapping, today)
    used = [column for column in columns if column.is_used]
    code_at = next(column.index for column in columns if column.own == "runner")
    habits, notes, rows_in = Habits(words), Notes(columns, pack, words, mapping), 0
    first: dict[bytes, tuple[int, bytes]] = {}
    groups: dict[bytes, _Group] = {}
    for row in table.rows():
        if row.is_blank:
            continue
        rows_in += 1
        if row.broken is not None or row.extra:
            continue
        notes.note(row.cells)
        for column in used:
            habits.note(column, row.cells[column.index])
        code = fold(_whole(row.cells[code_at]))
        if not code or _whole(row.cells[code_at]).strip() in words.missing:
            continue
        key, content = _hash(code), _hash(repr([row.cells[column.index] for column in used]))
        if key not in first:
            first[key] = (row.number, content)
            continue
        group = groups.setdefault(key, _Group([first[key][0]], first[key][1]))
        group.rows.append(row.number)
        group.is_same &= content == group.content
    if not rows_in:
        refuse("there are no rows below the headers", table.file, "add one row per runner")
    return Roster(
        table=replace(table, notes=(*table.notes, *notes.said())),
        pack=pack,
        words=words,
        columns=columns,
        mapping=mapping,
        today=today,
        rows_in=rows_in,
        habits=habits,
        repeats={row: trouble for group in groups.values() for row, trouble in _repeats(group)},
    )


def _repeats(group: _Group) -> Iterator[tuple[int, Trouble]]:
    """Yield the rows of a runner to reject: all when they differ, else all but the first."""
    if group.is_same:
        for row in group.rows[1:]:
            yield row, Trouble(f"this row repeats row {group.rows[0]}", "remove this row")
        return
    for row in group.rows:
        others = [str(other) for other in group.rows if other != row]
        rows = f"row{'s' if len(others) > 1 else ''} {', '.join(others)}"
        yield (
            row,
            Trouble(
                f"the same code appears in {rows}, but the cells differ",
                "keep only the row that counts, or give each runner a code of their own",
            ),
        )


def _overflow(row: Row) -> Trouble:
    width = len(row.cells)
    return Trouble(
        f"this row has {width + len(row.extra)} cells, but the header row has {width}",
        "put quotes around each cell that contains the separator",
    )


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _whole(cell: object) -> str:
    if isinstance(cell, tuple):
        return ", ".join(cell)
    return "" if cell is None else str(cell)
