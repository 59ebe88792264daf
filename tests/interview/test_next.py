"""The interview asks what can still matter, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, fewer, fewest, packs
from triage.engine.assess import Engine
from triage.interview.course import give, take
from triage.interview.next import Ask, ask_again, next_ask, worth_asking
from triage.model.answers import UNSURE_ANSWER, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.programme.plan import plan
from triage.store.packs import load_pack, load_vignettes

ENGINES = {name: Engine(load_pack(folder)) for name, folder in FOLDERS.items()}
MILD = [
    vignette
    for vignette in load_vignettes(ENGINES["runner_back_pain"].pack)
    if vignette.expect.disposition <= HIGHEST_WITH_PROGRAMME and vignette.expect.complete
]


def result(assessment: Assessment) -> object:
    """What a runner takes away: the disposition and, where it is mild, everything else."""
    if assessment.disposition > HIGHEST_WITH_PROGRAMME:
        return assessment.disposition
    choices = [(c.exercise.id, c.reason) for c in plan(assessment, {}).choices]
    grades = [(c.cause, c.grade) for c in sorted(assessment.causes, key=lambda c: c.cause)]
    return assessment.disposition, grades, choices, assessment.advice


def interview(engine: Engine, replies: Answers) -> list[Ask]:
    """The questions put to someone who replies like that."""
    return take(engine.pack, lambda question: replies.given[question.id], Answers())


def skipping_changes_nothing(engine: Engine, everything: Answers, data: st.DataObject) -> None:
    """Answer everything, then only what is asked, then anything at all to what is not asked."""
    asked = {ask.question.id for ask in interview(engine, everything)}
    short = Answers({q: a for q, a in everything.given.items() if q in asked})
    assessment = engine.assess(short)
    assert assessment.complete
    assert result(assessment) == result(engine.assess(everything))
    otherwise = data.draw(answers(engine.pack, but=short))
    assert result(assessment) == result(engine.assess(otherwise))


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewest
def test_skipping_never_changes_the_result(name: str, data: st.DataObject) -> None:
    """What is not asked would have changed nothing, whatever the answer would have been."""
    engine = ENGINES[name]
    skipping_changes_nothing(engine, data.draw(answers(engine.pack, everything=True)), data)


@pytest.mark.slow
@given(data=st.data())
@fewer
def test_skipping_never_changes_causes_and_exercises_of_a_mild_vignette(
    data: st.DataObject,
) -> None:
    """A runner for a physio or for self-care, and any one answer otherwise: nothing is missed."""
    engine = ENGINES["runner_back_pain"]
    vignette = data.draw(st.sampled_from(MILD))
    drawn = data.draw(answers(engine.pack, everything=True))
    everything = Answers({**dict.fromkeys(drawn, UNSURE_ANSWER), **vignette.sheet.answers.given})
    other = data.draw(st.sampled_from(list(drawn)))
    everything = everything.with_answer(other, drawn.given[other])
    skipping_changes_nothing(engine, everything, data)


@given(pack=packs(), data=st.data())
def test_skipping_never_changes_the_result_under_any_rules(pack: Pack, data: st.DataObject) -> None:
    """However rules, findings and gates depend on each other, only what cannot matter is left."""
    everything = data.draw(answers(pack, everything=True))
    skipping_changes_nothing(Engine(pack), everything, data)


@given(pack=packs(), data=st.data())
def test_the_bound_on_what_is_left_is_true(pack: Pack, data: st.DataObject) -> None:
    """ "At most N left", of those demanded and of those offered, is never exceeded and shrinks."""
    everything = data.draw(answers(pack, everything=True))
    asked = interview(Engine(pack), everything)
    for kind in (True, False):
        lefts = [ask.left for ask in asked if ask.demanded is kind]
        assert all(later < earlier for earlier, later in pairwise(lefts))
        assert all(left >= len(lefts) - place for place, left in enumerate(lefts))


def by_item(given_answers: Answers) -> dict[Item, object]:
    """Return the answer to each question, of a checklist to each box."""
    found: dict[Item, object] = {}
    for question, answer in given_answers.given.items():
        boxes = answer.boxes if isinstance(answer, Ticks) else ((None, answer),)
        found |= {(question, box): said for box, said in boxes}
    return found


@given(pack=packs(), data=st.data())
def test_any_changed_answer_drops_what_no_longer_applies_and_nothing_else(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever is changed, the answers left are those that apply, and each one gone is named."""
    before = data.draw(answers(pack))
    question = data.draw(st.sampled_from([q for q in pack.questions if q.ask_when is None]))
    given_answer = data.draw(answers(pack, everything=True)).given[question.id]
    change = give(pack, before, question.id, given_answer)
    said = by_item(before.with_answer(question.id, given_answer))
    after = Valuation(pack, change.answers)
    kept = {item: a for item, a in said.items() if after.applies(*item) is not Truth.NO}
    assert by_item(change.answers) == kept
    assert all(after.applies(*item) is Truth.NO for item in change.removed)
    for item in said.keys() - kept.keys():
        of_list = {answer for (question_id, _), answer in said.items() if question_id == item[0]}
        is_named = {item, (item[0], None)} & {*change.removed}
        assert is_named or said[item] is Tick.NO or of_list == {Tick.UNSURE}


@given(pack=packs(), data=st.data())
def test_an_answer_that_does_not_apply_leaks_into_nothing(pack: Pack, data: st.DataObject) -> None:
    """Sheets alike but for answers to questions that do not apply get the same result."""
    given_answers = data.draw(answers(pack, everything=True))
    engine = Engine(pack)
    hidden = Valuation(pack, given_answers).dropped
    without = engine.assess(_without(given_answers, hidden))
    assert result(without) == result(engine.assess(given_answers))
    assert without.trace == engine.assess(given_answers).trace


def _without(given_answers: Answers, items: Iterable[Item]) -> Answers:
    for question, box in items:
        answer = given_answers.given[question]
        given_answers = given_answers.without(question)
        if box is not None and isinstance(answer, Ticks):
            rest = Ticks(tuple(pair for pair in answer.boxes if pair[0] != box))
            if rest.boxes:
                given_answers = given_answers.with_answer(question, rest)
    return given_answers


def test_an_emergency_ends_the_interview_at_once() -> None:
    """After an emergency answer nothing more is asked."""
    pack = ENGINES["ottawa_ankle"].pack
    assert next_ask(pack, Answers({"danger": "yes"})) is None


def test_an_answered_question_asked_again_says_what_another_answer_could_change() -> None:
    """Gone over, a question has its reason as before, and none where nothing depends on it now."""
    pack = ENGINES["ottawa_ankle"].pack
    danger, age = pack.question["danger"], pack.question["age"]
    calm = Answers({"danger": "no", "pain_zone": "elsewhere"})
    again = ask_again(pack, calm, danger)
    assert again is not None
    assert again.question is danger
    assert again.at_once is Disposition.EMERGENCY
    assert ask_again(pack, Answers({"danger": "yes", "age": Decimal(30)}), age) is None


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
    assert change.removed == (("ankle_bone", None),)
    assert set(change.answers) == {"pain_zone", "age", "four_steps"}


def asks_of(name: str, answers: Answers) -> dict[str, Ask]:
    """Return every question that still matters, by id."""
    return {ask.question.id: ask for ask in worth_asking(Valuation(ENGINES[name].pack, answers))}


def test_a_question_names_the_causes_whose_grade_it_can_change() -> None:
    """Walking and rolling bear on the weak ankle, age does not."""
    asks = asks_of("ottawa_ankle", Answers())
    named = {question: ask.causes for question, ask in asks.items()}
    assert named["four_steps"] == named["rolled_often"] == ("weak_ankle",)
    assert named["age"] == ()
    assert {question for question, ask in asks.items() if ask.programme} == {
        "four_steps",
        "rolled_often",
    }


def test_a_cause_that_cannot_change_any_more_is_not_a_reason_to_ask() -> None:
    """Who never rolled the ankle is asked about steps for the fracture, not for weakness."""
    ask = asks_of("ottawa_ankle", Answers({"pain_zone": "ankle", "rolled_often": "no"}))
    assert ask["four_steps"].causes == ()
    assert not ask["four_steps"].programme


def test_what_a_question_can_lead_to_is_listed_most_urgent_first() -> None:
    """Of the shipped pack, some question could lead to several levels."""
    levels = [ask.dispositions for ask in asks_of("runner_back_pain", Answers()).values()]
    assert [found for found in levels if len(found) > 1]
    assert all(found == tuple(sorted(found, reverse=True)) for found in levels)


def test_a_question_waits_for_what_decides_whether_it_is_asked() -> None:
    """Women's health could be more urgent than the sex, and is asked after it all the same."""
    pack = ENGINES["runner_back_pain"].pack
    now = Answers()
    while (ask := next_ask(pack, now)) is not None:
        gate = ask.question.ask_when
        assert gate is None or not Valuation(pack, now).unasked(gate)
        now = give(pack, now, ask.question.id, UNSURE_ANSWER).answers
    assert now


def test_a_ticked_sign_speaks_for_what_it_is_part_of() -> None:
    """With a fever ticked, the questions that make more of it say so; with nothing ticked, none."""
    pack = ENGINES["runner_back_pain"].pack
    boxes = pack.question["body_signs"].option_ids
    signs = []
    for ticked in ((), ("fever",)):
        ticks = Ticks(tuple((box, Tick.YES if box in ticked else Tick.NO) for box in boxes))
        asks = asks_of("runner_back_pain", Answers({"pain_location": "lower", "body_signs": ticks}))
        signs.append(max(ask.signs for ask in asks.values()))
    assert signs == [0, 1]
