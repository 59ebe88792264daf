"""A pack with one gate removed, to see what that gate hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.assurance.solver.sheets import Sheets
from triage.model.cuts import cuts_of
from triage.model.dependencies import dependencies_of
from triage.model.item import Item, items_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import RedFlag, Rule


def gated(pack: Pack) -> Iterator[Item]:
    """Yield the questions, and the boxes, that are asked only under a condition of their own."""
    for question in pack.questions:
        if question.ask_when is not None:
            yield question.id, None
        for option in question.options:
            if option.ask_when is not None:
                yield question.id, option.id


def flags_behind(item: Item, pack: Pack) -> Iterator[tuple[Rule, RedFlag]]:
    """Yield the red flags that a box, or any item of a question, can bear on."""
    question, box = item
    items = {item} if box is not None else {*items_of(pack.question[question])}
    behind = dependencies_of(pack).items
    for rule, then in pack.concluding(RedFlag):
        if items & behind[rule.id]:
            yield rule, then


def ungated(sheet: Sheets, *items: Item) -> Sheets:
    """Return the same sheet under the pack without the gates of these questions and boxes."""
    pack = sheet.pack
    for question, option in items:
        free = _without_gate(pack.question[question], option)
        questions = tuple(free if q.id == question else q for q in pack.questions)
        pack = replace(pack, questions=questions)
    return Sheets(pack, cuts=cuts_of(sheet.pack))


def _without_gate(question: Question, box: str | None) -> Question:
    if box is None:
        return replace(question, ask_when=None)
    options = (replace(o, ask_when=None) if o.id == box else o for o in question.options)
    return replace(question, options=tuple(options))
