"""Turning a yes/no answer from no to unsure to yes never lowers the disposition."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import flags_on, is_calmer, raising
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.item import Item, items_with_values


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each step up of each answer that red flags depend on: it lowers the disposition."""
    for item, values in items_with_values(sheet.pack):
        flags = flags_on(sheet.pack, item)
        if set(values) != {"yes", "no"} or not flags:
            continue
        question, option = item
        name = f"{question}.{option}" if option else question
        other = sheet.changed(item)
        calmer, blames = other.less_urgent_than(sheet), raising(sheet, other, flags)
        for lower, higher in (("no", "unsure"), ("unsure", "yes")):
            yield Part(
                f"{name} from {lower} to {higher}",
                z3.And(_is(sheet, item, lower), _is(other, item, higher), calmer),
                premise=z3.Not(sheet.inapplicable(*item)),
                item=name,
                blames=blames,
                breaks=is_calmer,
                second=other,
            )


def _is(sheet: Sheets, item: Item, value: str) -> Formula:
    return sheet.unsure[item] if value == "unsure" else sheet.values[item][value]


PROPERTY = Property(
    name="worse_answers_never_calm",
    claim="Turning a yes/no answer from no to unsure to yes never lowers the disposition.",
    kind=Kind.NO_PAIR,
    parts=parts,
)
