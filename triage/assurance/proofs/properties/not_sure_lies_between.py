"""The result of "not sure" lies between those of the best answer and the worst.

That holds for each item, with everything else the same, and for each checklist as a whole: "not
sure" to all of it lies between no box ticked and every box ticked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from triage.assurance.proofs.properties.shape import Blame, Breaks, Kind, Part, Property
from triage.assurance.proofs.properties.urgency import Flags
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.item import Item, Known, items_of, items_with_values, name_of
from triage.model.question import Kind as Asked
from triage.model.rule import RedFlag
from triage.model.truth import SURE, UNSURE
from triage.model.valuation import Standing

LEVELS = tuple(Disposition)


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each item, and each checklist: "not sure" is below the best or above the worst."""
    pack = sheet.pack
    for item, values in items_with_values(pack):
        yield from _part(sheet, name_of(item), [{item: value} for value in values])
    for question in pack.questions:
        if question.kind is Asked.CHECKLIST and len(question.options) > 1:
            ends = [dict.fromkeys(items_of(question), value) for value in ("no", "yes")]
            yield from _part(sheet, question.id, ends)


def _part(sheet: Sheets, name: str, ends: Sequence[Known]) -> Iterator[Part]:
    """Yield the part of the items that each end answers otherwise, if red flags depend on one."""
    items = frozenset(ends[0])
    behind = dependencies_of(sheet.pack).items
    flags = [pair for pair in sheet.pack.concluding(RedFlag) if items & behind[pair[0].id]]
    if not flags:
        return
    is_unsure = z3.And(*(z3.Or(sheet.unsure[item], sheet.inapplicable(*item)) for item in items))
    blames = _blames(sheet, [sheet.answered(end) for end in ends], flags)
    yield Part(
        f"not sure of {name}",
        z3.And(is_unsure, z3.Or(*(formula for _, formula in blames))),
        premise=is_unsure,
        item=name,
        blames=blames,
        breaks=_lies_outside(items),
        ends=ends,
    )


def _blames(sheet: Sheets, ends: Sequence[Sheets], flags: Flags) -> list[Blame]:
    """Return for each red flag: it is why "not sure" is above the worst, or below the best.

    Above, it counts for the sheet and nothing does for any end; below, every end is more urgent
    than the sheet, and it counts for one of them.
    """
    below = z3.Or(
        *(z3.And(z3.Not(sheet.at_least(d)), *(e.at_least(d) for e in ends)) for d in LEVELS)
    )
    blames = []
    for rule, then in flags:
        above, behind = [], []
        for world, level in ((SURE, then.disposition), (UNSURE, then.if_unsure)):
            if level > sheet.pack.baseline:
                fires = sheet.rule(rule, world)
                above.append(z3.And(fires, *(z3.Not(end.at_least(level)) for end in ends)))
                fired = z3.Or(*(end.rule(rule, world) for end in ends))
                behind.append(z3.And(z3.Not(sheet.at_least(level)), fired))
        blames.append((rule.id, z3.Or(*above, z3.And(below, z3.Or(*behind)))))
    return blames


def _lies_outside(items: Collection[Item]) -> Breaks:
    not_known = (Standing.UNSURE, Standing.NOT_APPLICABLE)

    def breaks(unsure: Assessment, *ends: Assessment) -> bool:
        levels = [end.disposition for end in ends]
        is_unsure = all(unsure.valuation.standing(*item) in not_known for item in items)
        return is_unsure and not min(levels) <= unsure.disposition <= max(levels)

    return breaks


PROPERTY = Property(
    name="not_sure_lies_between",
    claim='The result of "not sure" lies between those of the best answer and the worst.',
    kind=Kind.NO_SHEET,
    is_slow=True,
    parts=parts,
)
