"""What the pictures of a report show: the poses of an exercise, the places where it hurts."""

from __future__ import annotations

from typing import TypedDict

from triage.model.answers import Answers, Tick, Ticks
from triage.model.exercise import Exercise
from triage.model.pack import Pack
from triage.model.question import Option, Question


class FigureView(TypedDict):
    """One pose of an exercise: its caption, and what a drawing of it shows."""

    label: str
    shows: str


class BodyMapView(TypedDict):
    """Where the runner said it hurts: in words, and as the regions of the body to mark."""

    places: list[str]
    regions: list[str]


def figures_view(exercise: Exercise) -> list[FigureView]:
    """Return the poses of an exercise in order, none where the pack has no poses for it."""
    return [{"label": pose.label, "shows": pose.shows} for pose in exercise.poses]


def body_map_view(pack: Pack, answers: Answers) -> BodyMapView | None:
    """Return every place the answers name, or None where they name none."""
    chosen = [option for q in pack.questions for option in _chosen(q, answers) if option.regions]
    places = [option.label for option in chosen]
    regions = [region for option in chosen for region in option.regions]
    return {"places": places, "regions": regions} if regions else None


def _chosen(question: Question, answers: Answers) -> list[Option]:
    answer = answers.get(question.id)
    if isinstance(answer, Ticks):
        return [o for o in question.options if answer.get(o.id) is Tick.YES]
    if isinstance(answer, str):
        return [question.option(answer)]
    return []
