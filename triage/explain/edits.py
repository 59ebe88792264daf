"""Edits: changed answers, as a set that can be applied to a sheet or joined with another."""

from __future__ import annotations

from collections.abc import Mapping

from triage.model.answers import Answers, Tick
from triage.model.item import Item, Value, with_boxes
from triage.model.pack import Pack

Edits = frozenset[tuple[Item, Value]]
"""Items with their new values: an option, a number, or yes/no for a box."""


def apply(pack: Pack, answers: Answers, edits: Edits) -> Answers:
    """Return the answers with edits made to them."""
    for (question, option), value in sorted(edits, key=str):
        if option is None:
            answers = answers.with_answer(question, value)
            continue
        boxes = {option: Tick(value)}
        ticks = with_boxes(pack.question[question], answers.get(question), boxes)
        answers = answers.with_answer(question, ticks)
    return answers


def merged(edits: Edits, more: Edits) -> Edits | None:
    """Return both sets of edits together, or None when they disagree about an item."""
    values: Mapping[Item, Value] = dict(edits)
    for item, value in more:
        if values.get(item, value) != value:
            return None
    return edits | more
