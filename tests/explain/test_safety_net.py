"""Go now if…: nothing that would raise the disposition by itself is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, fewer, numbers_worth_asking
from triage.engine.assess import Engine
from triage.explain.safety_net import safety_net
from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.store.packs import load_pack

PACKS = {name: load_pack(folder) for name, folder in FOLDERS.items()}
ENGINES = {name: Engine(pack) for name, pack in PACKS.items()}


def disposition(pack: Pack, given_answers: Answers) -> Disposition:
    return disposition_of(pack, Valuation(pack, given_answers).rules)


def single_changes(
    question: Question, now: Answers, numbers: tuple[Decimal, ...]
) -> list[tuple[str | None, Answers]]:
    """Every other answer to one question, of a checklist one more box ticked."""
    answer = now.get(question.id)
    if question.kind is Kind.CHECKLIST:
        boxes = dict(answer.boxes) if isinstance(answer, Ticks) else {}
        return [
            (o, now.with_answer(question.id, Ticks(tuple(
                (p, Tick.YES if p == o else boxes[p])
                for p in question.option_ids if p == o or p in boxes))))
            for o in question.option_ids if boxes.get(o) is not Tick.YES
        ]  # fmt: skip
    if question.kind is Kind.NUMBER:
        return [(None, now.with_answer(question.id, number)) for number in numbers]
    return [(o, now.with_answer(question.id, o)) for o in question.option_ids if o != answer]


@pytest.mark.parametrize("name", PACKS)
@given(data=st.data())
@fewer
def test_an_alarm_keeps_its_promise(name: str, data: st.DataObject) -> None:
    """Giving the answer an alarm names leads to the disposition it names, or worse."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    alarms = safety_net(assessment)
    if alarms:
        alarm = data.draw(st.sampled_from(alarms))
        then = engine.assess(assessment.answers.with_answer(alarm.question.id, alarm.answer))
        assert then.disposition >= alarm.disposition > assessment.disposition


@pytest.mark.parametrize("name", PACKS)
@given(data=st.data())
@fewer
def test_no_emergency_one_answer_away_is_left_out(name: str, data: st.DataObject) -> None:
    """Every box, option or number that alone would make it an emergency is in the safety net."""
    engine = ENGINES[name]
    pack = engine.pack
    assessment = engine.assess(data.draw(answers(pack)))
    if assessment.disposition is Disposition.EMERGENCY:
        return
    alarms = [a for a in safety_net(assessment) if a.disposition is Disposition.EMERGENCY]
    named = {(a.question.id, a.option or _unless_a_number(a.answer)) for a in alarms}
    numbers = numbers_worth_asking(pack)
    valuation = Valuation(pack, assessment.answers)
    for question in pack.questions:
        if question.fixed or valuation.applies(question.id) is Truth.NO:
            continue
        some = numbers.get(question.id, ())
        for option, changed in single_changes(question, assessment.answers, some):
            if disposition(pack, changed) is Disposition.EMERGENCY:
                assert (question.id, option) in named


def _unless_a_number(answer: Answer) -> Answer | None:
    """Return an answer, but None for a number: of those, only the nearest is named."""
    return None if isinstance(answer, Decimal) else answer


@given(data=st.data())
@fewer
def test_an_emergency_has_nothing_more_urgent_to_watch_for(data: st.DataObject) -> None:
    """From an emergency the safety net is empty."""
    engine = ENGINES["ottawa_ankle"]
    drawn = data.draw(answers(engine.pack)).with_answer("danger", "yes")
    assert safety_net(engine.assess(drawn)) == ()


def test_of_a_number_only_the_nearest_change_is_named() -> None:
    """A runner of 30 days reads about day 43 and no later threshold to the same disposition."""
    engine = ENGINES["runner_back_pain"]
    given_answers = Answers({"pain_location": "lower", "pain_days": Decimal(30)})
    days = [a for a in safety_net(engine.assess(given_answers)) if a.question.id == "pain_days"]
    assert len(days) == len({alarm.disposition for alarm in days})
