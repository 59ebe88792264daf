"""The trace is faithful: a firing rests on the answers it cites, on all of them and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.citations import Citations, only, tests_each_answer_once
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.answers import Answers, Tick, Ticks
from triage.model.assessment import Assessment, Firing
from triage.model.condition import clauses, support
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import SURE
from triage.model.valuation import Valuation

tests_each_answer_once.__test__ = False  # type: ignore[attr-defined]  # a claim, not a test


def fires(pack: Pack, rule: Rule, answers: Answers) -> bool:
    """Say whether a rule would fire for a runner who was asked no more than this."""
    return bool(Valuation(pack, answers).rule(rule) & SURE)


def assert_cited_answers_suffice(assessment: Assessment) -> None:
    citations = Citations(assessment)
    for firing in assessment.trace:
        replayed = only(assessment.answers, citations.of(firing))
        assert fires(assessment.pack, firing.rule, replayed), firing.rule.id


def assert_each_cited_answer_is_needed(assessment: Assessment) -> None:
    citations = Citations(assessment)
    for firing in assessment.trace:
        cited = citations.of(firing)
        if tests_each_answer_once(assessment.pack, firing.rule):
            for slot in cited:
                without = only(assessment.answers, cited - {slot})
                assert not fires(assessment.pack, firing.rule, without), (firing.rule.id, slot)


@given(data=st.data())
@fewer
def test_the_answers_a_firing_cites_make_it_fire_on_packs_that_people_wrote(
    engine: Engine, data: st.DataObject
) -> None:
    """Were a runner asked only what a firing cites, the rule would fire all the same."""
    answers = data.draw(strategies.answers(engine.pack))
    assert_cited_answers_suffice(engine.assess(answers))


@given(pack=strategies.packs(), data=st.data())
def test_the_answers_a_firing_cites_make_it_fire_on_random_packs(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever the pack format can say, what a firing cites is enough to make it fire."""
    assert_cited_answers_suffice(Engine(pack).assess(data.draw(strategies.answers(pack))))


@given(data=st.data())
@fewer
def test_a_firing_cites_no_answer_it_could_do_without_on_packs_that_people_wrote(
    engine: Engine, data: st.DataObject
) -> None:
    """Take one cited answer away and leave the others: the rule does not fire."""
    answers = data.draw(strategies.answers(engine.pack))
    assert_each_cited_answer_is_needed(engine.assess(answers))


@given(pack=strategies.packs(), data=st.data())
def test_a_firing_cites_no_answer_it_could_do_without_on_random_packs(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever the pack format can say, each cited answer is needed."""
    assert_each_cited_answer_is_needed(Engine(pack).assess(data.draw(strategies.answers(pack))))


@given(pack=strategies.packs(), data=st.data())
def test_the_journal_cites_what_the_plain_evaluator_would(pack: Pack, data: st.DataObject) -> None:
    """Every clause of a firing is met by literals that are YES, as many as the clause needs."""
    assessment = Engine(pack).assess(data.draw(strategies.answers(pack)))
    valuation = Valuation(pack, assessment.answers)
    for firing in assessment.trace:
        assert tuple(match.clause for match in firing.matches) == clauses(firing.rule.when)
        for match in firing.matches:
            assert match.met_by
            for literal in match.met_by:
                assert support(literal, valuation) == (literal,)


@given(data=st.data())
@fewer
def test_steps_number_the_trace_and_no_rule_fires_twice(
    engine: Engine, data: st.DataObject
) -> None:
    """The trace is a numbered list of different rules."""
    trace = engine.assess(data.draw(strategies.answers(engine.pack))).trace
    assert [firing.step for firing in trace] == list(range(1, len(trace) + 1))
    assert len({firing.rule.id for firing in trace}) == len(trace)


def test_a_firing_names_the_box_that_was_ticked(ottawa_engine: Engine) -> None:
    """Of three ways to suspect a broken ankle, the trace names the one the runner has."""
    inner = Ticks((("outer", Tick.NO), ("inner", Tick.YES)))
    answers = Answers({"pain_zone": "ankle", "four_steps": "yes", "ankle_bone": inner})
    firing = ottawa_engine.assess(answers).firing("RF-ANKLE-01")
    assert firing is not None
    assert [[literal.text for literal in match.met_by] for match in firing.matches] == [
        ["pain_zone is ankle"],
        ["ankle_bone includes inner"],
    ]


def test_a_firing_names_the_finding_another_rule_made(ottawa_engine: Engine) -> None:
    """A red flag that rests on a finding comes after the firing that made it, and cites it."""
    answers = Answers({"pain_zone": "ankle", "four_steps": "no"})
    trace = ottawa_engine.assess(answers).trace
    assert [firing.rule.id for firing in trace] == ["FI-WEIGHT-01", "RF-ANKLE-01"]
    assert [literal.text for literal in trace[1].matches[1].met_by] == ["cannot_bear_weight is yes"]


def test_nothing_fires_without_a_reason(ottawa: Pack) -> None:
    """A firing that names no fact cannot be made."""
    with pytest.raises(ValueError, match="RF-DANGER-01 fired for no reason"):
        Firing(rule=ottawa.rule["RF-DANGER-01"], matches=(), step=1)


def test_an_answer_the_pack_does_not_admit_is_our_fault_by_name(ottawa_engine: Engine) -> None:
    """An engine given what no reader lets through says so, with pack and digest, and stops."""
    ill = Answers({"age": Ticks(())})
    with pytest.raises(EngineFault, match=f"ottawa_ankle {ottawa_engine.pack.digest[:12]}"):
        ottawa_engine.assess(ill)


def test_an_engine_that_failed_once_still_assesses_the_next_runner(ottawa_engine: Engine) -> None:
    """One runner's failure leaves nothing behind for the next."""
    answers = Answers({"danger": "yes"})
    before = ottawa_engine.assess(answers)
    with pytest.raises(EngineFault):
        ottawa_engine.assess(Answers({"age": Ticks(())}))
    assert ottawa_engine.assess(answers) == before
