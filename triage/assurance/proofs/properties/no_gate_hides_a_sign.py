"""No gate keeps a red flag from being raised.

Each gate is judged on the pack with that gate removed: the second sheet is the first, read
without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.alone_is_enough import alone, ticks
from triage.assurance.proofs.properties.shape import Blame, Breaks, Kind, Part, Property
from triage.assurance.proofs.properties.ungated import flags_behind, gated, ungated
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.item import Item, name_of
from triage.model.rule import RedFlag
from triage.model.truth import SURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each gate, and each box behind one that counts alone: it hides a red flag.

    A red flag is hidden where it fires without the gate, does not fire with it, and the sheet is
    less urgent than the red flag.
    """
    for item in gated(sheet.pack):
        free = ungated(sheet, item)
        blames = _hidden(sheet, free, item)
        yield Part(
            f"the gate of {name_of(item)}",
            z3.Or(*(formula for _, formula in blames)),
            premise=sheet.inapplicable(*item),
            item=name_of(item),
            blames=blames,
            breaks=_hides,
            second=free,
        )
    for item, level in alone(sheet.pack):
        if sheet.pack.gates(item):
            yield _alone(sheet, item, level)


def _hidden(sheet: Sheets, free: Sheets, item: Item) -> list[Blame]:
    return [
        (
            rule.id,
            z3.And(
                free.rule(rule, SURE),
                z3.Not(sheet.rule(rule, SURE)),
                z3.Not(sheet.at_least(then.disposition)),
            ),
        )
        for rule, then in flags_behind(item, free.pack)
    ]


def _alone(sheet: Sheets, item: Item, level: Disposition) -> Part:
    """Return: the box is ticked where a gate rules it out, and that leaves it below its level."""
    free = ungated(sheet, (item[0], None), item)
    away = z3.And(sheet.values[item]["yes"], sheet.inapplicable(*item))
    return Part(
        f"{name_of(item)} ruled out, below {level.id}",
        z3.And(away, z3.Not(sheet.at_least(level))),
        premise=away,
        item=name_of(item),
        blames=_hidden(sheet, free, item),
        breaks=_falls_short(item, level),
        second=free,
    )


def _hides(first: Assessment, second: Assessment | None) -> bool:
    """Say whether a red flag fires without the gate only, and more urgent than the sheet with."""
    return second is not None and any(
        then.disposition > first.disposition
        for rule, then in second.pack.concluding(RedFlag)
        if second.worlds[rule.id] & SURE and not first.worlds[rule.id] & SURE
    )


def _falls_short(item: Item, level: Disposition) -> Breaks:
    """Say whether the box counts without the gates only, and the sheet is below its level."""

    def breaks(first: Assessment, second: Assessment | None) -> bool:
        is_ticked = second is not None and ticks(second, item)
        return is_ticked and first.disposition < level and not ticks(first, item)

    return breaks


PROPERTY = Property(
    name="no_gate_hides_a_sign",
    claim="No gate keeps a red flag from being raised.",
    kind=Kind.NO_PAIR,
    is_slow=True,
    parts=parts,
)
