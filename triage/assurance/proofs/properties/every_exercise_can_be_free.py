"""Some sheet with an exercise programme holds none of the traits of each exercise."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.disposition import Disposition
from triage.model.truth import EITHER


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each exercise: there may be a programme, and nothing holds the exercise."""
    calm = z3.And(sheet.complete(), z3.Not(sheet.at_least(Disposition.SEE_DOCTOR)))
    for exercise in sheet.pack.exercises:
        held = [sheet.rule(rule, EITHER) for rule in safety.holding(sheet, exercise)]
        free = z3.And(calm, *(z3.Not(rule) for rule in held))
        yield Part(exercise.id, free, item=exercise.id)


PROPERTY = Property(
    name="every_exercise_can_be_free",
    claim="Some sheet with an exercise programme holds none of the traits of each exercise.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} is held on every sheet with a programme",
)
