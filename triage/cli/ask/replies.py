"""A typed reply as an answer, and a question as the templates read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from triage.explain.statements import number_text
from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.question import Kind, Question

_YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
UNSURE = "unsure"
NONE = "none"


def question_tree(question: Question) -> dict[str, Any]:
    """Return a question as the templates read it."""
    span = question.span
    return {
        "text": question.text,
        "help": question.help,
        "kind": question.kind.value,
        "options": [
            {"id": option.id, "label": option.label}
            for option in question.options
            if question.kind is not Kind.YES_NO
        ],
        "unit": span.unit if span else None,
        "least": number_text(span.least) if span else None,
        "most": number_text(span.most) if span else None,
    }


def ticks(question: Question, picked: Sequence[str], before: Ticks | None = None) -> Ticks:
    """Return the answer to a checklist in which these boxes, none, or "unsure" were picked.

    A box that was not sure of in the answer `before` stays so, unless it, or none, is picked.
    """
    if list(picked) == [UNSURE]:
        return Ticks(tuple((option, Tick.UNSURE) for option in question.option_ids))
    doubts = [o for o, tick in before.boxes if tick is Tick.UNSURE] if before and picked else []
    others = {o: Tick.UNSURE if o in doubts else Tick.NO for o in question.option_ids}
    return Ticks(tuple((o, Tick.YES if o in picked else tick) for o, tick in others.items()))


def read_reply(question: Question, reply: str) -> Answer | None:
    """Return the answer a typed reply gives, or None when it gives none."""
    if reply in ("u", UNSURE):
        return ticks(question, [UNSURE]) if question.kind is Kind.CHECKLIST else UNSURE_ANSWER
    if question.kind is Kind.YES_NO:
        return _YES_NO.get(reply)
    if question.kind is Kind.NUMBER:
        return _number(question, reply)
    if question.kind is Kind.CHECKLIST and reply in ("n", NONE):
        return ticks(question, [])
    picked = _picked(question, reply)
    if question.kind is Kind.CHOICE:
        return picked[0] if len(picked) == 1 else None
    return ticks(question, picked) if picked else None


def _picked(question: Question, reply: str) -> list[str]:
    """Return the options picked by number or id; none when any of them is not one."""
    words = [word for word in re.split(r"[\s,;]+", reply) if word]
    numbered = {str(place): o for place, o in enumerate(question.option_ids, start=1)}
    picked = [numbered.get(word, word) for word in words]
    return picked if all(option in question.option_ids for option in picked) else []


def _number(question: Question, reply: str) -> Decimal | None:
    span = question.span
    assert span is not None  # a number question has a span
    text = reply.removesuffix(span.unit).strip()
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return None
    number = Decimal(text)
    if span.whole and number != number.to_integral_value():
        return None
    return number if span.admits(number) else None
