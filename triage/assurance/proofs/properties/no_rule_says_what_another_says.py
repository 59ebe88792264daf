"""No rule fires only when another with the same conclusion fires too."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.rule import RedFlag, Rule
from triage.model.truth import SURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each pair of rules: the one fires, and the other, which says as much, does not."""
    for rule in sheet.pack.rules:
        for other in sheet.pack.rules:
            if other is not rule and _says_as_much(other, rule):
                fires, both = sheet.rule(rule, SURE), sheet.rule(other, SURE)
                yield Part(
                    f"{rule.id} without {other.id}",
                    z3.And(fires, z3.Not(both)),
                    item=rule.id,
                    blames=[(other.id, both)],
                )


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
    parts=parts,
    lacking="{}: never does the one fire alone",
)
