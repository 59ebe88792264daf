"""Who is to be asked: those on the squad list, or those known from earlier screenings.

An athlete who is expected and has no row has not answered, and is in the results as such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from triage.errors import AnswerFault, Fault, Location
from triage.screening.roster.codes import alike
from triage.screening.roster.roster import Roster
from triage.screening.roster.squad_list import Member, SquadList, read_squad_list
from triage.screening.standing.earlier import Earlier, known_of
from triage.screening.standing.history import load_previous
from triage.screening.standing.words import fold

_NAMED = 20
"""How many athletes a note or a fault names."""


@dataclass(frozen=True, kw_only=True)
class People:
    """Whom a screening is about, by folded code; None for what was not given."""

    here: Mapping[str, str] = field(default_factory=dict)  # who has a row
    earlier: Mapping[str, Earlier] | None = None
    members: Mapping[str, Member] | None = None  # all of the list
    today: dt.date
    notes: tuple[str, ...] = ()

    @property
    def expected(self) -> Mapping[str, str]:
        """Who is to be asked: folded code to code."""
        if self.members is not None:
            return {k: m.code for k, m in self.members.items() if m.is_in(self.today)}
        return {key: earlier.code for key, earlier in (self.earlier or {}).items()}

    def is_counted(self, runner: str) -> bool:
        """Say whether a runner of the results is one of those to be asked."""
        if self.members is None:
            return True
        member = self.members.get(fold(runner))
        return member is not None and member.is_in(self.today)

    @property
    def silent(self) -> tuple[str, ...]:
        """The codes of those who are to be asked and have no row, in their order."""
        return tuple(sorted(c for key, c in self.expected.items() if key not in self.here))

    @property
    def gone(self) -> tuple[str, ...]:
        """The codes of earlier screenings that are no longer on the list and have no row."""
        if self.members is None:
            return ()
        known = {key: earlier.code for key, earlier in (self.earlier or {}).items()}
        return tuple(
            sorted(c for k, c in known.items() if k not in self.here and k not in self.expected)
        )

    def squad_of(self, runner: str) -> str | None:
        """Return the squad that the list, or else an earlier screening, gives a runner."""
        key = fold(runner)
        member = (self.members or {}).get(key)
        earlier = (self.earlier or {}).get(key)
        return (member.squad if member else None) or (earlier.squad if earlier else None)


def people_of(rosters: Sequence[Roster], previous: Sequence[Path], squad: Path | None) -> People:
    """Return whom a screening is about, before anything is judged.

    Raises:
        FileFault: a file or folder cannot be read, or holds something else.
        AnswerFault: what it holds has faults, or a code is not written as elsewhere.
    """
    roster, today = rosters[0], rosters[0].today
    history, notes = load_previous(previous, roster.pack.id, today)
    listed: SquadList | None = None
    if squad is not None:
        listed = read_squad_list(squad, roster.pack, roster.words, roster.mapping.dates)
        notes += listed.notes
    sources = [(each.table.file, dict(_codes(each))) for each in rosters]
    here = {key: code for _, codes in sources for key, code in codes.items()}
    if listed is not None:
        sources.append((listed.file, {key: m.code for key, m in listed.members.items()}))
    for screened in reversed(history):
        sources.append((screened.file, {key: e.code for key, e in screened.runners.items()}))
    if faults := list(spelled_otherwise(sources)):
        raise AnswerFault(faults)
    people = People(
        here=here,
        earlier=known_of(history) if previous else None,
        members=listed.members if listed is not None else None,
        today=today,
    )
    return replace(people, notes=(*notes, *_notes(people)))


def _codes(roster: Roster) -> Iterator[tuple[str, str]]:
    """Yield the code of each row, folded and as it is written."""
    reader = next(each for each in roster.readers if each.column.own == "runner")
    for row in roster.table.rows():
        if not row.is_blank:
            code = reader.read(row.cell(reader.column.index)).value
            if isinstance(code, str):
                yield fold(code), code


def spelled_otherwise(sources: Iterable[tuple[str, Mapping[str, str]]]) -> Iterator[Fault]:
    """Yield a fault for each file with codes that only look like those of a file before it."""
    spelled: dict[str, tuple[str, str]] = {}  # how it looks -> the code, and its file
    known: set[str] = set()
    for file, codes in sources:
        strange = []
        for key, code in codes.items():
            other, place = spelled.get(alike(code), (code, file))
            if key not in known and fold(other) != key and fold(other) not in codes:
                strange.append((code, other, place))
        if strange:
            named = ", ".join(f"'{code}' for '{other}'" for code, other, _ in strange[:_NAMED])
            more = f" and {len(strange) - _NAMED} more" if len(strange) > _NAMED else ""
            yield Fault(
                what=f"codes are not written as in {strange[0][2]}: {named}{more}",
                where=Location(file),
                fix="write them as they are there (spreadsheets drop leading zeros), or give "
                "different athletes codes that look different",
            )
        known |= set(codes)
        for code in codes.values():
            spelled.setdefault(alike(code), (code, file))


def _notes(people: People) -> Iterator[str]:
    if people.silent:
        known = "on the squad list" if people.members is not None else "from earlier screenings"
        yield f"{known}, without a row, so not answered: {_named(people.silent)}"
    if people.members is None:
        return
    groups: dict[str, list[str]] = {}
    for key, code in people.here.items():
        member = people.members.get(key)
        if member is None:
            groups.setdefault("not on the squad list, but with a row", []).append(code)
        elif not member.is_in(people.today):
            why = f"left on {member.left}" if member.has_left(people.today) else "joins later"
            groups.setdefault("not counted, but with a row", []).append(f"{code} ({why})")
    for what, codes in groups.items():
        yield f"{what}: {_named(codes)}"
    if people.gone:
        yield f"in earlier screenings, and no longer on the squad list: {_named(people.gone)}"


def _named(codes: Sequence[str]) -> str:
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return ", ".join(codes[:_NAMED]) + more
