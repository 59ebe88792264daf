"""A roster, judged batch by batch; a batch that is done is not judged again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from triage.columnar.assess import Columnar
from triage.screening.files.parquet import Parquet, read_rows
from triage.screening.roster.remedy import remedy
from triage.screening.roster.roster import Entry, Rejected, Roster
from triage.screening.run.again import Again
from triage.screening.run.engine import assess_batch
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Part, Workspace
from triage.screening.standing.results import written
from triage.screening.standing.standing import Judged, denies


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of each row of a roster, in the roster's order."""

    rows: Again[Judged]
    rejections: Again[Mapping[str, Any]]


def judge(roster: Roster, size: int, work: Workspace, watch: Watch) -> Judgement:
    """Judge a roster by `size` rows at a time, each batch kept as soon as it is judged."""
    parts, done = [], 0
    columnar = Columnar(roster.pack)
    for number, batch in enumerate(_batched(roster.entries(), size)):
        part = work.part(number)
        if not part.is_done:
            work.keep(part, *judged(batch, roster, columnar))
        parts.append(part)
        done += len(batch)
        watch("screened", done, roster.rows_in)
    return Judgement(
        rows=Again(lambda: read_rows(part.rows for part in parts)),
        rejections=Again(lambda: _rejections(parts)),
    )


def _batched(
    entries: Iterator[Entry | Rejected], size: int
) -> Iterator[tuple[Entry | Rejected, ...]]:
    while batch := tuple(islice(entries, size)):
        yield batch


def judged(
    batch: Sequence[Entry | Rejected], roster: Roster, columnar: Columnar
) -> tuple[bytes, Parquet]:
    """Return the rejected rows of a batch as JSON lines, and its judged rows."""
    bad = [each for each in batch if isinstance(each, Rejected)]
    good = [each for each in batch if isinstance(each, Entry)]
    lines = (json.dumps(_rejected_row(each)) + "\n" for each in bad)
    frame = assess_batch(
        columnar,
        [entry.answers for entry in good],
        {
            "row": [entry.row for entry in good],
            "runner": [entry.runner for entry in good],
            "squad": [entry.squad for entry in good],
            "answered": [entry.date or roster.today for entry in good],
            "has_answered": [entry.has_answered for entry in good],
            "denies": [denies(e.complaint, e.answers, roster.pack) for e in good],
            "baseline": [roster.pack.baseline.id] * len(good),
            **{
                f"answer {q.id}": [written(entry.answers.get(q.id)) for entry in good]
                for q in roster.pack.questions
            },
        },
    )
    return "".join(lines).encode(), Parquet(frame.lazy(), is_final=False)


def _rejected_row(rejected: Rejected) -> dict[str, Any]:
    return {
        "row": rejected.row,
        "runner": rejected.runner,
        "cells": rejected.cells,
        "faults": [fault.what for fault in rejected.faults],
        "columns": [f.column.header if f.column else "" for f in rejected.faults],
        "fixes": [fault.fix for fault in rejected.faults],
        "remedies": [remedy(fault.column, fault.fix) for fault in rejected.faults],
        "texts": [str(fault) for fault in rejected.faults],
    }


def _rejections(parts: Sequence[Part]) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        with part.rejected.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
