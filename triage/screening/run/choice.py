"""Which of several rows of one runner counts: the newest; without dates, the most urgent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.screening.roster.repeats import newest
from triage.screening.standing.standing import Judged, standing
from triage.screening.standing.words import Words

_NAMED = 6
"""How many rows a note names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The rows that do not count, and what to say of each row that counts instead of others."""

    superseded: frozenset[int]
    notes: Mapping[int, str]
    texts: tuple[str, ...]  # what the run says: first where the coach has something to check

    def counted(self, rows: Iterable[Judged]) -> Iterator[Judged]:
        """Yield the rows that count, each with its note."""
        for row in rows:
            if row["row"] not in self.superseded:
                yield {**row, "note": self.notes.get(row["row"])}


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """One of several rows of a runner, judged."""

    row: int
    runner: str
    date: dt.date | None
    time: dt.datetime | None
    is_blank: bool
    is_repeat: bool
    level: Disposition
    order: tuple[int, int, int, int]  # the most urgent first


def choose(rows: Iterable[Judged], words: Words, today: dt.date) -> Choice:
    """Return which rows count: one for each runner.

    A row without answers never replaces one with answers, and neither does an exact repeat.
    """
    groups: dict[int, list[_One]] = {}
    for row in rows:
        if row["together"] is not None:
            groups.setdefault(row["together"], []).append(_one(row, words, today))
    superseded: set[int] = set()
    notes: dict[int, str] = {}
    texts: list[tuple[bool, str]] = []
    for group in groups.values():
        key, taken = _taken(group)
        superseded |= {each.row for each in group if each is not taken}
        said = words.rows[key].format(row=taken.row, rows=_named(group))
        older = list(_more_urgent(taken, group, words, today))
        notes[taken.row] = " ".join([said, *older])
        texts.append((key != "urgent" and not older, f"{taken.runner}: {notes[taken.row]}"))
    texts.sort(key=lambda each: each[0])
    return Choice(
        superseded=frozenset(superseded), notes=notes, texts=tuple(text for _, text in texts)
    )


def _one(row: Judged, words: Words, today: dt.date) -> _One:
    level = Disposition.named(row["disposition"])
    ceiling = Disposition.named(row["ceiling"])
    state, _ = standing(row, words, today)
    return _One(
        row=row["row"],
        runner=row["runner"],
        date=row["date"],
        time=dt.datetime.fromisoformat(row["time"]) if row["time"] else None,
        is_blank=row["is_blank"],
        is_repeat=row["repeats"] is not None,
        level=level,
        order=(-level, state.rank, -ceiling, row["row"]),
    )


def _taken(group: Sequence[_One]) -> tuple[str, _One]:
    """Return the row that counts, and the key of the words that say why."""
    unlike = [each for each in group if not each.is_repeat]
    filled = [each for each in unlike if not each.is_blank] or unlike
    latest = [filled[at] for at in newest(filled)]
    taken = min(latest, key=lambda each: each.order)
    if len(latest) > 1:
        return "urgent", taken
    if len(filled) > 1:
        return "newest", taken
    return "only" if len(unlike) > 1 else "same", taken


def _more_urgent(taken: _One, group: Sequence[_One], words: Words, today: dt.date) -> Iterator[str]:
    """Yield what to say of each row that is still recent, and says that someone must look."""
    for each in group:
        is_recent = each.date is not None and (today - each.date).days <= words.out_of_date_after
        if is_recent and each.level > max(taken.level, HIGHEST_WITH_PROGRAMME):
            yield words.rows["older"].format(older=each.row, date=each.date)


def _named(group: Sequence[_One]) -> str:
    rows = [str(each.row) for each in group]
    return ", ".join(rows if len(rows) <= _NAMED else [rows[0], "…", *rows[2 - _NAMED :]])
