"""Turning a yes/no answer from no to yes never lowers the disposition.

That "not sure" comes between the two is for `not_sure_lies_between` to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import flags_on, is_calmer, raising
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.item import items_with_values, name_of


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each yes/no answer that red flags depend on: yes lowers the disposition."""
    for item, values in items_with_values(sheet.pack):
        flags = flags_on(sheet.pack, item)
        if set(values) != {"yes", "no"} or not flags:
            continue
        other = sheet.answered({item: "yes"})
        yield Part(
            f"{name_of(item)} from no to yes",
            z3.And(sheet.values[item]["no"], other.less_urgent_than(sheet)),
            premise=z3.Not(sheet.inapplicable(*item)),
            item=name_of(item),
            blames=raising(sheet, other, flags),
            breaks=is_calmer,
            second=other,
        )


PROPERTY = Property(
    name="worse_answers_never_calm",
    claim="Turning a yes/no answer from no to yes never lowers the disposition.",
    kind=Kind.NO_PAIR,
    is_slow=True,
    parts=parts,
)
