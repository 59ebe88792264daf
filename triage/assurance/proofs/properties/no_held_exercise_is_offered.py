"""No exercise is offered that a rule holds, or would hold if what is open were known."""

from __future__ import annotations

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.truth import SURE


def formulas(sheet: Sheets, other: Sheets) -> Named:
    """Yield for each exercise: it is offered, and some way to answer what is open would hold it.

    The other sheet keeps every known answer and may answer what was unsure or not asked.
    """
    for exercise in sheet.pack.exercises:
        fires = z3.Or(*(other.rule(rule, SURE) for rule in safety.holding(sheet, exercise)))
        yield (
            exercise.id,
            z3.And(safety.may_be_offered(sheet, exercise), sheet.settled_by(other), fires),
        )


PROPERTY = Property(
    name="no_held_exercise_is_offered",
    claim="No exercise is offered that a rule holds, or would hold if what is open were known.",
    kind=Kind.NO_PAIR,
    formulas=formulas,
)
