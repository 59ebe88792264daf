"""What an edit of a pack means, as the plain tree its template reads."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from triage.assurance.diff.changes import Change, Edit
from triage.assurance.diff.diff import PackDiff
from triage.assurance.diff.moves import PAIRS, Move
from triage.assurance.diff.sorts import Sort
from triage.assurance.diff.urgency import is_urgent
from triage.assurance.diff.vignettes import ChangedVignette
from triage.model.pack import Pack
from triage.report.documents.prove import lines_of
from triage.report.documents.side_by_side import rows_of

SCHEMA = "triage-pack-diff/2"

_SINGLE = frozenset({"body_map", "dosage"})
"""Parts of a pack of which there is one."""


def diff_view(diff: PackDiff) -> dict[str, Any]:
    """Return who moves from where to where, and every change by its sort, side by side."""
    vignettes = [_vignette_row(changed, diff) for changed in diff.vignettes]
    return {
        "schema": SCHEMA,
        "old": _pack(diff.old),
        "new": _pack(diff.new),
        "is_same": diff.old.digest == diff.new.digest and not diff.changes,
        "is_unnumbered": diff.is_unnumbered,
        "unlisted": list(diff.unlisted),
        "lowers": diff.lowers,
        "headline": _headline(diff),
        "opposites": [_change(change, diff) for change in diff.opposites],
        "softened": [_change(found.change, diff) | {"why": found.why} for found in diff.softened],
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
        "sections": [
            {"sort": sort.value, "entries": _entries(diff, sort)}
            for sort in Sort
            if any(change.sort is sort for change in diff.changes)
        ],
    }


def _headline(diff: PackDiff) -> dict[str, Any]:
    """Return how much changed, by sort; of the logic and the records by what they belong to."""
    logic = {_entry(change) for change in diff.changes if change.sort is Sort.LOGIC}
    records = {_entry(change) for change in diff.changes if change.sort is Sort.RECORD}
    records -= {("version",), ("date",)}  # every edit raises them
    words = [change for change in diff.changes if change.sort is Sort.WORDS]
    urgent = [change.place[-1] for change in words if is_urgent(change.place)]
    return {
        "logic": dict(Counter(entry[0] for entry in sorted(logic))),
        "is_result_reached": bool(diff.items),
        "pairs": len(PAIRS),
        "downs": sum(move.is_down for move in diff.moves),
        "ups": sum(not move.is_down for move in diff.moves),
        "undecided": len(diff.undecided),
        "texts": len(words),
        "urgent_texts": len(urgent),
        "urgent": list(dict.fromkeys(urgent)),
        "orders": list(dict.fromkeys(c.place[-1] for c in diff.changes if c.sort is Sort.ORDER)),
        "drawings": len({_entry(c) for c in diff.changes if c.sort is Sort.DRAWING}),
        "records": dict(Counter(entry[0] for entry in sorted(records))),
    }


def _entry(change: Change) -> tuple[str, ...]:
    """Return the thing that a change is part of, such as one rule."""
    return change.place[:1] if change.place[0] in _SINGLE else change.place[:2]


def _entries(diff: PackDiff, sort: Sort) -> list[dict[str, Any]]:
    found: dict[tuple[str, ...], list[Change]] = {}
    for change in diff.changes:
        if change.sort is sort:
            found.setdefault(_entry(change), []).append(change)
    return [_entered(place, changes, diff) for place, changes in found.items()]


def _entered(place: tuple[str, ...], changes: list[Change], diff: PackDiff) -> dict[str, Any]:
    whole = changes[0] if changes[0].place == place and len(place) == 2 else None
    return {
        "part": place[0],
        "id": place[1] if len(place) == 2 else None,
        "label": _label(place, diff),
        "edit": whole.edit.value if whole is not None else Edit.CHANGED.value,
        "changes": [_change(change, diff) for change in changes],
    }


def _label(place: tuple[str, ...], diff: PackDiff) -> str | None:
    """Return the words a thing is known by, in the new pack or else in the old."""
    if len(place) != 2:
        return None
    for pack in (diff.new, diff.old):
        things: Any = getattr(pack, place[0], ())
        if not isinstance(things, tuple):
            return None
        for thing in things:
            if getattr(thing, "id", None) == place[1]:
                words = (getattr(thing, name, None) for name in ("title", "label", "name"))
                return next((text for text in words if text), None)
    return None


def _change(change: Change, diff: PackDiff) -> dict[str, Any]:
    return {
        "at": change.at,
        "part": change.place[0],
        "id": change.place[1] if len(change.place) > 1 else None,
        "path": list(change.place[len(_entry(change)) :]),
        "edit": change.edit.value,
        "rows": rows_of(change, diff.old, diff.new),
    }


def _pack(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "digest": pack.digest}


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
    advice = {**diff.old.advice_item, **diff.new.advice_item}
    return {
        "id": changed.vignette.id,
        "runner": changed.vignette.runner,
        "before": changed.before.id,
        "after": changed.after.id,
        "is_down": changed.after < changed.before,
        "causes": [
            {
                "cause": {**diff.old.cause, **diff.new.cause}[cause].label,
                "before": before,
                "after": after,
            }
            for cause, before, after in changed.causes
        ],
        "gained": list(changed.gained),
        "lost": list(changed.lost),
        "advised": [advice[id].label for id in changed.advised],
        "unadvised": [advice[id].label for id in changed.unadvised],
    }
