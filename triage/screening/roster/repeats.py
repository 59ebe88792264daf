"""Rows of one runner: which rows they are, which say the same, and which of them the times name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Protocol

from triage.screening.roster.codes import alike
from triage.screening.standing.words import fold


@dataclass(frozen=True, slots=True)
class Together:
    """Where a row is one of several of a runner: the others, and the one it repeats, if any."""

    others: tuple[int, ...]
    repeats: int | None


@dataclass(slots=True)
class Repeats:
    """The codes of a roster, gone through once. Of each row only hashes are kept."""

    _first: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    _groups: dict[bytes, list[tuple[int, bytes]]] = field(default_factory=dict)
    _alike: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)

    def note(self, row: int, code: str, content: str) -> None:
        """Learn of one row."""
        key, said = _hash(fold(code)), _hash(content)
        if key in self._first:
            self._groups.setdefault(key, [self._first[key]]).append((row, said))
            return
        self._first[key] = (row, said)
        look = _hash(alike(code))
        first, its = self._alike.setdefault(look, (row, key))
        if its != key:
            self._notes.append(
                f"row {row}: the code '{code}' looks like the one in row {first}, and counts as "
                "another runner's: if it is the same runner, write both in the same way"
            )

    @property
    def notes(self) -> tuple[str, ...]:
        """The codes that look like others and are not the same."""
        return tuple(self._notes)

    @property
    def together(self) -> Mapping[int, Together]:
        """Each row that is one of several of a runner."""
        return {row: each for group in self._groups.values() for row, each in _together(group)}


def _together(group: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, Together]]:
    first: dict[bytes, int] = {}
    for row, said in group:
        same = first.setdefault(said, row)
        others = tuple(other for other, _ in group if other != row)
        yield row, Together(others, same if same != row else None)


class Dated(Protocol):
    """A row that may say when it was answered."""

    @property
    def date(self) -> dt.date | None: ...

    @property
    def time(self) -> dt.datetime | None: ...


def newest(rows: Sequence[Dated]) -> tuple[int, ...]:
    """Return which rows of one runner may be the newest: one, where their times say so.

    Without a date in each of them it may be any. Times of day count within the last day.
    """
    days = [row.date for row in rows]
    if not all(days):
        return tuple(range(len(rows)))
    last = max(day for day in days if day)
    latest = [at for at, day in enumerate(days) if day == last]
    times = {at: rows[at].time for at in latest}
    known = [time for time in times.values() if time is not None]
    if len(known) < len(latest) or len({time.tzinfo is None for time in known}) > 1:
        return tuple(latest)
    return tuple(at for at, time in times.items() if time == max(known))


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
