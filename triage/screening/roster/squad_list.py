"""The list of a squad: who is in it, and since and until when. It says who is to be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.errors import AnswerFault, Fault, Location
from triage.model.pack import Pack
from triage.screening.files.open import open_table
from triage.screening.files.table import Row, Table
from triage.screening.roster.cells import ColumnReader
from triage.screening.roster.columns import Column
from triage.screening.roster.habits import Habits
from triage.screening.roster.headers import plain_header
from triage.screening.roster.mapping import RosterMapping
from triage.screening.standing.words import LISTED, Words, fold

_COLUMNS = ("runner", "squad", *LISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An athlete on the list, from the day they joined to the day they left, both included."""

    code: str
    squad: str | None = None
    joined: dt.date | None = None
    left: dt.date | None = None

    def is_in(self, day: dt.date) -> bool:
        """Say whether they are in the squad on a day."""
        return (self.joined is None or self.joined <= day) and not self.has_left(day)

    def has_left(self, day: dt.date) -> bool:
        """Say whether they left before a day."""
        return self.left is not None and self.left < day


@dataclass(frozen=True, slots=True, kw_only=True)
class SquadList:
    """The athletes of a list by folded code, and notes on how the file was understood."""

    file: str
    members: Mapping[str, Member]
    notes: tuple[str, ...] = ()


def read_squad_list(path: Path, pack: Pack, words: Words, order: str | None) -> SquadList:
    """Return the squad list in a file; `order` is dmy or mdy where the user says so.

    Raises:
        FileFault: it cannot be read.
        AnswerFault: with every fault of the list.
    """
    said = {name for own in _COLUMNS for name in words.headers[own]}
    table = open_table(path, lambda header: plain_header(header) in said)
    readers = _readers(table, pack, words, order)
    faults: list[Fault] = []
    members: dict[str, Member] = {}
    rows: dict[str, int] = {}
    for row in table.rows():
        if row.is_blank:
            continue
        member = _member(row, table.file, readers, faults)
        if member is None:
            continue
        key = fold(member.code)
        if key in members:
            what = f"the code '{member.code}' is in row {rows[key]} too"
            faults.append(_fault(what, table.file, row, readers["runner"], "keep one of the rows"))
        members[key], rows[key] = member, row.number
    if not members and not faults:
        what, fix = "the list names no athlete", "add one row per athlete"
        faults.append(Fault(what=what, where=Location(table.file), fix=fix))
    if faults:
        raise AnswerFault(faults)
    return SquadList(
        file=table.file,
        members=members,
        notes=tuple(f"{table.file}: {note}" for note in table.notes),
    )


def _readers(
    table: Table, pack: Pack, words: Words, order: str | None
) -> Mapping[str, ColumnReader]:
    plain = [plain_header(header) for header in table.headers]
    at = {}
    for own in _COLUMNS:
        found = next((said for said in words.headers[own] if said in plain), None)
        if found is not None:
            at[own] = plain.index(found)
    if "runner" not in at:
        raise AnswerFault(
            Fault(
                what="no column holds the athletes' codes",
                where=Location(table.file, 1),
                fix=f"call one '{words.headers['runner'][0]}'; the others may be "
                f"{', '.join(_COLUMNS[1:])}",
            )
        )
    columns = {
        own: Column(index=index, header=table.headers[index], own="date" if own in LISTED else own)
        for own, index in at.items()
    }
    habits = Habits(words)
    for row in table.rows():
        for column in columns.values():
            habits.note(column, row.cell(column.index))
    return {
        own: ColumnReader(
            column,
            pack,
            words,
            RosterMapping(),
            order=order or habits.order,
            decimal=None,
            today=dt.date.max,
        )
        for own, column in columns.items()
    }


def _member(
    row: Row, file: str, readers: Mapping[str, ColumnReader], faults: list[Fault]
) -> Member | None:
    """Return the athlete of a row, or None with what is wrong with it noted."""
    if row.broken is not None:
        what, fix = row.broken
        faults.append(Fault(what=what, where=Location(file, row.number), fix=fix))
        return None
    own = {}
    wrong = []
    for name, reader in readers.items():
        taken = reader.read(row.cell(reader.column.index))
        wrong += [_fault(t.what, file, row, reader, t.fix) for t in taken.troubles]
        own[name] = taken.value
    code, squad = own.get("runner"), own.get("squad")
    joined, left = _day(own.get("joined")), _day(own.get("left"))
    if not isinstance(code, str) and not wrong:
        fix = "write one, such as R-014"
        wrong.append(_fault("the athlete has no code", file, row, readers["runner"], fix))
    if joined is not None and left is not None and left < joined:
        what = f"left on {left}, before joining on {joined}"
        wrong.append(_fault(what, file, row, readers["left"], "correct one of the two days"))
    faults.extend(wrong)
    if wrong or not isinstance(code, str):
        return None
    return Member(
        code=code,
        squad=squad if isinstance(squad, str) else None,
        joined=joined,
        left=left,
    )


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _fault(what: str, file: str, row: Row, reader: ColumnReader, fix: str) -> Fault:
    return Fault(what=what, where=Location(file, row.number, reader.column.index + 1), fix=fix)
