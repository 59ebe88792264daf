"""An interview as values: the answers so far, and what changing one of them takes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triage.interview.next import Ask, next_ask
from triage.model.answers import Answer, Answers
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Change:
    """The answers after one was given or changed, and the questions and boxes that fell away."""

    answers: Answers
    removed: tuple[Item, ...]


def give(pack: Pack, answers: Answers, question: str, answer: Answer) -> Change:
    """Return the answers with one more, or one changed.

    Exactly the answers to questions and boxes that do not apply any more fall away.
    """
    valuation = Valuation(pack, answers.with_answer(question, answer))
    return Change(valuation.answers, valuation.dropped)


def take(pack: Pack, replies: Callable[[Question], Answer], answers: Answers) -> list[Ask]:
    """Return the questions an interview asks of someone who replies like that, in order."""
    asked = []
    while (ask := next_ask(pack, answers)) is not None:
        asked.append(ask)
        answers = give(pack, answers, ask.question.id, replies(ask.question)).answers
    return asked
