"""No exercise is offered that a rule holds, or would hold if what is open were known."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Breaks, Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.exercise import Exercise
from triage.model.truth import SURE, Truth


def parts(sheet: Sheets, other: Sheets) -> Iterator[Part]:
    """Yield for each exercise: it is offered, and some way to answer what is open would hold it.

    The other sheet keeps every known answer and may answer what was unsure or not asked.
    """
    settled = sheet.settled_by(other)
    for exercise in sheet.pack.exercises:
        holding = [(r.id, other.rule(r, SURE)) for r in safety.holding(sheet, exercise)]
        if not holding:
            continue
        offered = safety.may_be_offered(sheet, exercise)
        yield Part(
            exercise.id,
            z3.And(offered, settled, z3.Or(*(fires for _, fires in holding))),
            premise=offered,
            item=exercise.id,
            blames=holding,
            breaks=_offered_then_held(exercise),
        )


def _offered_then_held(exercise: Exercise) -> Breaks:
    def breaks(first: Assessment, second: Assessment | None) -> bool:
        is_given = first.complete and first.disposition <= safety.HIGHEST
        if second is None or not is_given or _held(first, exercise, *Truth):
            return False
        return _held(second, exercise, Truth.YES)

    return breaks


def _held(assessment: Assessment, exercise: Exercise, *truths: Truth) -> bool:
    return any(held.trait in exercise.traits and held.truth in truths for held in assessment.held)


PROPERTY = Property(
    name="no_held_exercise_is_offered",
    claim="No exercise is offered that a rule holds, or would hold if what is open were known.",
    kind=Kind.NO_PAIR,
    parts=parts,
)
