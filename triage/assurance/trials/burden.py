"""What an interview demands of a runner: how many screens, and how many boxes there are to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triage.assurance.trials.trial import absent_answer, fill
from triage.interview.course import offered, take
from triage.interview.screens import screens_of
from triage.model.answers import UNSURE_ANSWER, Answer, Answers
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.truth import Truth
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, order=True)
class Burden:
    """The screens an interview shows and the boxes to read on them, less all that is only offered.

    A box is an option of a checklist or a choice.
    """

    screens: int
    boxes: int


def burden_of(pack: Pack, answers: Answers) -> Burden:
    """Return what is demanded of someone who replies as these answers do, filled."""
    asks = take(pack, replies(pack, answers), Answers(), only_demanded=True)
    demanded = [ask.question for ask in asks]
    return Burden(len(screens_of(pack, demanded)), sum(map(_boxes, demanded)))


def burden_in_order(pack: Pack, answers: Answers) -> Burden:
    """Return what it would be if the same person were asked every question that applies."""
    reply, now, asked = replies(pack, answers), Answers(), []
    for question in pack.questions:
        valuation = Valuation(pack, now)
        if valuation.applies(question.id) is not Truth.NO:
            asked.append(offered(valuation, question))
            now = now.with_answer(question.id, reply(question))
    return Burden(len(screens_of(pack, asked)), sum(map(_boxes, asked)))


def replies(pack: Pack, answers: Answers) -> Callable[[Question], Answer]:
    """Return how someone with these answers replies: filled, and unsure where nothing is known."""
    filled = fill(pack, answers)

    def reply(question: Question) -> Answer:
        answer = absent_answer(question, filled.get(question.id))
        return UNSURE_ANSWER if answer is None else answer

    return reply


def _boxes(question: Question) -> int:
    return len(question.options) if question.kind in (Kind.CHECKLIST, Kind.CHOICE) else 0
