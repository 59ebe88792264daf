"""Items, the smallest things a sheet answers: a question, or one box of a checklist.

Every evaluator calls them by these names and gives them these values. How a value is judged is
not said here: each evaluator does that in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import prod

from triage.model.answers import Answer, Tick, Ticks
from triage.model.condition import AnswerAtom, Includes
from triage.model.cuts import Cuts, cut_points
from triage.model.pack import Pack
from triage.model.question import Kind, Question

Item = tuple[str, str | None]
"""A question's id and, of a checklist, the id of one of its boxes."""

Value = str | Decimal
"""What is known of an item: an option's id, a number, or yes/no for a box."""

Known = Mapping[Item, Value]
"""Items, each with what is known of it."""

NO_CUTS: Cuts = {}


def item_of(atom: AnswerAtom) -> Item:
    """Return the item that an atom looks at."""
    return atom.question, atom.option if isinstance(atom, Includes) else None


def name_of(item: Item) -> str:
    """Return the name of an item in a pack's files: question, or question.box."""
    return item[0] if item[1] is None else f"{item[0]}.{item[1]}"


def items_of(question: Question) -> tuple[Item, ...]:
    """Return the items of a question: itself or, of a checklist, its boxes in order."""
    boxes = question.option_ids if question.kind is Kind.CHECKLIST else (None,)
    return tuple((question.id, box) for box in boxes)


def values_of(question: Question, pack: Pack, cuts: Cuts = NO_CUTS) -> tuple[Value, ...]:
    """Return the values of each item of a question, of numbers one for each stretch.

    `cuts` gives number questions finer cuts than this pack's rules need.
    """
    if question.kind is Kind.CHECKLIST:
        return "yes", "no"
    if question.kind is Kind.NUMBER:
        return cuts[question.id].marks if question.id in cuts else cut_points(question, pack)
    return question.option_ids


def items_with_values(pack: Pack, cuts: Cuts = NO_CUTS) -> Iterator[tuple[Item, tuple[Value, ...]]]:
    """Yield every item of a sheet with its values, in asking order; `cuts` as in `values_of`."""
    for question in pack.questions:
        values = values_of(question, pack, cuts)
        for item in items_of(question):
            yield item, values


def ticks_of(question: Question, boxes: Mapping[str, Tick]) -> Ticks:
    """Return the boxes of a checklist that are answered, in the question's order."""
    return Ticks(tuple((box, boxes[box]) for box in question.option_ids if box in boxes))


def with_boxes(question: Question, given: Answer | None, boxes: Mapping[str, Tick]) -> Ticks:
    """Return the answer to a checklist after some of its boxes changed."""
    before = dict(given.boxes) if isinstance(given, Ticks) else {}
    return ticks_of(question, {**before, **boxes})


def space_of(pack: Pack) -> int:
    """Return how many different answer sheets there are to the rules, unsure and not asked too."""
    return prod(len(values) + 2 for _, values in items_with_values(pack))
