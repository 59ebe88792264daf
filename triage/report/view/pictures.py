"""The pictures of a report, as its tree holds them: exercises as poses, answers as a body map."""

from __future__ import annotations

from typing import TypedDict

from triage.model.answers import Answers, Tick, Ticks
from triage.model.exercise import Exercise
from triage.model.pack import Pack
from triage.model.question import Option, Question
from triage.report.pictures.bodymap import body_map
from triage.report.pictures.figures import draw


class FigureView(TypedDict):
    """One drawing of an exercise: its caption, what it shows, and an SVG."""

    label: str
    shows: str
    svg: str


class BodyMapView(TypedDict):
    """Where the runner said it hurts: in words, and marked on an SVG of each view of the pack."""

    places: list[str]
    seen_from: list[str]
    svg: str


def figures_view(exercise: Exercise) -> list[FigureView]:
    """Return the drawings of an exercise in order, none where the pack has no poses for it."""
    drawn = draw(exercise.name, exercise.poses)
    return [
        {"label": pose.label, "shows": pose.shows, "svg": figure}
        for pose, figure in zip(exercise.poses, drawn, strict=True)
    ]


def body_map_view(pack: Pack, answers: Answers) -> BodyMapView | None:
    """Return a map of every place the answers name, or None where they name none."""
    chosen = [option for q in pack.questions for option in _chosen(q, answers) if option.regions]
    places = [option.label for option in chosen]
    regions = [region for option in chosen for region in option.regions]
    drawn = body_map(pack.body_map, regions, "; ".join(places))
    if pack.body_map is None or drawn is None:
        return None
    seen_from = [view.label for view in pack.body_map.views]
    return {"places": places, "seen_from": seen_from, "svg": drawn}


def _chosen(question: Question, answers: Answers) -> list[Option]:
    answer = answers.get(question.id)
    if isinstance(answer, Ticks):
        return [o for o in question.options if answer.get(o.id) is Tick.YES]
    if isinstance(answer, str):
        return [question.option(answer)]
    return []
