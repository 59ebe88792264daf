"""No one step of an answer moves the disposition by more than two levels.

A step is a box from no to yes, or from one to the next of neighbouring stretches of a number and
of options in their natural order. Both sheets are complete and otherwise the same. Up, a box may
also reach the level at which it counts alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

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
    """Yield for each step: it moves the disposition too far, one way or the other."""
    for item, lower, higher in steps(sheet.pack):
        alone = _alone_level(sheet.pack, item)
        flags = flags_on(sheet.pack, item)
        after = sheet.answered({item: higher})
        blames = _far(sheet, after, flags, alone)
        if not blames:
            continue
        stepped = z3.And(sheet.values[item][lower], sheet.complete(), after.complete())
        yield Part(
            f"{name_of(item)} from {lower} to {higher}",
            z3.And(stepped, z3.Or(*(formula for _, formula in blames))),
            premise=stepped,
            item=name_of(item),
            blames=blames,
            breaks=_moves_far(alone),
            second=after,
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


def _alone_level(pack: Pack, item: Item) -> Disposition | None:
    question, box = item
    return None if box is None else pack.question[question].option(box).alone


def _far(before: Sheets, after: Sheets, flags: Flags, alone: Disposition | None) -> list[Blame]:
    """Return for each red flag: it is what makes the one sheet much more urgent than the other."""
    blames = []
    for rule, then in flags:
        ways = [*_lifts(before, after, rule, then, None), *_lifts(after, before, rule, then, alone)]
        if ways:
            blames.append((rule.id, z3.Or(*ways)))
    return blames


def _lifts(
    urgent: Sheets, calm: Sheets, rule: Rule, then: RedFlag, alone: Disposition | None
) -> Iterator[Formula]:
    for world, level in ((SURE, then.disposition), (UNSURE, then.if_unsure)):
        if level > FARTHEST and (alone is None or level > alone):
            within = calm.at_least(Disposition(level - FARTHEST))
            yield z3.And(urgent.rule(rule, world), z3.Not(within))


def _moves_far(alone: Disposition | None) -> Breaks:
    def breaks(first: Assessment, second: Assessment | None) -> bool:
        if second is None or not (first.complete and second.complete):
            return False
        up = second.disposition - first.disposition
        return up < -FARTHEST or (up > FARTHEST and second.disposition != alone)

    return breaks


PROPERTY = Property(
    name="no_cliff",
    claim="No one step of an answer moves the disposition by more than two levels.",
    kind=Kind.NO_PAIR,
    parts=parts,
    unproved=unproved,
)
