"""No red flag repeats the gate of the question that it looks at.

Such a rule hides the sign itself: it cannot fire where the gate is NO, gate or no gate.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.ungated import flags_behind, gated, ungated
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.condition import Compare, Condition, Includes, Is
from triage.model.item import Item, item_of, name_of
from triage.model.truth import SURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each gate and red flag that looks for a sign behind it: it fires in spite of it."""
    for item in gated(sheet.pack):
        free = ungated(sheet, item)
        away = sheet.inapplicable(*item)
        for rule, _then in flags_behind(item, free.pack):
            if _looks_for(rule.when, item):
                fires = free.rule(rule, SURE)
                yield Part(
                    f"{rule.id} where the gate of {name_of(item)} is no",
                    z3.And(away, fires),
                    item=name_of(item),
                    blames=[(rule.id, fires)],
                )


def _looks_for(condition: Condition, item: Item) -> bool:
    """Say whether a condition itself asks for the answer to a question, or for a box of it."""
    atoms = (literal.atom for literal in condition.literals() if literal.positive)
    looked_at = {item_of(atom) for atom in atoms if isinstance(atom, Is | Includes | Compare)}
    return item in looked_at or item in {(question, None) for question, _ in looked_at}


PROPERTY = Property(
    name="no_rule_repeats_a_gate",
    claim="No red flag repeats the gate of the question that it looks at.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{}: hidden by the rule, which cannot fire there even without the gate",
)
