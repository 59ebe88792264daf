"""One pack, several interpreters: of every runner they say the same, whatever the pack says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.columnar.test_assess import by_bitmaps, by_expressions, row_of
from tests.engine.test_agreement import verdict_of_engine, verdict_of_valuation
from tests.oracle import judge
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.model.pack import Pack


@given(pack=strategies.packs(), data=st.data())
@fewer
def test_all_interpreters_say_the_same_of_a_runner(pack: Pack, data: st.DataObject) -> None:
    """The engine, the plain evaluator, the oracle and both forms of the columns are equal."""
    engine = Engine(pack)
    runners = data.draw(st.lists(strategies.answers(pack), min_size=3, max_size=3))
    tried = [data.draw(strategies.tried(pack)) for _ in runners]
    assessments = [engine.assess(answers) for answers in runners]
    for answers, assessment in zip(runners, assessments, strict=True):
        verdict = judge(pack, answers)
        assert verdict_of_engine(assessment) == verdict
        assert verdict_of_valuation(pack, answers) == verdict
    rows = [row_of(each, went) for each, went in zip(assessments, tried, strict=True)]
    assert by_bitmaps(pack, runners, tried) == rows
    assert by_expressions(pack, runners, tried) == rows
