"""The dataframe expressions give every row what the engine gives the runner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.strategies import fewer
from triage.circuit.answers import column_of
from triage.circuit.logic import JUDGED, LISTS
from triage.columnar.assess import BLOCK, Columnar, spread
from triage.columnar.bitmaps.choice import COMPILED_FROM
from triage.columnar.roster.encode import frame_of, schema_of
from triage.engine.assess import Engine
from triage.errors import AnswerFault
from triage.model.answers import Answers, Sheet
from triage.model.assessment import Assessment, FlagState
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.programme.plan import plan
from triage.resources import default_pack_folder
from triage.store.packs import load_vignettes

Row = dict[str, object]


def row_of(assessment: Assessment, tried: Mapping[str, bool]) -> Row:
    """Put what the engine says in the columns of a result."""
    pack = assessment.pack
    suspected, raised = (
        {
            flag.rule.then.suspect
            for flag in assessment.flags
            if is_meant(flag) and isinstance(flag.rule.then, RedFlag)
        }
        for is_meant in (
            lambda flag: flag.counts is not None,
            lambda flag: flag.state is FlagState.RAISED,
        )
    )
    grades = {cause.cause: cause.grade for cause in assessment.causes}
    graded = [cause.id for cause in pack.causes if grades[cause.id] is not None]
    offered = {choice.exercise.id for choice in plan(assessment, tried).offered}
    return {
        "disposition": assessment.disposition.id,
        "ceiling": assessment.ceiling.id,
        "complete": assessment.complete,
        "deciding": [flag.rule.id for flag in assessment.deciding],
        "raised": [suspect.id for suspect in pack.suspects if suspect.id in raised],
        "not_sure": [suspect.id for suspect in pack.suspects if suspect.id in suspected - raised],
        "causes": graded,
        "grades": [grades[cause] for cause in graded],
        "held": [held.trait for held in assessment.held],
        "offered": [exercise.id for exercise in pack.exercises if exercise.id in offered],
        "advice": list(assessment.advice),
        "fired": [rule.id for rule in pack.rules if rule.id in assessment.fired],
        "unsettled": list(assessment.unsettled),
        "dropped": [column_of(item) for item in assessment.dropped],
    }


@lru_cache(maxsize=4)
def columnar_of(pack: Pack) -> Columnar:
    """Return the expressions of a pack, built once."""
    return Columnar(pack)


def by_bitmaps(
    pack: Pack, runners: Sequence[Answers], tried: Sequence[Mapping[str, bool]]
) -> list[Row]:
    """Return the results by Polars: the circuit, computed over bitmaps."""
    return columnar_of(pack).assess(frame_of(pack, runners, tried)).collect().to_dicts()


def by_compiled_loops(
    pack: Pack, runners: Sequence[Answers], tried: Sequence[Mapping[str, bool]]
) -> list[Row]:
    """Return the results by Polars for very many runners: the same, compiled."""
    columnar = Columnar(pack, COMPILED_FROM)
    return columnar.assess(frame_of(pack, runners, tried)).collect().to_dicts()


def by_expressions(
    pack: Pack, runners: Sequence[Answers], tried: Sequence[Mapping[str, bool]]
) -> list[Row]:
    """Return the results by any other engine: the circuit, as expressions."""
    columnar = columnar_of(pack)
    frame = nw.from_native(frame_of(pack, runners, tried).lazy())
    rows = columnar.judge(frame).to_native().collect().to_dicts()
    return [
        {name: row[name] for name in ("disposition", "ceiling", "complete")}
        | {
            column: [
                name
                for number, (name, _) in enumerate(columnar.named[column])
                if row[spread(column, number)]
            ]
            for column in LISTS
        }
        for row in rows
    ]


Rows = Callable[[Pack, Sequence[Answers], Sequence[Mapping[str, bool]]], list[Row]]


@given(data=st.data())
@fewer
def test_a_row_says_what_the_engine_says_about_the_runner(
    engine: Engine, data: st.DataObject
) -> None:
    """Whatever runners answer and try, each column of a result is what the engine concludes."""
    pack = engine.pack
    runners = data.draw(st.lists(strategies.answers(pack), min_size=1, max_size=5))
    tried = [data.draw(strategies.tried(pack)) for _ in runners]
    expected = [row_of(engine.assess(a), t) for a, t in zip(runners, tried, strict=True)]
    assert by_bitmaps(pack, runners, tried) == expected


@given(pack=strategies.packs(), data=st.data())
def test_a_row_says_what_the_engine_says_under_any_pack(pack: Pack, data: st.DataObject) -> None:
    """Whatever a pack says, each column of a result is what the engine concludes."""
    engine = Engine(pack)
    runners = data.draw(st.lists(strategies.answers(pack), min_size=4, max_size=4))
    tried = [data.draw(strategies.tried(pack)) for _ in runners]
    expected = [row_of(engine.assess(a), t) for a, t in zip(runners, tried, strict=True)]
    assert by_bitmaps(pack, runners, tried) == expected


@given(pack=strategies.packs(), data=st.data())
@fewer
def test_every_engine_gives_the_same_results(pack: Pack, data: st.DataObject) -> None:
    """Bitmaps and expressions, made from one circuit, give one result."""
    runners = data.draw(st.lists(strategies.answers(pack), min_size=4, max_size=4))
    tried = [data.draw(strategies.tried(pack)) for _ in runners]
    assert by_bitmaps(pack, runners, tried) == by_expressions(pack, runners, tried)


@pytest.fixture(scope="module")
def cases(back_pain: Pack, back_pain_engine: Engine) -> list[tuple[Sheet, Row]]:
    """The sheet of each vignette of the shipped pack, with what the engine says about it."""
    sheets = [vignette.sheet for vignette in load_vignettes(back_pain, default_pack_folder())]
    return [(s, row_of(back_pain_engine.assess(s.answers), s.tried)) for s in sheets]


@pytest.mark.slow
@pytest.mark.parametrize("rows_of", [by_bitmaps, by_compiled_loops, by_expressions])
def test_every_vignette_of_the_shipped_pack_has_the_row_that_the_engine_gives(
    back_pain: Pack, cases: list[tuple[Sheet, Row]], rows_of: Rows
) -> None:
    """Each vignette of the shipped pack gets the same results from expressions and engine."""
    runners, tried = [s.answers for s, _ in cases], [s.tried for s, _ in cases]
    found = rows_of(back_pain, runners, tried)
    assert len(found) == len(cases) > 100
    for (_, expected), row in zip(cases, found, strict=True):
        assert row == expected


def test_a_roster_of_many_blocks_keeps_its_order(ottawa: Pack) -> None:
    """A row's result does not depend on how many rows there are, or on its place."""
    runners = [Answers({"age": Decimal(age)}) for age in (20, 60)] + [Answers()]
    few = frame_of(ottawa, runners)
    order = list(range(len(few))) * (BLOCK // 2)
    columnar = Columnar(ottawa)
    alone = columnar.assess(few).collect()
    for engine in ("in-memory", "streaming"):
        result = columnar.assess(few[order]).collect(engine=engine)
        assert result.equals(alone[order])


def test_a_roster_without_rows_has_a_result_without_rows(ottawa: Pack) -> None:
    """No runners in, no runners out, and the columns stay."""
    result = Columnar(ottawa).assess(frame_of(ottawa, [])).collect()
    assert result.shape == (0, len(JUDGED))


def test_a_result_has_its_columns_in_order_after_those_that_hold_no_answers(ottawa: Pack) -> None:
    """The runner's code stays in the row; the runner's answers do not."""
    roster = frame_of(ottawa, [Answers()]).with_columns(runner=pl.lit("R-014"))
    result = Columnar(ottawa).assess(roster).collect()
    assert result.columns == ["runner", *JUDGED]


def test_a_roster_without_a_column_of_the_pack_is_refused(ottawa: Pack) -> None:
    """A question whose column is missing is named, not taken as never asked."""
    first, second, *_ = schema_of(ottawa)
    roster = frame_of(ottawa, [Answers()]).drop(first, second)
    with pytest.raises(AnswerFault) as caught:
        Columnar(ottawa).assess(roster)
    assert {fault.what for fault in caught.value.faults} == {
        f"the column '{first}' is missing",
        f"the column '{second}' is missing",
    }


def test_a_roster_with_a_column_named_like_a_result_is_refused(ottawa: Pack) -> None:
    """No column of a roster can be mistaken for a result."""
    roster = frame_of(ottawa, [Answers()]).with_columns(disposition=pl.lit("self_care"))
    with pytest.raises(AnswerFault, match="the column name 'disposition' is reserved for results"):
        Columnar(ottawa).assess(roster)
