"""The file in every folder of results that says which screening they are from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from triage import __version__
from triage.model.pack import Pack

MARK = "screening.json"
"""The name of the file."""
SCHEMA = "triage-screening/1"
SHOWN = 20
"""Faults that a terminal shows; the files about unread rows have them all."""


@dataclass(frozen=True, kw_only=True)
class Screening:
    """What became of a roster: rows in = screened + superseded + rejected.

    `counts` are of all that is on the board, with the rows that were rejected. `unread` rows were
    screened on what could be read of them, and `superseded` ones have another row that counts.
    `silent` are those who are to be asked and have no row; of the `asked`, `answered` have given
    answers that count.
    """

    rows_in: int
    screened: int
    superseded: int = 0
    rejected: int
    unread: int = 0
    counts: Mapping[str, int]
    silent: int = 0
    asked: int
    answered: int
    notes: tuple[str, ...] = ()  # who has no row, and which rows count where a runner has several
    faults: tuple[str, ...] = ()  # the first `SHOWN` of them, for the terminal
    fault_count: int = 0


def mark_of(
    summary: Screening, pack: Pack, today: dt.date, fingerprint: str, files: Collection[str]
) -> dict[str, Any]:
    """Return what a folder's mark says: of which day and pack, how many rows, which files."""
    return {
        "schema": SCHEMA,
        "date": today.isoformat(),
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "software": __version__,
        "rows_in": summary.rows_in,
        "screened": summary.screened,
        "superseded": summary.superseded,
        "rejected": summary.rejected,
        "unread": summary.unread,
        "silent": summary.silent,
        "asked": summary.asked,
        "answered": summary.answered,
        "states": dict(summary.counts),
        "files": sorted(files),
        "fingerprint": fingerprint,
    }
