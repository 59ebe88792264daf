"""Some sheet makes each rule fire."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.sheets import Sheets
from triage.model.truth import SURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each rule: it fires."""
    for rule in sheet.pack.rules:
        yield Part(rule.id, sheet.rule(rule, SURE), item=rule.id)


PROPERTY = Property(
    name="no_rule_is_dead",
    claim="Some sheet makes each rule fire.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} fires on no sheet",
)
