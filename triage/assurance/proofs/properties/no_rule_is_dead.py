"""Some sheet makes each rule fire."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.sheets import Sheets
from triage.model.truth import SURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each rule: it fires."""
    for rule in sheet.pack.rules:
        yield rule.id, sheet.rule(rule, SURE)


PROPERTY = Property(
    name="no_rule_is_dead",
    claim="Some sheet makes each rule fire.",
    kind=Kind.SOME_SHEET,
    formulas=formulas,
    lacking="{} fires on no sheet",
)
