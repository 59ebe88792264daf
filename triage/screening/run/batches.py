"""A roster, judged batch by batch; a batch that is done is not judged again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Any

from triage.columnar.assess import Columnar
from triage.screening.files.parquet import Parquet, read_rows
from triage.screening.roster.entry import Entry, Rejected, entry_of
from triage.screening.roster.roster import Roster
from triage.screening.roster.unread import fix_of, for_coach
from triage.screening.run.again import Again
from triage.screening.run.choice import choose
from triage.screening.run.clinician import named_cells
from triage.screening.run.engine import assess_batch
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Part, Workspace
from triage.screening.standing.results import written
from triage.screening.standing.standing import Judged, denies


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of each row of a roster, in the roster's order.

    `rows` are those that count, one for each runner and each row without a code; `rejections` are
    those of which something could not be read.
    """

    rows: Again[Judged]
    rejections: Again[Mapping[str, Any]]
    superseded: int
    notes: tuple[str, ...]  # which rows count, where a runner has several


def judge(roster: Roster, size: int, work: Workspace, watch: Watch, first: int = 0) -> Judgement:
    """Judge a roster by `size` rows at a time, each batch kept as soon as it is judged.

    `first` is the number of its first batch.
    """
    parts, done = [], 0
    columnar = Columnar(roster.pack)
    for number, batch in enumerate(_batched(roster.entries(), size), first):
        part = work.part(number)
        if not part.is_done:
            work.keep(part, *judged(batch, roster, columnar))
        parts.append(part)
        done += len(batch)
        watch("screened", done, roster.rows_in)
    every = Again(lambda: read_rows(part.rows for part in parts))
    choice = choose(every, roster.words, roster.today)
    return Judgement(
        rows=Again(lambda: choice.counted(every)),
        rejections=Again(lambda: _rejections(parts)),
        superseded=len(choice.superseded),
        notes=choice.texts,
    )


def _batched(
    entries: Iterator[Entry | Rejected], size: int
) -> Iterator[tuple[Entry | Rejected, ...]]:
    while batch := tuple(islice(entries, size)):
        yield batch


def judged(
    batch: Sequence[Entry | Rejected], roster: Roster, columnar: Columnar
) -> tuple[bytes, Parquet]:
    """Return the rows of a batch that were not read in full, as JSON lines, and all as judged."""
    read = [entry_of(each) for each in batch]
    lines = (json.dumps(_faulty(each, roster)) + "\n" for each in batch if _is_faulty(each))
    frame = assess_batch(
        columnar,
        [entry.answers for entry in read],
        {
            "row": [entry.row for entry in read],
            "runner": [entry.runner for entry in read],
            "squad": [entry.squad for entry in read],
            "is_rejected": [isinstance(each, Rejected) for each in batch],
            "answered": [entry.answered(roster.today) for entry in read],
            "has_answered": [entry.has_answered for entry in read],
            "denies": [denies(e.complaint, e.answers, roster.pack) for e in read],
            "baseline": [roster.pack.baseline.id] * len(read),
            "at_least": [bool(entry.unread) for entry in read],
            "unread": ["; ".join(for_coach(e, roster.words)) or None for e in read],
            "together": [min(e.row, *e.others) if e.others else None for e in read],
            "repeats": [entry.repeats for entry in read],
            "is_blank": [entry.is_blank for entry in read],
            "date": [entry.date for entry in read],
            **({"kept": [list(entry.kept) for entry in read]} if roster.kept else {}),
            "time": [entry.time.isoformat() if entry.time else None for entry in read],
            **{
                f"answer {q.id}": [written(entry.answers.get(q.id)) for entry in read]
                for q in roster.pack.questions
            },
        },
    )
    return "".join(lines).encode(), Parquet(frame.lazy(), is_final=False)


def _is_faulty(each: Entry | Rejected) -> bool:
    return bool(entry_of(each).unread)


def _faulty(each: Entry | Rejected, roster: Roster) -> dict[str, Any]:
    """Return a row as it was and what is wrong with it.

    `reasons`, `remedies` and `texts` are for a coach.
    """
    entry, is_rejected = entry_of(each), isinstance(each, Rejected)
    return {
        "row": entry.row,
        "runner": None if is_rejected else entry.runner,
        "is_rejected": is_rejected,
        "file": PurePath(roster.table.file).name,
        "cells": named_cells(roster.table.headers, entry.cells),
        "faults": [fault.what for fault in entry.unread],
        "columns": [f.column.named if f.column else "" for f in entry.unread],
        "fixes": [fault.fix for fault in entry.unread],
        "reasons": [fault.reason for fault in entry.unread],
        "remedies": [fix_of(fault, roster.words) for fault in entry.unread],
        "texts": for_coach(entry, roster.words),
    }


def _rejections(parts: Sequence[Part]) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        with part.rejected.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
