"""An interview as a value: where it is, what was answered and taken back. Events make the next.

It shows and reads nothing, so that every way to ask goes the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from triage.interview.course import give, offered
from triage.interview.next import Ask, ask_again, best_ask
from triage.interview.screens import Offer, disposition_now, offer
from triage.interview.states import (
    Alarmed,
    Answered,
    AskedWhy,
    Chose,
    Decided,
    Declined,
    Event,
    Settled,
    Skipped,
    State,
    Tried,
    WentBack,
    WentOn,
    follow,
)
from triage.model.answers import Answer, Answers, Ticks
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview at one moment.

    `question` is the one being put, when asking or changing, with the boxes offered; `ask` is what
    its answer can still change, None when that is nothing. `offer` is there when offering;
    `wants_more` is whether the runner wants what is offered, None until that was said. `answers`
    are in the order they were asked. `taken_back` holds the answers of questions gone back to,
    until they are answered again. `removed` lists the questions and boxes whose answers the last
    answer took away. `is_explained` says that the reason for the question was asked for. `tried`
    and `skipped` are exercises.
    """

    pack: Pack
    answers: Answers
    state: State
    question: Question | None = None
    ask: Ask | None = None
    offer: Offer | None = None
    wants_more: bool | None = None
    taken_back: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    removed: tuple[Item, ...] = ()
    is_explained: bool = False
    tried: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    skipped: frozenset[str] = frozenset()

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions answered, in the order they were asked."""
        return tuple(self.answers)

    @property
    def before(self) -> Answer | None:
        """The answer that the question being put had before; None when it had none.

        Of a checklist it has the boxes that are offered.
        """
        if self.question is None:
            return None
        id, boxes = self.question.id, self.question.option_ids
        given = self.answers.get(id) if id in self.answers else self.taken_back.get(id)
        if isinstance(given, Ticks):
            given = Ticks(tuple(box for box in given.boxes if box[0] in boxes))
            return given if given.boxes else None
        return given

    @property
    def is_in_part(self) -> bool:
        """The question being put has an answer, but some of its boxes were not asked."""
        return (
            self.state is State.ASKING
            and self.question is not None
            and (self.question.id in self.answers)
        )


def begin(pack: Pack, answers: Answers, tried: Mapping[str, bool] | None = None) -> Interview:
    """Return an interview at its first question, or at the check of answers when none is left."""
    start = Interview(pack=pack, answers=answers, state=State.ASKING)
    return _settle(replace(start, tried=MappingProxyType(dict(tried or {}))))


def after(now: Interview, event: Event) -> Interview:
    """Return the interview after an event.

    Raises:
        EngineFault: the event cannot happen in this state.
    """
    state = follow(now.state, event)
    if isinstance(event, AskedWhy):
        return replace(now, is_explained=True)
    rest = replace(now, question=None, ask=None, offer=None, removed=(), is_explained=False)
    return _settle(replace(_done(rest, event, now), state=state))


def _done(rest: Interview, event: Event, now: Interview) -> Interview:
    """Return what an event makes of the answers and exercises; `now` is when it happened."""
    match event:
        case Answered(answer):
            assert now.question is not None  # the table admits an answer only to a question
            return _answered(rest, now.question.id, answer, is_last=now.state is State.ASKING)
        case WentBack() if now.state is State.REVIEWING and now.wants_more is False:
            return replace(rest, wants_more=None)  # back to the offer
        case WentBack() if now.state is not State.CHANGING:
            return _one_back(rest)
        case WentOn() | Declined():
            return replace(rest, wants_more=isinstance(event, WentOn))
        case Chose(id):
            question = now.pack.question[id]
            put = offered(Valuation(now.pack, now.answers), question, again=True)
            return replace(rest, question=put, ask=ask_again(now.pack, now.answers, question))
        case Tried(exercise, well):
            return replace(rest, tried=MappingProxyType({**now.tried, exercise: well}))
        case Skipped(exercise):
            return replace(rest, skipped=now.skipped | {exercise})
    return rest


def _answered(rest: Interview, question: str, answer: Answer, *, is_last: bool) -> Interview:
    change = give(rest.pack, rest.answers, question, answer)
    answers = change.answers
    if is_last:  # going back leads to it, even where only a box was missing
        answers = answers.without(question).with_answer(question, answers.given[question])
    kept = {id: before for id, before in rest.taken_back.items() if id != question}
    return replace(
        rest,
        answers=answers,
        removed=change.removed,
        taken_back=MappingProxyType(kept),
    )


def _one_back(rest: Interview) -> Interview:
    """Return the interview without its last answer, or as it is at the start."""
    if not rest.asked:
        return rest
    last = rest.asked[-1]
    taken_back = MappingProxyType({**rest.taken_back, last: rest.answers.given[last]})
    return replace(rest, answers=rest.answers.without(last), taken_back=taken_back)


def _settle(now: Interview) -> Interview:
    """Put the next question when asking, or leave that state when there is none to put.

    What is offered is put to those who want it. What is demanded is put to everyone; what is
    offered after it is offered anew.
    """
    if now.state is not State.ASKING:
        return now
    valuation = Valuation(now.pack, now.answers)
    ask = best_ask(valuation)
    if ask is not None and (ask.demanded or now.wants_more):
        wants_more = None if ask.demanded else True
        put = offered(valuation, ask.question)
        return replace(now, question=put, ask=ask, wants_more=wants_more)
    event: Event = Settled()
    if ask is not None and now.wants_more is None:
        event = Decided()
    elif disposition_now(valuation) is Disposition.EMERGENCY:
        event = Alarmed()
    is_offered = isinstance(event, Decided)
    return replace(
        now, state=follow(now.state, event), offer=offer(valuation) if is_offered else None
    )
