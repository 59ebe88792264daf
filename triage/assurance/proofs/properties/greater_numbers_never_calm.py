"""A greater number (more pain, more days) never lowers the disposition.

Fixed numbers, such as age, cannot change for the worse and are left out.
"""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.item import Item, items_with_values
from triage.model.question import Kind as Asked


def formulas(sheet: Sheets, other: Sheets) -> Named:
    """Yield for each step up of each number: it lowers the disposition."""
    for (question, option), values in items_with_values(sheet.pack):
        asked = sheet.pack.question[question]
        if asked.kind is not Asked.NUMBER or asked.fixed:
            continue
        item: Item = (question, option)
        for place, lower in enumerate(values[:-1]):
            higher = values[place + 1]
            yield (
                f"{question} from {lower} to {higher}",
                z3.And(
                    sheet.same_but_for(other, frozenset({item})),
                    sheet.values[item][lower],
                    other.values[item][higher],
                    other.less_urgent_than(sheet),
                ),
            )


PROPERTY = Property(
    name="greater_numbers_never_calm",
    claim="A greater number (more pain, more days) never lowers the disposition.",
    kind=Kind.NO_CHANGE,
    formulas=formulas,
)
