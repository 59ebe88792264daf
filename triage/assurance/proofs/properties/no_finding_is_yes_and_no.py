"""No sheet makes a finding both true and false."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.condition import FindingIs, Literal
from triage.model.truth import SURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each finding: it is both."""
    for finding in sheet.pack.findings:
        literal = Literal(FindingIs(finding.id), True, finding.id)
        found = sheet.condition(literal, SURE)
        yield finding.id, z3.And(found, sheet.condition(literal.negated(), SURE))


PROPERTY = Property(
    name="no_finding_is_yes_and_no",
    claim="No sheet makes a finding both true and false.",
    kind=Kind.NO_SHEET,
    formulas=formulas,
)
