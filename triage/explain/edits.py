"""Edits: changed answers, as a set that can be applied to a sheet or joined with another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from triage.model.answers import Answers, Tick, Ticks
from triage.model.pack import Pack

Item = tuple[str, str | None]
Edits = frozenset[tuple[Item, str | Decimal]]
"""Items with their new values: an option, a number, or yes/no for a box."""


def apply(pack: Pack, answers: Answers, edits: Edits) -> Answers:
    """Return the answers with edits made to them."""
    for (question, option), value in sorted(edits, key=str):
        if option is None:
            answers = answers.with_answer(question, value)
            continue
        given = answers.get(question)
        boxes = dict(given.boxes) if isinstance(given, Ticks) else {}
        boxes[option] = Tick(value)
        ids = pack.question[question].option_ids
        answers = answers.with_answer(
            question, Ticks(tuple((box, boxes[box]) for box in ids if box in boxes))
        )
    return answers


def merged(edits: Edits, more: Edits) -> Edits | None:
    """Return both sets of edits together, or None when they disagree about an item."""
    values: Mapping[Item, str | Decimal] = dict(edits)
    for item, value in more:
        if values.get(item, value) != value:
            return None
    return edits | more
