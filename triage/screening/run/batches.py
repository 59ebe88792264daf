"""A roster, judged batch by batch; a batch that is done is not judged again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from triage.columnar.assess import Columnar
from triage.screening.files.parquet import read_rows
from triage.screening.roster.roster import Entry, Rejected, Roster
from triage.screening.run.engine import assess_batch
from triage.screening.run.request import Watch
from triage.screening.run.workspace import Workspace
from triage.screening.standing.results import (
    written,
)
from triage.screening.standing.standing import denies
from triage.store.files import write_bytes


@dataclass(frozen=True, slots=True)
class Part:
    """The files of one batch."""

    rows: Path
    rejected: Path


def judged_batches(roster: Roster, size: int, work: Workspace, watch: Watch) -> Iterator[Part]:
    """Yield the files of each batch of `size` rows, once they are complete."""
    done = 0
    columnar = Columnar(roster.pack)
    for number, batch in enumerate(_batched(roster.entries(), size)):
        part = Part(work.batch(number), work.rejected(number))
        if not part.rows.exists():
            _write_batch(part, batch, roster, columnar)
        done += len(batch)
        watch("screened", done, roster.rows_in)
        yield part


def _batched(
    entries: Iterator[Entry | Rejected], size: int
) -> Iterator[tuple[Entry | Rejected, ...]]:
    while batch := tuple(islice(entries, size)):
        yield batch


def _write_batch(
    part: Part, batch: Sequence[Entry | Rejected], roster: Roster, columnar: Columnar
) -> None:
    bad = [each for each in batch if isinstance(each, Rejected)]
    good = [each for each in batch if isinstance(each, Entry)]
    lines = (json.dumps(_rejected_row(each)) + "\n" for each in bad)
    write_bytes(part.rejected, "".join(lines).encode(), private=True)
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
    unnamed = part.rows.with_suffix(".unfinished")
    frame.write_parquet(unnamed)
    unnamed.rename(part.rows)


def _rejected_row(rejected: Rejected) -> dict[str, Any]:
    return {
        "row": rejected.row,
        "runner": rejected.runner,
        "cells": rejected.cells,
        "faults": [fault.what for fault in rejected.faults],
        "columns": [f.column.header if f.column else "" for f in rejected.faults],
        "fixes": [fault.fix for fault in rejected.faults],
        "texts": [str(fault) for fault in rejected.faults],
    }


def rows_of(parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """Yield the judged rows of batches, in the roster's order."""
    return read_rows(part.rows for part in parts)


def rejections_of(parts: Iterable[Part]) -> Iterator[dict[str, Any]]:
    """Yield the rejected rows of batches, in the roster's order."""
    for part in parts:
        with part.rejected.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
