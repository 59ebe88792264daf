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
"""Faults that a terminal shows; the rejected file has them all."""


@dataclass(frozen=True, kw_only=True)
class Screening:
    """What became of a roster: rows in = screened + superseded + rejected.

    `counts` are of all that is on the board, with the rows that were rejected. `unread` rows were
    screened on what could be read of them, and `superseded` ones have another row that counts.
    """

    rows_in: int
    screened: int
    superseded: int = 0
    rejected: int
    unread: int = 0
    counts: Mapping[str, int]
    notes: tuple[str, ...] = ()  # which rows count, where a runner has several
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
        "states": dict(summary.counts),
        "files": sorted(files),
        "fingerprint": fingerprint,
    }
