"""Three ways to judge a runner, one truth: the engine, the plain evaluator and the oracle agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.knowledge.small import small_pack, small_texts
from tests.oracle import Verdict, judge
from tests.strategies import fewer
from triage.assurance.trials.batch import Batch
from triage.engine.assess import Engine
from triage.model.answers import Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.outcome import advice_of, could_reach, disposition_of, flags_of
from triage.model.pack import Pack
from triage.model.rule import Evidence, RedFlag
from triage.model.truth import SURE
from triage.model.valuation import Valuation


def verdict_of_engine(assessment: Assessment) -> Verdict:
    """Put what the engine says in the oracle's words."""
    return Verdict(
        fired=assessment.fired,
        findings=dict(assessment.findings),
        points={result.cause: result.points for result in assessment.causes},
        flags={flag.rule.id: (flag.state.value, flag.counts) for flag in assessment.flags},
        disposition=assessment.disposition,
        ceiling=assessment.ceiling,
        advice=assessment.advice,
        dropped=assessment.dropped,
    )


def verdict_of_valuation(pack: Pack, answers: Answers) -> Verdict:
    """Put what the plain evaluator says in the oracle's words."""
    valuation = Valuation(pack, answers)
    flags = flags_of(pack, valuation.rules, valuation)
    disposition = disposition_of(pack, valuation.rules)
    reach = [could_reach(then, valuation.rules[rule.id]) for rule, then in pack.concluding(RedFlag)]
    return Verdict(
        fired=frozenset(rule for rule, worlds in valuation.rules.items() if worlds & SURE),
        findings={finding.id: valuation.finding(finding.id) for finding in pack.findings},
        points={cause.id: valuation.points(cause.id) for cause in pack.causes},
        flags={flag.rule.id: (flag.state.value, flag.counts) for flag in flags},
        disposition=disposition,
        ceiling=max([disposition, *(urgency for urgency in reach if urgency is not None)]),
        advice=advice_of(pack, valuation.rules),
        dropped=valuation.dropped,
    )


@given(data=st.data())
@fewer
def test_the_engine_agrees_with_the_oracle_on_packs_that_people_wrote(
    engine: Engine, data: st.DataObject
) -> None:
    """Whatever a runner answers, experta and a naive loop to fixpoint conclude the same."""
    answers = data.draw(strategies.answers(engine.pack))
    assert verdict_of_engine(engine.assess(answers)) == judge(engine.pack, answers)


@given(pack=strategies.packs(), data=st.data())
def test_the_engine_agrees_with_the_oracle_on_random_packs(pack: Pack, data: st.DataObject) -> None:
    """Whatever the pack format can say, experta and a naive loop to fixpoint conclude the same."""
    engine = Engine(pack)
    for _ in range(4):
        answers = data.draw(strategies.answers(pack))
        assert verdict_of_engine(engine.assess(answers)) == judge(pack, answers)


@given(pack=strategies.packs(), data=st.data())
def test_many_sheets_judged_at_once_come_out_as_one_by_one(pack: Pack, data: st.DataObject) -> None:
    """Whatever the pack format can say, a batch has the worlds of every rule of every sheet."""
    sheets = data.draw(st.lists(strategies.answers(pack), max_size=6))
    batch = Batch(pack, sheets)
    one_by_one = [Valuation(pack, answers).rules for answers in sheets]
    assert list(batch.rules()) == one_by_one
    for rule in pack.rules:
        assert batch.rule(rule) == [worlds[rule.id] for worlds in one_by_one]


@given(data=st.data())
@fewer
def test_the_plain_evaluator_agrees_with_the_oracle_on_packs_that_people_wrote(
    engine: Engine, data: st.DataObject
) -> None:
    """Why-not, what-if and the interview see the same runner as the oracle does."""
    answers = data.draw(strategies.answers(engine.pack))
    assert verdict_of_valuation(engine.pack, answers) == judge(engine.pack, answers)


@given(pack=strategies.packs(), data=st.data())
def test_the_plain_evaluator_agrees_with_the_oracle_on_random_packs(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever the pack format can say, the plain evaluator and the oracle conclude the same."""
    for _ in range(4):
        answers = data.draw(strategies.answers(pack))
        assert verdict_of_valuation(pack, answers) == judge(pack, answers)


@given(pack=strategies.packs(), data=st.data())
def test_the_engine_knows_of_every_rule_in_which_worlds_it_holds(
    pack: Pack, data: st.DataObject
) -> None:
    """The four runs of the engine see each rule true just where the plain evaluator does."""
    answers = data.draw(strategies.answers(pack))
    assert Engine(pack).assess(answers).worlds == Valuation(pack, answers).rules


@given(pack=strategies.packs(), data=st.data())
def test_an_engine_forgets_one_runner_before_the_next(pack: Pack, data: st.DataObject) -> None:
    """Assessing someone else in between changes nothing about a runner's assessment."""
    engine = Engine(pack)
    runner, other = data.draw(strategies.answers(pack)), data.draw(strategies.answers(pack))
    alone = engine.assess(runner)
    engine.assess(other)
    assert engine.assess(runner) == alone


@pytest.mark.parametrize(
    ("points", "grade", "advised"),
    [(1, "possible", False), (2, "possible", False), (3, "likely", True)],
)
def test_a_grade_is_reached_by_just_its_points(points: int, grade: str, advised: bool) -> None:
    """Three points make a cause likely, and a rule that waits for likely fires; two do not."""
    texts = small_texts()
    causes = texts["causes.yaml"].replace("points: 2", f"points: {points}")
    advice = texts["advice.yaml"].replace("is at least possible", "is likely")
    engine = Engine(small_pack({"causes.yaml": causes, "advice.yaml": advice}))
    tired = Answers({"tired": "yes", "signs": Ticks((("fever", Tick.NO), ("chills", Tick.NO)))})
    assessment = engine.assess(tired)
    assert [(cause.points, cause.grade) for cause in assessment.causes] == [(points, grade)]
    assert ("AD-SLEEP-01" in assessment.fired) == advised
    assert (assessment.advice == ("sleep",)) == advised


def test_points_add_up_to_those_of_the_rules_that_fired(ottawa_engine: Engine) -> None:
    """A cause has the points of the evidence found for it and names the rules that gave them."""
    answers = Answers({"four_steps": "yes", "rolled_often": "yes"})
    (cause,) = ottawa_engine.assess(answers).causes
    assert cause.points == 2
    assert cause.grade == "likely"
    assert [rule.id for rule in cause.rules] == ["CA-ROLLED-01"]
    assert all(isinstance(rule.then, Evidence) for rule in cause.rules)
