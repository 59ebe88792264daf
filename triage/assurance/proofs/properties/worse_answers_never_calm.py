"""Turning a yes/no answer from no to unsure to yes never lowers the disposition."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.dependencies import dependencies_of
from triage.model.item import Item, items_with_values
from triage.model.pack import Pack
from triage.model.rule import RedFlag


def formulas(sheet: Sheets, other: Sheets) -> Named:
    """Yield for each step up of each answer that red flags depend on: it lowers the disposition."""
    for (question, option), values in items_with_values(sheet.pack):
        if set(values) != {"yes", "no"} or not _bears_on_red_flags(question, sheet.pack):
            continue
        item: Item = (question, option)
        name = f"{question}.{option}" if option else question
        for lower, higher in (("no", "unsure"), ("unsure", "yes")):
            yield (
                f"{name} from {lower} to {higher}",
                z3.And(
                    sheet.same_but_for(other, frozenset({item})),
                    _is(sheet, item, lower),
                    _is(other, item, higher),
                    other.less_urgent_than(sheet),
                ),
            )


def _bears_on_red_flags(question: str, pack: Pack) -> bool:
    reached = dependencies_of(pack).questions
    return any(question in reached[rule.id] for rule, _ in pack.concluding(RedFlag))


def _is(sheet: Sheets, item: Item, value: str) -> Formula:
    return sheet.unsure[item] if value == "unsure" else sheet.values[item][value]


PROPERTY = Property(
    name="worse_answers_never_calm",
    claim="Turning a yes/no answer from no to unsure to yes never lowers the disposition.",
    kind=Kind.NO_CHANGE,
    formulas=formulas,
)
