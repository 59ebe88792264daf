"""What an edit of a pack means, as the plain tree its template reads."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import Any

from triage.assurance.diff.diff import PackDiff
from triage.assurance.diff.edits import Edited
from triage.assurance.diff.moves import Move
from triage.assurance.diff.vignettes import ChangedVignette
from triage.model.pack import Pack
from triage.report.documents.prove import lines_of


def diff_view(diff: PackDiff) -> dict[str, Any]:
    """Return the edits, who moves from where to where, and the vignettes whose result changes."""
    vignettes = [_vignette_row(changed, diff) for changed in diff.vignettes]
    return {
        "schema": "triage-pack-diff/1",
        "old": _pack(diff.old),
        "new": _pack(diff.new),
        "is_same": diff.old.digest == diff.new.digest,
        "lowers": diff.lowers,
        "rules": [
            _edited(e, diff.new.rule if e.id in diff.new.rule else diff.old.rule)
            for e in diff.rules
        ],
        "questions": [
            _edited(e, diff.new.question if e.id in diff.new.question else diff.old.question)
            for e in diff.questions
        ],
        "texts": [asdict(text) for text in diff.words],
        "others": [
            {"what": what, "id": e.id, "edit": e.edit.value, "parts": list(e.parts)}
            for what, edited in (
                ("view", diff.views),
                ("region", diff.regions),
                ("use", diff.uses),
                ("programme", diff.programme),
            )
            for e in edited
        ],
        "space": {
            "sheets": str(diff.space),
            "is_counted": diff.counted,
            "items": [
                f"{question}.{option}" if option else question for question, option in diff.items
            ],
        },
        "moves": [_move(move, diff) for move in diff.moves],
        "undecided": [{"before": b.id, "after": a.id} for b, a in diff.undecided],
        "vignettes_compared": diff.compared,
        "vignettes": vignettes,
        "vignette_groups": [
            {"before": before, "after": after, "vignettes": list(group)}
            for (before, after), group in groupby(
                vignettes, key=lambda t: (t["before"], t["after"])
            )
        ],
    }


def _pack(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "digest": pack.digest}


def _edited(edited: Edited, things: Any) -> dict[str, Any]:
    thing = things[edited.id]
    return {
        "id": edited.id,
        "edit": edited.edit.value,
        "parts": list(edited.parts),
        "label": getattr(thing, "title", None) or thing.label,
    }


def _move(move: Move, diff: PackDiff) -> dict[str, Any]:
    share = None if move.count is None else move.count / diff.space
    return {
        "before": move.before.id,
        "after": move.after.id,
        "is_down": move.is_down,
        "count": move.count,
        "share": share,
        "witness_old": lines_of(move.old, diff.old),
        "witness_new": lines_of(move.new, diff.new),
    }


def _vignette_row(changed: ChangedVignette, diff: PackDiff) -> dict[str, Any]:
    return {
        "id": changed.vignette.id,
        "runner": changed.vignette.runner,
        "before": changed.before.id,
        "after": changed.after.id,
        "is_down": changed.after < changed.before,
        "causes": [
            {"cause": _label(cause, diff), "before": before, "after": after}
            for cause, before, after in changed.causes
        ],
        "gained": list(changed.gained),
        "lost": list(changed.lost),
    }


def _label(cause: str, diff: PackDiff) -> str:
    return {**diff.old.cause, **diff.new.cause}[cause].label
