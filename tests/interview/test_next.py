"""The interview asks what can still matter, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, as_asked, fewer
from triage.engine.assess import Engine
from triage.interview.course import give, take
from triage.interview.next import next_ask
from triage.model.answers import UNSURE_ANSWER, Answer, Answers
from triage.model.assessment import Assessment
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.question import Question
from triage.programme.plan import plan
from triage.store.packs import load_pack

ENGINES = {name: Engine(load_pack(folder)) for name, folder in FOLDERS.items()}


def result(assessment: Assessment) -> object:
    """What a runner takes away: the disposition and, where it is mild, everything else."""
    if assessment.disposition > HIGHEST_WITH_PROGRAMME:
        return assessment.disposition
    choices = [(c.exercise.id, c.reason) for c in plan(assessment, {}).choices]
    grades = [(c.cause, c.grade) for c in sorted(assessment.causes, key=lambda c: c.cause)]
    return assessment.disposition, grades, choices, assessment.advice


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_skipping_never_changes_the_result(name: str, data: st.DataObject) -> None:
    """What is not asked would have changed nothing, whatever the answer would have been."""
    engine = ENGINES[name]
    drawn = as_asked(engine.pack, data.draw(answers(engine.pack, everything=True)))
    everything = Answers(
        {q.id: drawn.given.get(q.id, UNSURE_ANSWER) for q in engine.pack.questions}
    )

    def reply(question: Question) -> Answer:
        return everything.given[question.id]

    asked = {ask.question.id for ask in take(engine.pack, reply, Answers())}
    short = Answers({q: a for q, a in everything.given.items() if q in asked})
    assert result(engine.assess(short)) == result(engine.assess(everything))


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_the_bound_on_what_is_left_is_true(name: str, data: st.DataObject) -> None:
    """ "At most N left" is never exceeded, and shrinks with every answer."""
    engine = ENGINES[name]
    everything = data.draw(answers(engine.pack, everything=True))

    def reply(question: Question) -> Answer:
        given_answer = everything.get(question.id)
        return UNSURE_ANSWER if given_answer is None else given_answer

    lefts = [ask.left for ask in take(engine.pack, reply, Answers())]
    assert all(later < earlier for earlier, later in pairwise(lefts))
    assert all(left >= len(lefts) - place for place, left in enumerate(lefts))


def test_an_emergency_ends_the_interview_at_once() -> None:
    """After an emergency answer nothing more is asked."""
    pack = ENGINES["ottawa_ankle"].pack
    assert next_ask(pack, Answers({"danger": "yes"})) is None


def test_the_most_urgent_question_comes_first() -> None:
    """The first question of the shipped pack can by itself lead to an emergency."""
    ask = next_ask(ENGINES["runner_back_pain"].pack, Answers())
    assert ask is not None
    assert ask.at_once is Disposition.EMERGENCY


def test_each_question_says_what_it_can_still_change() -> None:
    """No question is asked without a reason."""
    pack = ENGINES["runner_back_pain"].pack
    ask = next_ask(pack, Answers({"pain_location": "lower"}))
    assert ask is not None
    assert ask.dispositions or ask.causes or ask.programme


def test_a_changed_answer_takes_away_exactly_what_no_longer_applies() -> None:
    """Moving the pain from ankle to midfoot drops the ankle answers, and no other."""
    pack = ENGINES["ottawa_ankle"].pack
    before = Answers(
        {"pain_zone": "ankle", "ankle_bone": UNSURE_ANSWER, "age": Decimal(30), "four_steps": "yes"}
    )
    change = give(pack, before, "pain_zone", "midfoot")
    assert change.removed == ("ankle_bone",)
    assert set(change.answers) == {"pain_zone", "age", "four_steps"}
