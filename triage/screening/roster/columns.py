"""Headers of a roster -> what each column holds: a question, a box of it, or a runner's code.

A header names a question by its id, its label or its text, as form builders export them. Two
columns for one thing are a fault, and so is a header that nearly names a question: a lost column
means lost answers. Other columns are not used, and are listed for the user. The time of answering
may have several columns, best first: the next is read where one is empty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from triage.circuit.columns import columns_of
from triage.errors import AnswerFault, Fault, Location
from triage.model.earlier import earlier_versions
from triage.model.pack import Pack
from triage.model.question import Question
from triage.screening.files.table import Table, refuse
from triage.screening.roster.found import time_columns
from triage.screening.roster.headers import Names, plain_header
from triage.screening.roster.mapping import IGNORE, RosterMapping
from triage.screening.standing.words import OWN, Words, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its place, and what it holds. One that is not used holds nothing.

    Of several columns for one thing, the one of the lowest `rank` that is filled counts.
    `is_found` says that not its header, but its cells show what it holds.
    """

    index: int
    header: str
    own: str | None = None
    question: Question | None = None
    option: str | None = None
    rank: int = 0
    is_found: bool = False

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet: A, B, …, AA."""
        return letter_of(self.index)

    @property
    def named(self) -> str:
        """What a message calls it: its letter, and its header if it has one."""
        header = _short("".join(each if each.isprintable() else "�" for each in self.header))
        return f"{self.letter} '{header}'" if header else self.letter

    @property
    def is_used(self) -> bool:
        """It holds a question or one of the roster's own columns."""
        return self.own is not None or self.question is not None

    @property
    def target(self) -> str | None:
        """What it holds, as a mapping names it."""
        if self.own is not None or self.question is None:
            return self.own
        return f"{self.question.id}.{self.option}" if self.option else self.question.id


def letter_of(index: int) -> str:
    """Return the name of a column in a spreadsheet: A, B, …, AA."""
    number, letters = index + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def known_header(pack: Pack, words: Words, mapping: RosterMapping) -> Callable[[str], bool]:
    """Return a function that says whether a header is known."""
    packs = (pack, *(earlier.pack for earlier in earlier_versions(pack).values()))
    names = [Names(each, words) for each in packs]
    known = {*map(plain_header, mapping.columns)}
    known |= {said for own in OWN for said in words.headers[own]}
    return lambda header: (
        plain_header(header) in known or any(each.targets(header) for each in names)
    )


def match_columns(
    table: Table, pack: Pack, words: Words, mapping: RosterMapping, today: dt.date
) -> tuple[Column, ...]:
    """Return what each column of a roster holds.

    Raises:
        AnswerFault: with every fault of the headers.
    """
    _refuse_columnar(table, pack)
    names, faults = Names(pack, words), []
    own = _own_columns(table.headers, words, mapping)
    columns: list[Column] = []
    for index, header in enumerate(table.headers):
        where = Location(table.file, table.header_row, index + 1)
        target, rank = own.get(index, (None, 0))
        target = mapping.columns.get(fold(header)) or target
        targets = names.targets(header) if target is None else (target,)
        if len(targets) > 1:
            faults.append(
                Fault(
                    what=f"'{_short(header)}' could mean {' or '.join(targets)}",
                    where=where,
                    fix=f"write {targets[0]} as the header, or say what it means with --mapping",
                )
            )
            targets = ()
        columns.append(_column(index, header, targets[0] if targets else IGNORE, pack, rank))
    faults += [*_doubles(columns, table), *_near_misses(columns, names, mapping, table)]
    if not any(column.own == "runner" for column in columns):
        faults.append(
            Fault(
                what="no column holds the runners' codes",
                where=Location(table.file, table.header_row),
                fix=f"row {table.likely_header} looks like the headers: remove the rows above it"
                if table.likely_header
                else f"call one '{words.headers['runner'][0]}', or say which it is with --mapping",
            )
        )
    if not any(column.question or column.own == "complaint" for column in columns) and not faults:
        faults.append(
            Fault(
                what="no column holds answers to the pack's questions",
                where=Location(table.file, table.header_row),
                fix="use the questions as headers: triage screen --template csv prints them",
            )
        )
    if faults:
        raise AnswerFault(faults)
    return _with_times(columns, table, words, mapping, today)


def _with_times(
    columns: list[Column], table: Table, words: Words, mapping: RosterMapping, today: dt.date
) -> tuple[Column, ...]:
    """Return the columns, with those that hold times of answering though no header says so."""
    if "date" in mapping.columns.values():
        return tuple(columns)
    unknown = [
        column.index
        for column in columns
        if not column.is_used and column.header and fold(column.header) not in mapping.columns
    ]
    has_date = any(column.own == "date" for column in columns)
    found = time_columns(table, unknown, words, today, has_date=has_date)
    ranks = {index: len(words.headers["date"]) + place for place, index in enumerate(found)}
    return tuple(
        replace(column, own="date", rank=ranks[column.index], is_found=True)
        if column.index in ranks
        else column
        for column in columns
    )


def _refuse_columnar(table: Table, pack: Pack) -> None:
    """Refuse a roster made for an engine: its "not sure" about a number would be lost here."""
    if {column.name for column in columns_of(pack) if column.is_required} <= set(table.headers):
        refuse(
            "this roster has the columns that --engine reads",
            table.file,
            "screen it with --engine polars, or use the questions as headers",
        )


def _own_columns(
    headers: tuple[str, ...], words: Words, mapping: RosterMapping
) -> dict[int, tuple[str, int]]:
    """Return which columns hold the runner's code, the date and so on, with their ranks.

    Only the best header counts, except that all known headers of times do.
    """
    found: dict[int, tuple[str, int]] = {}
    plain = [plain_header(header) for header in headers]
    for own in OWN:
        if own in mapping.columns.values():
            continue
        for rank, said in enumerate(words.headers[own]):
            places = [i for i, each in enumerate(plain) if each == said]
            found.update(dict.fromkeys(places, (own, rank)))
            if places and own != "date":
                break
    return found


def _column(index: int, header: str, target: str, pack: Pack, rank: int) -> Column:
    if target == IGNORE:
        return Column(index=index, header=header)
    if target in OWN:
        return Column(index=index, header=header, own=target, rank=rank)
    id, _, option = target.partition(".")
    return Column(index=index, header=header, question=pack.question[id], option=option or None)


def _doubles(columns: list[Column], table: Table) -> Iterator[Fault]:
    holders: dict[str, list[Column]] = {}
    for column in columns:
        if column.target is not None:
            holders.setdefault(column.target, []).append(column)
    for target, (first, *others) in holders.items():
        same = [
            column
            for column in others
            if column.own != "date" or fold(column.header) == fold(first.header)
        ]
        if not same:
            continue
        letters = f"{', '.join(c.letter for c in [first, *same[:-1]])} and {same[-1].letter}"
        both, fix = "both", "remove one of them, or rename the one that holds something else"
        if len(same) > 1:
            both = "all"
            fix = f"put one header over each: that of one box is '{target} [box]'"
            if first.own or (first.question and not first.question.options):
                fix = "keep one of them, and rename those that hold something else"
        yield Fault(
            what=f"columns {letters} {both} hold '{target}'",
            where=Location(table.file, table.header_row, same[0].index + 1),
            fix=fix,
        )


def _near_misses(
    columns: list[Column], names: Names, mapping: RosterMapping, table: Table
) -> Iterator[Fault]:
    used = {column.target for column in columns if column.target}
    for column in columns:
        if column.is_used or mapping.columns.get(fold(column.header)) == IGNORE:
            continue
        near = names.near(column.header, used) if len(names.targets(column.header)) < 2 else None
        if near is not None:
            yield Fault(
                what=near.what,
                where=Location(table.file, table.header_row, column.index + 1),
                fix=f"write '{near.write}', or map it to a question or to 'ignore' with --mapping",
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
