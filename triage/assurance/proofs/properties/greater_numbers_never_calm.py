"""A greater number (more pain, more days) never lowers the disposition.

Fixed numbers, such as age, cannot change for the worse and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import flags_on, is_calmer, raising
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.item import Item, items_with_values
from triage.model.question import Kind as Asked


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each step up of each number: it lowers the disposition."""
    for (question, option), values in items_with_values(sheet.pack):
        asked = sheet.pack.question[question]
        if asked.kind is not Asked.NUMBER or asked.fixed:
            continue
        item: Item = (question, option)
        other, flags = sheet.changed(item), flags_on(sheet.pack, item)
        calmer, blames = other.less_urgent_than(sheet), raising(sheet, other, flags)
        for lower, higher in pairwise(values):
            is_step = z3.And(sheet.values[item][lower], other.values[item][higher])
            yield Part(
                f"{question} from {lower} to {higher}",
                z3.And(is_step, calmer),
                premise=z3.Not(sheet.inapplicable(question)),
                item=question,
                blames=blames,
                breaks=is_calmer,
                second=other,
            )


PROPERTY = Property(
    name="greater_numbers_never_calm",
    claim="A greater number (more pain, more days) never lowers the disposition.",
    kind=Kind.NO_PAIR,
    parts=parts,
)
