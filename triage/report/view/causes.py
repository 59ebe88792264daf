"""Causes: what is likely or possible, and why."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.why import Why
from triage.model.assessment import Assessment
from triage.model.disposition import HIGHEST_WITH_PROGRAMME
from triage.programme.plan import Programme
from triage.report.view.argument import ArgumentView, argument_view


class CauseView(TypedDict):
    """A likely or possible cause, with the arguments for it."""

    id: str
    label: str
    explain: str
    grade: str
    points: int
    strength: str
    note: str
    arguments: list[ArgumentView]
    exercises: list[str]
    sources: list[str]


def causes_view(assessment: Assessment, programme: Programme, why: Why) -> list[CauseView]:
    """Return the causes that have a grade; none above the dispositions that allow a programme."""
    causes: list[CauseView] = []
    if assessment.disposition > HIGHEST_WITH_PROGRAMME:
        return causes
    for result in assessment.causes:
        if result.grade is None:
            continue
        cause = assessment.pack.cause[result.cause]
        causes.append(
            {
                "id": cause.id,
                "label": cause.label,
                "explain": cause.explain,
                "grade": result.grade,
                "points": result.points,
                "strength": cause.strength,
                "note": cause.note,
                "arguments": [argument_view(a) for a in why.cause(cause.id)],
                "exercises": [
                    assessment.pack.exercise[c.exercise.id].name
                    for c in programme.offered
                    if cause.id in c.exercise.causes
                ],
                "sources": list(cause.sources),
            }
        )
    return causes
