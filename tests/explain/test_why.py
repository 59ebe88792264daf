"""Why and why not: every reason is a real one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, fewer
from triage.engine.assess import Engine
from triage.explain.statements import About
from triage.explain.why import Argument, Why
from triage.explain.why_not import Verdict, judge
from triage.model.assessment import FlagState
from triage.model.truth import Truth
from triage.model.valuation import Standing, Valuation
from triage.store.packs import load_pack

ENGINES = {name: Engine(load_pack(folder)) for name, folder in FOLDERS.items()}


def everything(argument: Argument) -> list[Argument]:
    return [argument, *(inner for part in argument.parts for inner in everything(part))]


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_an_argument_rests_on_statements_that_hold(name: str, data: st.DataObject) -> None:
    """Each statement for a rule that fired is true of the runner, and has words."""
    assessment = ENGINES[name].assess(data.draw(answers(ENGINES[name].pack)))
    why = Why(assessment)
    for firing in assessment.trace:
        for argument in everything(why.rule(firing.rule)):
            for statement in argument.statements:
                assert statement.truth is Truth.YES
                if statement.standing is not Standing.NOT_APPLICABLE:
                    assert statement.words


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_every_argument_ends_in_answers(name: str, data: st.DataObject) -> None:
    """Findings and causes are argued down to what the runner answered."""
    assessment = ENGINES[name].assess(data.draw(answers(ENGINES[name].pack)))
    why = Why(assessment)
    for firing in assessment.trace:
        argument = why.rule(firing.rule)
        assert argument.answers
        for part in everything(argument):
            told = {s.name for inner in part.parts for s in [*inner.statements]}
            concluded = [s for s in part.statements if s.about is not About.ANSWER]
            assert not concluded or told


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_why_not_says_what_the_engine_says(name: str, data: st.DataObject) -> None:
    """A rule is YES exactly when it fired, and NO exactly when some clause of it is NO."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    valuation = Valuation(engine.pack, assessment.answers)
    for rule in engine.pack.rules:
        verdict = judge(rule, valuation)
        assert (verdict.truth is Truth.YES) == (rule.id in assessment.fired)
        assert (verdict.truth is Truth.NO) == bool(verdict.failed)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_a_flag_is_unsure_because_of_an_unsure_answer(name: str, data: st.DataObject) -> None:
    """What could not be ruled out names an answer the runner was not sure of."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    why = Why(assessment)
    for flag in assessment.flags:
        if flag.state is FlagState.UNSURE:
            standings = {s.standing for s in why.rule(flag.rule).answers}
            assert Standing.UNSURE in standings


def test_a_verdict_counts_its_parts() -> None:
    """A clause with parts is judged by how many of them hold."""

    def check(verdict: Verdict) -> None:
        if verdict.parts:
            met = sum(part.truth is Truth.YES for part in verdict.parts)
            assert (verdict.truth is Truth.YES) == (met >= verdict.needed)
            for part in verdict.parts:
                check(part)

    engine = ENGINES["ottawa_ankle"]
    from triage.model.answers import Answers

    valuation = Valuation(engine.pack, Answers({"pain_zone": "ankle", "four_steps": "yes"}))
    for clause in judge(engine.pack.rule["RF-ANKLE-01"], valuation).clauses:
        check(clause)
