"""Each promise of properties.yaml: whenever its condition holds, so does what it says."""

from __future__ import annotations

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.rule import Hold
from triage.model.truth import SURE, UNSURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield what `broken_promises` does."""
    return broken_promises(sheet)


def broken_promises(sheet: Sheets) -> Named:
    """Yield for all that each promise of the pack says: its condition holds, and it is not so."""
    for promise in sheet.pack.promises:
        name = f"{promise.id}: {promise.title}"
        for level, world in ((promise.at_least, SURE), (promise.if_unsure, UNSURE)):
            if level is not None:
                met = sheet.condition(promise.when, world)
                doubt = " (not sure)" if world is UNSURE else ""
                yield name + doubt, z3.And(met, z3.Not(sheet.at_least(level)))
        for trait in promise.holds:
            holding = (
                sheet.rule(rule, safety.HOLDS)
                for rule, then in sheet.pack.concluding(Hold)
                if trait in then.traits
            )
            met = sheet.condition(promise.when, safety.HOLDS)
            yield f"{name} ({trait})", z3.And(met, z3.Not(z3.Or(*holding)))


PROPERTY = Property(
    name="what_the_pack_promises",
    claim="Each promise of properties.yaml: whenever its condition holds, so does what it says.",
    kind=Kind.NO_SHEET,
    formulas=formulas,
)
