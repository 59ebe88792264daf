"""The programme: every exercise, in or out, and why; its dosage and its calendar."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.why import Why
from triage.model.assessment import HeldTrait
from triage.model.exercise import Exercise, OwnUse
from triage.model.pack import Pack
from triage.model.rule import Evidence
from triage.model.truth import Truth
from triage.programme.calendar import session_exercises
from triage.programme.plan import Choice, Programme, Reason
from triage.report.view.argument import StatementView, missing_answers
from triage.report.view.pictures import FigureView, figures_view


class HoldView(TypedDict):
    """What holds an exercise: a trait and the rule; `truth` is yes, or unknown: not ruled out.

    `because` speaks of a hold that is yes; of an unknown one, `unknown` lists the answers missing.
    """

    trait: str
    label: str
    rule: str
    because: str
    truth: str
    unknown: list[StatementView]


class ServedView(TypedDict):
    """A cause of the runner that an exercise helps, and the strongest argument for that cause."""

    cause: str
    label: str
    grade: str
    because: str


class DescribedView(TypedDict):
    """What an exercise is, whoever it is for.

    `way` is what the pack calls a variant for one of its own uses.
    """

    id: str
    name: str
    kind: str
    side: str
    aim: str
    cues: list[str]
    dose: str
    stop_rule: str
    easier: str | None
    harder: str | None
    note: str | None
    variant_of: str | None
    use_when: str | None
    way: str | None


class ExerciseView(DescribedView):
    """An exercise, in or out, and why. `reason` is one of programme.plan.Reason.

    `reason_says` is how the pack words that reason, None where it leaves this to the templates.
    `serves` are the runner's causes that put it before exercises that help none. `figures` are its
    poses in order, where it is in and the pack has poses for it.
    """

    causes: list[str]
    serves: list[ServedView]
    is_in: bool
    reason: str
    reason_says: str | None
    holds: list[HoldView]
    added_by: str | None
    added_because: str | None
    figures: list[FigureView]
    sources: list[str]


class DosageView(TypedDict):
    """How the programme is done."""

    first: int
    sets: int
    repetitions_min: int
    repetitions_max: int
    progression: str
    flexibility: str
    runs: str
    stop_rule: str
    weeks: list[str]


class WeekView(TypedDict):
    """One week of the calendar, in words and in numbers."""

    note: str
    sessions_min: int
    sessions_max: int
    sets_min: int
    sets_max: int
    repetitions_min: int
    repetitions_max: int


class SessionExerciseView(TypedDict):
    """An exercise that every session has."""

    id: str
    name: str


class CalendarView(TypedDict):
    """The programme as weeks of sessions, each with the same exercises."""

    weeks: list[WeekView]
    exercises: list[SessionExerciseView]


class ProgrammeView(TypedDict):
    """The whole catalogue in the runner's order, and why there is no programme, if so.

    `calendar` is None without a programme, and where the pack gives no weeks in numbers.
    """

    withheld: str | None
    dosage: DosageView | None
    calendar: CalendarView | None
    exercises: list[ExerciseView]


def programme_view(programme: Programme, why: Why) -> ProgrammeView:
    """Return the whole catalogue in the runner's order, or why there is no programme."""
    dosage, withheld = programme.dosage, programme.withheld
    shown: DosageView | None = None
    if dosage is not None:
        shown = {
            "first": dosage.first,
            "sets": dosage.sets,
            "repetitions_min": dosage.repetitions_min,
            "repetitions_max": dosage.repetitions_max,
            "progression": dosage.progression,
            "flexibility": dosage.flexibility,
            "runs": dosage.runs,
            "stop_rule": dosage.stop_rule,
            "weeks": list(dosage.weeks),
        }
    return {
        "withheld": withheld.value if withheld else None,
        "dosage": shown,
        "calendar": calendar_view(programme),
        "exercises": [exercise_view(choice, why) for choice in programme.choices],
    }


def calendar_view(programme: Programme) -> CalendarView | None:
    """Return the programme as weeks of sessions, or None where there is none to be had."""
    dosage, exercises = programme.dosage, session_exercises(programme)
    if dosage is None or not dosage.calendar or not exercises:
        return None
    return {
        "weeks": [
            {
                "note": note,
                "sessions_min": week.sessions_min,
                "sessions_max": week.sessions_max,
                "sets_min": week.sets_min,
                "sets_max": week.sets_max,
                "repetitions_min": week.repetitions_min,
                "repetitions_max": week.repetitions_max,
            }
            for note, week in zip(dosage.weeks, dosage.calendar, strict=True)
        ],
        "exercises": [{"id": exercise.id, "name": exercise.name} for exercise in exercises],
    }


def described(exercise: Exercise, pack: Pack) -> DescribedView:
    """Return what the pack says of an exercise: for a report, and for the book of the pack."""
    use = exercise.use_when
    return {
        "id": exercise.id,
        "name": exercise.name,
        "kind": exercise.kind.value,
        "side": exercise.side.value,
        "aim": exercise.aim,
        "cues": list(exercise.cues),
        "dose": exercise.dose,
        "stop_rule": exercise.stop_rule,
        "easier": exercise.easier,
        "harder": exercise.harder,
        "note": exercise.note,
        "variant_of": pack.exercise[exercise.variant_of].name if exercise.variant_of else None,
        "use_when": use.id if use else None,
        "way": use.way if isinstance(use, OwnUse) else None,
    }


def exercise_view(choice: Choice, why: Why) -> ExerciseView:
    """Return an exercise, in or out, with its reasons."""
    exercise, pack = choice.exercise, why.assessment.pack
    return {
        **described(exercise, pack),
        "causes": [pack.cause[cause].label for cause in exercise.causes],
        "serves": [served_view(cause, why) for cause in choice.serves],
        "is_in": choice.is_in,
        "reason": choice.reason.value,
        "reason_says": pack.dosage.first_says
        if pack.dosage and choice.reason is Reason.FIRST
        else None,
        "holds": [hold_view(held, why) for held in choice.holds],
        "added_by": choice.rule,
        "added_because": pack.rule[choice.rule].because if choice.rule else None,
        "figures": figures_view(exercise) if choice.is_in else [],
        "sources": list(exercise.sources),
    }


def served_view(cause: str, why: Why) -> ServedView:
    """Return a cause that has a grade, and what gave it the most points."""
    (result,) = (each for each in why.assessment.causes if each.cause == cause)
    then = {rule: rule.then for rule in result.rules if isinstance(rule.then, Evidence)}
    strongest = max(then, key=lambda rule: then[rule].points)
    return {
        "cause": cause,
        "label": why.assessment.pack.cause[cause].label,
        "grade": str(result.grade),
        "because": strongest.because,
    }


def hold_view(held: HeldTrait, why: Why) -> HoldView:
    """Return what holds a trait; of a hold that is not ruled out, the answers missing."""
    return {
        "trait": held.trait,
        "label": why.assessment.pack.trait[held.trait].label,
        "rule": held.rule.id,
        "because": held.rule.because,
        "truth": held.truth.value,
        "unknown": missing_answers(held.rule, why) if held.truth is Truth.UNKNOWN else [],
    }
