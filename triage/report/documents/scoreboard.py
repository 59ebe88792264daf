"""A scoreboard as the plain tree its template reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from triage.assurance.trials.scoreboard import Score, Scoreboard
from triage.assurance.trials.share import Share
from triage.assurance.trials.trial import Trial
from triage.model.pack import Pack
from triage.model.vignette import Reading

SHARES = ("exact", "acceptable", "under", "over", "safe", "inclination")


def scoreboard_view(board: Scoreboard, pack: Pack, reading: Reading) -> dict[str, Any]:
    """Return a scoreboard as texts and numbers."""
    return {
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "care": list(reading.care),
        "compare": {
            "note": reading.note,
            "figures": [asdict(figure) for figure in reading.figures],
        },
        "headline": [_score(row) for row in board.headline],
        "total": _score(board.total),
        "rows": [_score(row) for row in board.rows],
        "beside": [
            {"version": row.version, "then": _score(row.then), "now": _score(row.now)}
            for row in board.beside
        ],
        "levels": [level.id for level in board.levels],
        "confusion": [list(line) for line in board.confusion],
        "misses": [_miss(trial) for trial in board.misses],
        "looks_settled": [trial.vignette.id for trial in board.looks_settled],
        "burdens": [
            {
                "disposition": row.disposition.id,
                "cases": row.cases,
                "screens": {"median": f"{row.screens[0]:g}", "most": row.screens[1]},
                "boxes": {"median": f"{row.boxes[0]:g}", "most": row.boxes[1]},
            }
            for row in board.burdens
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    return {"name": score.name, **{key: _share(getattr(score, key)) for key in SHARES}}


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    of = f"{share.count} ({share.percent:.0f}%, {low:.0f} to {high:.0f})"
    return {"count": share.count, "of": share.of, "text": of if share.of else "-"}


def _miss(trial: Trial) -> dict[str, Any]:
    vignette = trial.vignette
    allowed = sorted({vignette.expect.disposition, *vignette.expect.acceptable})
    return {
        "id": vignette.id,
        "runner": vignette.runner,
        "found": trial.judged.disposition.id,
        "acceptable": [level.id for level in allowed],
        "detectability": vignette.published.detectability if vignette.published else None,
        "red": vignette.red,
    }
