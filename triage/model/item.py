"""The items of an answer sheet, and the values that rules tell apart.

An item is a question, or one box of a checklist. A number is cut where the rules cut it: one
representative stands for each stretch that no condition tells apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import prod

from triage.model.cuts import Cuts, cut_points
from triage.model.pack import Pack
from triage.model.question import Kind

Item = tuple[str, str | None]
NO_CUTS: Cuts = {}


def items_of(pack: Pack, cuts: Cuts = NO_CUTS) -> Iterator[tuple[Item, tuple[str | Decimal, ...]]]:
    """Yield every item of a sheet with the values that rules tell apart.

    `cuts` gives number questions finer cuts than this pack's rules need.
    """
    for question in pack.questions:
        if question.kind is Kind.CHECKLIST:
            for option in question.option_ids:
                yield (question.id, option), ("yes", "no")
        elif question.kind is Kind.NUMBER:
            yield (question.id, None), cuts.get(question.id) or cut_points(question, pack)
        else:
            yield (question.id, None), question.option_ids


def space_of(pack: Pack) -> int:
    """Return the number of answer sheets that rules could tell apart, unsure and not asked too."""
    return prod(len(values) + 2 for _, values in items_of(pack))
