"""An interview as values: the answers so far, and what changing one of them takes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from triage.interview.next import Ask, best_ask
from triage.model.answers import Answer, Answers, Ticks
from triage.model.item import Item, with_boxes
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.truth import Truth
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Change:
    """The answers after one was given or changed, and the questions and boxes that fell away."""

    answers: Answers
    removed: tuple[Item, ...]


def give(pack: Pack, answers: Answers, question: str, answer: Answer) -> Change:
    """Return the answers with one more, or one changed.

    Boxes of a checklist that were not put keep their answers. Exactly the answers to questions and
    boxes that do not apply any more fall away.
    """
    if isinstance(answer, Ticks):
        answer = with_boxes(pack.question[question], answers.get(question), dict(answer.boxes))
    valuation = Valuation(pack, answers.with_answer(question, answer))
    return Change(valuation.answers, valuation.dropped)


def offered(valuation: Valuation, question: Question, *, again: bool = False) -> Question:
    """Return a question as it is put: a checklist with the boxes that apply, or may.

    Boxes that were answered are left out, unless it is put `again` as a whole.
    """
    given = valuation.answers.get(question.id)
    if question.kind is not Kind.CHECKLIST:
        return question
    boxes = [o for o in question.options if valuation.applies(question.id, o.id) is not Truth.NO]
    if isinstance(given, Ticks) and not again:
        boxes = [box for box in boxes if given.get(box.id) is None] or boxes
    return replace(question, options=tuple(boxes))


def take(
    pack: Pack,
    replies: Callable[[Question], Answer],
    answers: Answers,
    *,
    only_demanded: bool = False,
) -> list[Ask]:
    """Return the questions an interview asks of someone who replies like that, as they are put."""
    asked: list[Ask] = []
    while (ask := best_ask(valuation := Valuation(pack, answers))) is not None:
        if only_demanded and not ask.demanded:
            break
        asked.append(replace(ask, question=offered(valuation, ask.question)))
        answers = give(pack, answers, ask.question.id, replies(ask.question)).answers
    return asked
