"""Which exercises follow from what is held, tried and added, and for what reason each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from triage.assurance.verify.judge import SURE
from triage.assurance.verify.replay import Replay
from triage.assurance.verify.tables import row
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.exercise import Dosage, Exercise, ExerciseKind, UseWhen
from triage.model.pack import Pack
from triage.model.rule import Add

IN_EVERY_SESSION = ("first", "step", "added")
IN = (*IN_EVERY_SESSION, "flexibility", "outdoors")
DOSAGE = ["first", "sets", "repetitions_min", "repetitions_max", "progression", "flexibility"]
DOSAGE += ["runs", "stop_rule"]


def withheld_by(pack: Pack, now: Disposition, ceiling: Disposition) -> str | None:
    """Return why there is no programme, None where there may be one."""
    if not pack.exercises:
        return "no_catalogue"
    if now > HIGHEST_WITH_PROGRAMME:
        return "urgent"
    return "incomplete" if now != ceiling else None


def reasons_of(replay: Replay, held: Collection[str], withheld: str | None) -> dict[str, str]:
    """Return why each exercise is in or out, those first that help a cause of a higher grade."""
    pack, reasons = replay.pack, dict[str, str]()
    failed = {name for name, went_well in replay.tried.items() if not went_well}
    places = pack.dosage.first if pack.dosage else 0
    by_grade = sorted(pack.exercises, key=lambda e: -best_grade(e, replay))
    for e in sorted(by_grade, key=lambda e: e.kind is ExerciseKind.VARIANT):
        varied = reasons.get(e.variant_of or "")
        if withheld:
            reasons[e.id] = "withheld"
        elif {*held} & {*e.traits}:
            reasons[e.id] = "held"
        elif e.id in failed:
            reasons[e.id] = "failed"
        elif e.kind is ExerciseKind.FLEXIBILITY:
            reasons[e.id] = "flexibility"
        elif e.kind is ExerciseKind.STRENGTH and places > 0:
            reasons[e.id] = "first"
            places -= 1
        elif _adding(e, replay):
            reasons[e.id] = "added"
        elif e.kind is ExerciseKind.STRENGTH:
            reasons[e.id] = "next"
        elif e.use_when is UseWhen.EASIER and varied == "failed":
            reasons[e.id] = "step"
        elif e.use_when is UseWhen.OUTDOORS and varied in IN:
            reasons[e.id] = "outdoors"
        else:
            reasons[e.id] = "not_needed"
    return reasons


def best_grade(exercise: Exercise, replay: Replay) -> int:
    """Return how many grades the most likely cause that an exercise helps has reached."""
    return max((_grade(cause, replay) for cause in exercise.causes), default=0)


def _grade(cause: str, replay: Replay) -> int:
    points = replay.points(cause, SURE)
    return sum(points >= least for _, least in replay.pack.grades)


def in_order(replay: Replay) -> list[Exercise]:
    """Return the catalogue in the runner's order: what is added, then by grade, then as listed."""
    by_grade = sorted(replay.pack.exercises, key=lambda e: -best_grade(e, replay))
    return sorted(by_grade, key=lambda e: _adding(e, replay) is None)


def _serves(exercise: Exercise, reason: str, replay: Replay) -> list[str]:
    """Return the causes, most points first, that put an exercise before those that help none."""
    best = best_grade(exercise, replay)
    causes = [c.id for c in replay.pack.causes if c.id in exercise.causes]
    helped = [cause for cause in causes if best > 0 and _grade(cause, replay) == best]
    is_in_line = reason in (*IN, "next")
    return sorted(helped, key=lambda c: -replay.points(c, SURE)) if is_in_line else []


def programme_row(
    replay: Replay, reasons: dict[str, str], held: Collection[str], withheld: str | None
) -> dict[str, Any]:
    """Return the whole catalogue, in or out, with the dosage and the calendar."""
    pack, offered, left_out = replay.pack, {}, {}
    catalogue = in_order(replay) if withheld is None else pack.exercises
    for e in catalogue:
        reason, serves = reasons[e.id], _serves(e, reasons[e.id], replay)
        if reason in IN:
            offered[e.id] = exercise_row(e, reason, _adding(e, replay, reason), serves)
        else:
            holds = [trait for trait in held if trait in e.traits and reason == "held"]
            left_out[e.id] = row(name=e.name, reason=reason, serves=serves, holds=holds)
    weeks = [asdict(week) for week in pack.dosage.calendar] if pack.dosage else []
    session = [e.id for e in catalogue if reasons[e.id] in IN_EVERY_SESSION]
    return row(
        withheld=withheld if withheld or offered else "none_left",
        dosage=dosage_row(pack.dosage) if pack.dosage else None,
        calendar={"weeks": weeks, "exercises": session} if weeks and session else None,
        offered=offered,
        left_out=left_out,
    )


def _adding(exercise: Exercise, replay: Replay, reason: str = "added") -> str | None:
    adds = (rule.id for rule in replay.fired.values() if rule.then == Add(exercise.id))
    return next(adds, None) if reason == "added" else None


def dosage_row(dosage: Dosage) -> dict[str, Any]:
    """Return how a programme is done."""
    return {**{key: getattr(dosage, key) for key in DOSAGE}, "weeks": [*dosage.weeks]}


def exercise_row(
    exercise: Exercise, reason: str, added_by: str | None, serves: list[str]
) -> dict[str, Any]:
    """Return an exercise that is offered."""
    return row(
        name=exercise.name,
        reason=reason,
        serves=serves,
        kind=exercise.kind.value,
        side=exercise.side.value,
        aim=exercise.aim,
        cues=[*exercise.cues],
        dose=exercise.dose,
        stop_rule=exercise.stop_rule,
        easier=exercise.easier,
        harder=exercise.harder,
        note=exercise.note,
        causes=[*exercise.causes],
        added_by=added_by,
        variant_of=exercise.variant_of,
        use_when=exercise.use_when.id if exercise.use_when else None,
        poses=[pose.label for pose in exercise.poses],
        sources=[*exercise.sources],
    )
