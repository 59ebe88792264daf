"""The programme as facts: what is done in full, what is left out by name and reason."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from triage.model.pack import Pack
from triage.report.facts.row import picked, row
from triage.report.view.programme import DosageView, ExerciseView, ProgrammeView


class WeekFacts(TypedDict):
    """One week of the calendar in numbers; its words are in the same place of the dosage."""

    sessions_min: int
    sessions_max: int
    sets_min: int
    sets_max: int
    repetitions_min: int
    repetitions_max: int


class CalendarFacts(TypedDict):
    """The programme as weeks of sessions, each with the same exercises, by id."""

    weeks: list[WeekFacts]
    exercises: list[str]


class OfferedFacts(TypedDict):
    """An exercise that is in, and the causes that put it before those that help none.

    `poses` are the captions of its drawings.
    """

    name: str
    reason: str
    serves: NotRequired[list[str]]
    kind: str
    side: str
    aim: str
    cues: list[str]
    dose: str
    stop_rule: str
    easier: NotRequired[str]
    harder: NotRequired[str]
    note: NotRequired[str]
    causes: NotRequired[list[str]]
    added_by: NotRequired[str]
    variant_of: NotRequired[str]
    use_when: NotRequired[str]
    poses: NotRequired[list[str]]
    sources: NotRequired[list[str]]


class LeftOutFacts(TypedDict):
    """An exercise that is out, and the traits that are held; `serves` as for one that is in."""

    name: str
    reason: str
    serves: NotRequired[list[str]]
    holds: NotRequired[list[str]]


class ProgrammeFacts(TypedDict):
    """The whole catalogue by id, and why there is no programme, if so.

    There is no `calendar` without a programme, nor where the pack gives no weeks in numbers.
    """

    withheld: NotRequired[str]
    dosage: NotRequired[DosageView]
    calendar: NotRequired[CalendarFacts]
    offered: NotRequired[dict[str, OfferedFacts]]
    left_out: NotRequired[dict[str, LeftOutFacts]]


def programme_facts(programme: ProgrammeView, pack: Pack) -> dict[str, Any]:
    """Return the programme, each exercise in the runner's order."""
    exercises = programme["exercises"]
    return row(
        withheld=programme["withheld"],
        dosage=programme["dosage"],
        calendar=_calendar(programme),
        offered={e["id"]: _offered(e, pack) for e in exercises if e["is_in"]},
        left_out={e["id"]: _left_out(e) for e in exercises if not e["is_in"]},
    )


def _calendar(programme: ProgrammeView) -> dict[str, Any] | None:
    calendar = programme["calendar"]
    if calendar is None:
        return None
    return {
        "weeks": [picked(WeekFacts, week) for week in calendar["weeks"]],
        "exercises": [exercise["id"] for exercise in calendar["exercises"]],
    }


def _offered(exercise: ExerciseView, pack: Pack) -> dict[str, Any]:
    known = pack.exercise[exercise["id"]]
    return picked(
        OfferedFacts,
        exercise,
        causes=list(known.causes),
        serves=_serves(exercise),
        variant_of=known.variant_of,
        poses=[figure["label"] for figure in exercise["figures"]],
    )


def _left_out(exercise: ExerciseView) -> dict[str, Any]:
    holds = [hold["trait"] for hold in exercise["holds"]]
    return picked(LeftOutFacts, exercise, holds=holds, serves=_serves(exercise))


def _serves(exercise: ExerciseView) -> list[str]:
    return [served["cause"] for served in exercise["serves"]]
