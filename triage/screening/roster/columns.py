"""Headers of a roster -> what each column holds: a question, a box of it, or a runner's code.

A header names a question by its id, its label or its text, as form builders export them. Two
columns for one thing are a fault, and so is a header that nearly names a question: a lost column
means lost answers. Other columns are not used, and are listed for the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from triage.circuit.columns import columns_of
from triage.errors import AnswerFault, Fault, Location, nearest
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.files.table import Table, refuse
from triage.screening.roster.mapping import IGNORE, RosterMapping
from triage.screening.standing.words import OWN, Words, fold

_NUMBERED = re.compile(r"^[0-9]+[.)]\s+")
_NEARLY = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its place, and what it holds. One that is not used holds nothing."""

    index: int
    header: str
    own: str | None = None
    question: Question | None = None
    option: str | None = None

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


def plain_header(header: str) -> str:
    """Return a header as it is compared: without its number, marks and case."""
    return _NUMBERED.sub("", fold(header)).strip(" ?:*.")


def names_of(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Return what headers may say: plain header to the targets it can mean."""
    names: dict[str, set[str]] = {}
    for question in pack.questions:
        asked = {question.id, question.id.replace("_", " "), question.label, question.text}
        asked.add(f"{question.label}: {question.text}")
        for said in asked:
            names.setdefault(plain_header(said), set()).add(question.id)
        if question.kind is not Kind.CHECKLIST:
            continue
        for option in question.options:
            target = f"{question.id}.{option.id}"
            for said in (target, *(f"{q} [{option.label}]" for q in asked)):
                names.setdefault(plain_header(said), set()).add(target)
    in_order = {question.id: i for i, question in enumerate(pack.questions)}
    return {
        said: tuple(sorted(targets, key=lambda t: (in_order[t.partition(".")[0]], t)))
        for said, targets in names.items()
    }


def known_header(pack: Pack, words: Words, mapping: RosterMapping) -> Callable[[str], bool]:
    """Return a function that says whether a header is known."""
    known = {*names_of(pack), *map(plain_header, mapping.columns)}
    known |= {said for own in OWN for said in words.headers[own]}
    return lambda header: plain_header(header) in known


def match_columns(
    table: Table, pack: Pack, words: Words, mapping: RosterMapping
) -> tuple[Column, ...]:
    """Return what each column of a roster holds.

    Raises:
        AnswerFault: with every fault of the headers.
    """
    _refuse_columnar(table, pack)
    names, faults = names_of(pack), []
    own = _own_columns(table.headers, words, mapping)
    columns: list[Column] = []
    for index, header in enumerate(table.headers):
        where = Location(table.file, table.header_row, index + 1)
        target = mapping.columns.get(fold(header)) or own.get(index)
        targets = names.get(plain_header(header), ()) if target is None else (target,)
        if len(targets) > 1:
            faults.append(
                Fault(
                    what=f"'{_short(header)}' could mean {' or '.join(targets)}",
                    where=where,
                    fix=f"write {targets[0]} as the header, or say what it means with --mapping",
                )
            )
            targets = ()
        columns.append(_column(index, header, targets[0] if targets else IGNORE, pack))
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
    return tuple(columns)


def _refuse_columnar(table: Table, pack: Pack) -> None:
    """Refuse a roster made for an engine: its "not sure" about a number would be lost here."""
    if {column.name for column in columns_of(pack) if column.is_required} <= set(table.headers):
        refuse(
            "this roster has the columns that --engine reads",
            table.file,
            "screen it with --engine polars, or use the questions as headers",
        )


def _own_columns(headers: tuple[str, ...], words: Words, mapping: RosterMapping) -> dict[int, str]:
    """Return which columns hold the runner's code, the date and so on, each by its best header."""
    found = {}
    plain = [plain_header(header) for header in headers]
    for own in OWN:
        if own in mapping.columns.values():
            continue
        for said in words.headers[own]:
            if said in plain:
                places = [i for i, each in enumerate(plain) if each == said]
                found.update(dict.fromkeys(places, own))
                break
    return found


def _column(index: int, header: str, target: str, pack: Pack) -> Column:
    if target == IGNORE:
        return Column(index=index, header=header)
    if target in OWN:
        return Column(index=index, header=header, own=target)
    id, _, option = target.partition(".")
    return Column(index=index, header=header, question=pack.question[id], option=option or None)


def _doubles(columns: list[Column], table: Table) -> Iterator[Fault]:
    first: dict[str, Column] = {}
    for column in columns:
        target = column.target
        if target is None:
            continue
        whole = target.partition(".")[0]
        boxes = [seen for seen in first if seen.startswith(f"{target}.")]
        earlier = next((first[name] for name in (target, whole, *boxes) if name in first), None)
        if earlier is not None:
            yield Fault(
                what=f"columns {earlier.letter} and {column.letter} both hold '{whole}'",
                where=Location(table.file, table.header_row, column.index + 1),
                fix="remove one of them, or rename the one that holds something else",
            )
        first.setdefault(target, column)


def _near_misses(
    columns: list[Column],
    names: Mapping[str, tuple[str, ...]],
    mapping: RosterMapping,
    table: Table,
) -> Iterator[Fault]:
    used = {column.target for column in columns}
    free = {said for said, targets in names.items() if not used & set(targets)}
    for column in columns:
        if column.is_used or mapping.columns.get(fold(column.header)) == IGNORE:
            continue
        close = nearest(plain_header(column.header), free, _NEARLY)
        if close is not None:
            yield Fault(
                what=f"'{_short(column.header)}' is not a question of the pack, but looks like one",
                where=Location(table.file, table.header_row, column.index + 1),
                fix=f"write '{names[close][0]}', or map it to a question or to 'ignore' "
                "with --mapping",
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
