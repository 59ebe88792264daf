"""One space of answer sheets for two packs, and each pack's own reading of it.

The sheets range over the cut points of both packs. To a pack, an answer that only the other pack
admits is not asked.
"""

from __future__ import annotations

from decimal import Decimal

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Ticks
from triage.model.cuts import Cuts, own_cuts
from triage.model.item import Item, items_with_values, ticks_of
from triage.model.pack import Pack
from triage.model.question import Kind


def values_of(old: Pack, new: Pack, cuts: Cuts) -> dict[Item, tuple[Answer | None, ...]]:
    """Return everything each item can be in either pack: not asked, unsure, or a value."""
    found: dict[Item, dict[Answer | None, None]] = {}
    for pack in (old, new):
        for item, values in items_with_values(pack, own_cuts(pack, cuts)):
            known = found.setdefault(item, {None: None, UNSURE_ANSWER: None})
            known |= dict.fromkeys(values)
    return {item: tuple(values) for item, values in found.items()}


def admitted(answers: Answers, pack: Pack) -> Answers:
    """Return the answers that a pack's questions admit; the others are not asked, to it."""
    given: dict[str, Answer] = {}
    for id, answer in answers.given.items():
        question = pack.question.get(id)
        if question is None:
            continue
        span = question.span
        if isinstance(answer, Ticks):
            known = ticks_of(question, dict(answer.boxes))
            if question.kind is Kind.CHECKLIST and known.boxes:
                given[id] = known
        elif answer is UNSURE_ANSWER:
            given[id] = answer
        elif isinstance(answer, Decimal):
            if span is not None and span.admits(answer):
                given[id] = answer
        elif question.kind is not Kind.CHECKLIST and answer in question.option_ids:
            given[id] = answer
    return Answers({q.id: given[q.id] for q in pack.questions if q.id in given})
