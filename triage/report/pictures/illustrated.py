"""A tree of facts -> the same tree with its drawings, as the template of a page takes it.

No tree is kept with drawings in it: they are made anew each time a page is rendered, from the poses
of the pack and from what the tree says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from triage.model.pack import Pack
from triage.report.pictures.bodymap import body_map
from triage.report.pictures.figures import draw
from triage.report.pictures.prooftree import proof_tree

if TYPE_CHECKING:
    from triage.report.view.report import ReportView


def illustrated(report: ReportView, pack: Pack) -> dict[str, Any]:
    """Return a report with its drawings: the body map, the argument and the exercises.

    `body_map` is None where nothing can be marked on the body; `proof` is empty when no rule asks
    for more than the baseline.
    """
    disposition, programme = report["disposition"], report["programme"]
    deciding = [f["argument"] for f in report["flags"] if f["disposition"] == disposition["id"]]
    exercises = [illustrated_exercise(exercise, pack) for exercise in programme["exercises"]]
    return {
        **report,
        "body_map": _body_map(report, pack),
        "proof": proof_tree(disposition["title"], deciding),
        "programme": {**programme, "exercises": exercises},
    }


def illustrated_exercise(exercise: Mapping[str, Any], pack: Pack) -> dict[str, Any]:
    """Return an exercise with an `svg` for each of its figures."""
    figures = exercise["figures"]
    drawn = draw(exercise["name"], pack.exercise[exercise["id"]].poses) if figures else ()
    shown = [{**figure, "svg": svg} for figure, svg in zip(figures, drawn, strict=True)]
    return {**exercise, "figures": shown}


def _body_map(report: ReportView, pack: Pack) -> dict[str, Any] | None:
    where = report["body_map"]
    if where is None or pack.body_map is None:
        return None
    drawn = body_map(pack.body_map, where["regions"], "; ".join(where["places"]))
    seen_from = [view.label for view in pack.body_map.views]
    return {**where, "seen_from": seen_from, "svg": drawn} if drawn else None
