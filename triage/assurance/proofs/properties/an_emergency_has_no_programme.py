"""Where a red flag of an emergency is raised, no exercise programme is given."""

from __future__ import annotations

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.disposition import Disposition
from triage.model.rule import RedFlag
from triage.model.truth import SURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each red flag of an emergency: it is raised, and there is a programme."""
    for rule, then in sheet.pack.concluding(RedFlag):
        if then.disposition is Disposition.EMERGENCY:
            yield rule.id, z3.And(sheet.rule(rule, SURE), safety.has_programme(sheet))


PROPERTY = Property(
    name="an_emergency_has_no_programme",
    claim="Where a red flag of an emergency is raised, no exercise programme is given.",
    kind=Kind.NO_SHEET,
    formulas=formulas,
)
