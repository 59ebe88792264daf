"""A scoreboard as the plain tree its template reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from triage.assurance.trials.scoreboard import Score, Scoreboard, Share
from triage.assurance.trials.trial import Trial
from triage.model.pack import Pack
from triage.model.vignette import Reading


def scoreboard_view(board: Scoreboard, pack: Pack, reading: Reading) -> dict[str, Any]:
    """Return a scoreboard as texts and numbers."""
    return {
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "care": list(reading.care),
        "compare": {
            "note": reading.note,
            "figures": [asdict(figure) for figure in reading.figures],
        },
        "total": _score(board.total),
        "rows": [_score(row) for row in board.rows],
        "levels": [level.id for level in board.levels],
        "confusion": [list(line) for line in board.confusion],
        "misses": [_miss(trial) for trial in board.misses],
        "looks_settled": [trial.vignette.id for trial in board.looks_settled],
        "screens": [
            {"disposition": s.disposition.id, "cases": s.cases, "median": s.median, "most": s.most}
            for s in board.screens
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "name": score.name,
        **{key: _share(getattr(score, key)) for key in ("exact", "acceptable", "under", "over")},
    }


def _share(share: Share) -> dict[str, Any]:
    low, high = share.interval
    text = f"{share.count} ({share.percent:.0f}%, {low:.0f} to {high:.0f})"
    return {"count": share.count, "of": share.of, "text": text}


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
