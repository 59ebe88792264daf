"""No rule fires only when another with the same conclusion fires too."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.rule import RedFlag, Rule
from triage.model.truth import SURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each pair of rules: the one fires, and the other, which says as much, does not."""
    for rule in sheet.pack.rules:
        for other in sheet.pack.rules:
            if other is not rule and _says_as_much(other, rule):
                fires = sheet.rule(rule, SURE)
                alone = z3.Not(sheet.rule(other, SURE))
                yield f"{rule.id} without {other.id}", z3.And(fires, alone)


def _says_as_much(other: Rule, rule: Rule) -> bool:
    """Say whether another rule's conclusion makes this one's superfluous."""
    if isinstance(rule.then, RedFlag) and isinstance(other.then, RedFlag):
        return (
            other.then.suspect == rule.then.suspect
            and other.then.disposition >= rule.then.disposition
            and other.then.if_unsure >= rule.then.if_unsure
        )
    return other.then == rule.then and type(other.then).__name__ in ("Finding", "Advise", "Add")


PROPERTY = Property(
    name="no_rule_says_what_another_says",
    claim="No rule fires only when another with the same conclusion fires too.",
    kind=Kind.SOME_SHEET,
    formulas=formulas,
    lacking="{}: never does the one fire alone",
)
