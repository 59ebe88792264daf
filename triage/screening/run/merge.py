"""Several rosters of one day as one: for each runner, the newest answers of all the files count.

Without times, a later file is the correction of an earlier one. A row without answers replaces none
that has some.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.screening.roster.repeats import newest
from triage.screening.roster.roster import Roster
from triage.screening.run.again import Again
from triage.screening.run.batches import Judgement, judge
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Workspace
from triage.screening.standing.standing import Judged
from triage.screening.standing.words import Words, fold


def judge_all(
    rosters: Sequence[Roster], size: int, work: Workspace, watch: Watch
) -> tuple[Judgement, tuple[Again[Judged], ...]]:
    """Judge rosters, earlier files first; return the outcome of all, and the rows of each."""
    parts, first = [], 0
    for roster in rosters:
        parts.append(judge(roster, size, work, watch, first))
        first += -(-roster.rows_in // size)  # rounded up: how many batches that were
    if len(parts) == 1:
        return parts[0], (parts[0].rows,)
    choice = _choose(rosters, parts)
    rows = tuple(
        Again(lambda at=at: choice.rows(at, parts[at].rows))  # type: ignore[misc]  # of this loop
        for at in range(len(parts))
    )
    judgement = Judgement(
        rows=Again(lambda: (row for each in rows for row in each)),
        rejections=Again(
            lambda: (bad for at, p in enumerate(parts) for bad in choice.unread(at, p.rejections))
        ),
        superseded=sum(p.superseded for p in parts) + sum(map(len, choice.replaced)),
        notes=(*(note for part in parts for note in part.notes), *choice.notes),
    )
    return judgement, rows


@dataclass(frozen=True, slots=True)
class _Choice:
    """By file, in order: the rows that another replaces, and what to say of those that count."""

    files: Sequence[str]
    replaced: Sequence[set[int]]
    said: Sequence[dict[int, str]]
    notes: Sequence[str]

    def rows(self, at: int, rows: Iterable[Judged]) -> Iterator[Judged]:
        """Yield the rows of a file that count."""
        for row in rows:
            if row["row"] in self.replaced[at]:
                continue
            name = f"{row['runner']} of {self.files[at]}" if row["is_rejected"] else row["runner"]
            notes = [row.get("note"), self.said[at].get(row["row"])]
            yield {**row, "runner": name, "note": " ".join(filter(None, notes)) or None}

    def unread(self, at: int, rejections: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows of a file that were not read in full and that no other replaces."""
        for bad in rejections:
            if bad["row"] not in self.replaced[at]:
                yield {**bad, "texts": [f"{self.files[at]}, {text}" for text in bad["texts"]]}


@dataclass(frozen=True, slots=True)
class _One:
    """A row that counts in its file."""

    at: int
    row: int
    date: dt.date | None
    time: dt.datetime | None
    is_blank: bool
    level: Disposition
    content: tuple[object, ...]


def _choose(rosters: Sequence[Roster], parts: Sequence[Judgement]) -> _Choice:
    words, today = rosters[0].words, rosters[0].today
    files = [PurePath(roster.table.file).name for roster in rosters]
    choice = _Choice(files, [set() for _ in rosters], [{} for _ in rosters], notes := [])
    taken: dict[str, _One] = {}
    for at, part in enumerate(parts):
        for judged in part.rows:
            if judged["is_rejected"]:
                continue
            key, one = fold(judged["runner"]), _one(at, judged)
            before = taken.get(key, one)
            new, old = (one, before) if _is_newer(one, before) else (before, one)
            taken[key] = new
            if new is old:
                continue
            choice.replaced[old.at].add(old.row)
            if new.content != old.content:
                said = _said(new, old, files, words, today)
                choice.said[new.at][new.row] = said
                notes.append(f"{judged['runner']}: {said}")
    return choice


def _one(at: int, row: Judged) -> _One:
    content = (row["date"], row["time"], row["denies"], row["has_answered"], row["unread"])
    return _One(
        at=at,
        row=row["row"],
        date=row["date"],
        time=dt.datetime.fromisoformat(row["time"]) if row["time"] else None,
        is_blank=row["is_blank"],
        level=Disposition.named(row["disposition"]),
        content=(*content, *(row[name] for name in row if name.startswith("answer "))),
    )


def _is_newer(one: _One, before: _One) -> bool:
    """Say whether a row of a later file counts instead of one of an earlier file."""
    if one.is_blank or before.is_blank:
        return before.is_blank
    return newest([before, one]) != (0,)


def _said(new: _One, old: _One, files: Sequence[str], words: Words, today: dt.date) -> str:
    said = words.rows["merged"].format(
        row=new.row, file=files[new.at], older=old.row, other=files[old.at]
    )
    day = old.date or today
    is_recent = (today - day).days <= words.out_of_date_after
    if is_recent and old.level > max(new.level, HIGHEST_WITH_PROGRAMME):
        said += " " + words.rows["older"].format(older=old.row, date=day)
    return said
