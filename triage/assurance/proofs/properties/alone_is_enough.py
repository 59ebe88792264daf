"""A box that counts alone reaches its level on every sheet where it is ticked."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Breaks, Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.answers import Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.item import Item, name_of
from triage.model.pack import Pack


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each box that counts alone: it is ticked, and the disposition is below its level.

    Where a gate rules the box out, `no_gate_hides_a_sign` judges it.
    """
    for item, level in alone(sheet.pack):
        ticked = z3.And(sheet.values[item]["yes"], z3.Not(sheet.inapplicable(*item)))
        yield Part(
            f"{name_of(item)} below {level.id}",
            z3.And(ticked, z3.Not(sheet.at_least(level))),
            premise=ticked,
            item=name_of(item),
            breaks=_too_calm(item, level),
        )


def alone(pack: Pack) -> Iterator[tuple[Item, Disposition]]:
    """Yield the boxes that count alone, each with the disposition it declares."""
    for question in pack.questions:
        for option in question.options:
            if option.alone is not None:
                yield (question.id, option.id), option.alone


def ticks(assessment: Assessment, item: Item) -> bool:
    """Say whether a box is ticked, and applies."""
    answer = assessment.answers.get(item[0])
    return isinstance(answer, Ticks) and answer.get(str(item[1])) is Tick.YES


def _too_calm(item: Item, level: Disposition) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        return ticks(first, item) and first.disposition < level

    return breaks


PROPERTY = Property(
    name="alone_is_enough",
    claim="A box that counts alone reaches its level on every sheet where it is ticked.",
    kind=Kind.NO_SHEET,
    parts=parts,
)
