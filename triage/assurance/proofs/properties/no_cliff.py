"""No one step of an answer moves the disposition by more than two levels.

A step is a box or an answer from no to yes, or from one to the next of neighbouring stretches of a
number and of options in their natural order. Both sheets are complete and otherwise the same. Up,
a yes may also reach the level at which it counts alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from triage.assurance.proofs.properties.alone_is_enough import alone
from triage.assurance.proofs.properties.shape import Blame, Breaks, Kind, Part, Property
from triage.assurance.proofs.properties.urgency import Flags, flags_on
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.item import Item, Value, items_with_values, name_of
from triage.model.pack import Pack
from triage.model.question import Kind as Asked
from triage.model.rule import RedFlag, Rule
from triage.model.truth import SURE, UNSURE

FARTHEST = 2
"""How many levels one step may move the disposition."""


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each step: it moves the disposition too far, one way or the other.

    Only sheets that answer everything are looked at. More answers never change what a complete
    sheet comes to, so that what breaks the property on any complete sheet breaks it on one of them.
    """
    is_full = z3.And(*sheet.asked.values())
    for item, lower, higher in steps(sheet.pack):
        flags, level = flags_on(sheet.pack, item), dict(alone(sheet.pack)).get(item)
        after = sheet.answered({item: higher})
        blames = _far(sheet, after, flags, level)
        if not blames:
            continue
        stepped = z3.And(sheet.values[item][lower], is_full)
        yield Part(
            f"{name_of(item)} from {lower} to {higher}",
            z3.And(stepped, z3.Or(*(formula for _, formula in blames))),
            premise=stepped,
            item=name_of(item),
            blames=blames,
            breaks=_moves_far(level),
            second=after,
            is_full=True,
        )


def steps(pack: Pack) -> Iterator[tuple[Item, Value, Value]]:
    """Yield each item with two neighbouring values, the lower first."""
    for item, values in items_with_values(pack):
        question = pack.question[item[0]]
        if set(values) == {"yes", "no"}:
            yield item, "no", "yes"
        elif question.kind is Asked.NUMBER or question.ordered:
            for lower, higher in pairwise(values):
                yield item, lower, higher


def unproved(pack: Pack) -> Iterator[str]:
    """Yield the choices whose options have no order, so that none is next to another."""
    for question in pack.questions:
        is_choice = question.kind is Asked.CHOICE and not question.ordered
        if is_choice and set(question.option_ids) != {"yes", "no"}:
            yield question.id


def _far(before: Sheets, after: Sheets, flags: Flags, own: Disposition | None) -> list[Blame]:
    """Return for each red flag: it is what makes the one sheet much more urgent than the other."""
    blames = []
    for rule, then in flags:
        ways = [*_lifts(before, after, rule, then, None), *_lifts(after, before, rule, then, own)]
        if ways:
            blames.append((rule.id, z3.Or(*ways)))
    return blames


def _lifts(
    urgent: Sheets, calm: Sheets, rule: Rule, then: RedFlag, own: Disposition | None
) -> Iterator[Formula]:
    for world, level in ((SURE, then.disposition), (UNSURE, then.if_unsure)):
        if level > FARTHEST and level != own:
            within = calm.at_least(Disposition(level - FARTHEST))
            is_own = own is not None and level < own and urgent.at_least(own)
            yield z3.And(urgent.rule(rule, world), z3.Not(within), z3.Not(is_own))


def _moves_far(own: Disposition | None) -> Breaks:
    def breaks(first: Assessment, second: Assessment | None) -> bool:
        if second is None or not (first.complete and second.complete):
            return False
        up = second.disposition - first.disposition
        return up < -FARTHEST or (up > FARTHEST and second.disposition != own)

    return breaks


PROPERTY = Property(
    name="no_cliff",
    claim="No one step of an answer moves the disposition by more than two levels.",
    kind=Kind.NO_PAIR,
    is_slow=True,
    parts=parts,
    unproved=unproved,
)
