"""Coverage: what counts, what does not, and the sheets that would close a gap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assurance.vignettes import vignettes_of
from tests.strategies import answers
from triage.assurance.cover.clauses import deciders, literals_of, settled
from triage.assurance.cover.cover import cover
from triage.assurance.cover.coverage import Coverage, RuleCoverage
from triage.assurance.cover.suggest import Suggester
from triage.assurance.trials.judge import Judge
from triage.assurance.trials.trial import try_vignette
from triage.engine.assess import Engine
from triage.model.condition import AtLeast, CauseIs, Condition, Literal, holds
from triage.model.pack import Pack
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette


@pytest.fixture(scope="module")
def vignettes(ottawa: Pack) -> tuple[Vignette, ...]:
    """The vignettes of the ankle pack."""
    return vignettes_of(ottawa)


@pytest.fixture(scope="module")
def coverage(ottawa: Pack, vignettes: tuple[Vignette, ...]) -> Coverage:
    """What they cover."""
    return cover(ottawa, vignettes)


def found_in(coverage: Coverage, rule: str) -> RuleCoverage:
    return next(found for found in coverage.rules if found.rule.id == rule)


def turned(condition: Condition, path: tuple[int, ...]) -> Condition:
    """Return a condition with one literal turned round."""
    if isinstance(condition, Literal):
        return condition.negated()
    of = list(condition.of)
    of[path[0]] = turned(of[path[0]], path[1:])
    return AtLeast(condition.count, tuple(of))


@given(data=st.data())
def test_a_decider_turned_round_turns_the_condition(engine: Engine, data: st.DataObject) -> None:
    """A literal alone decides exactly when the condition with it negated comes out opposite."""
    pack = engine.pack
    valuation = Valuation(pack, data.draw(answers(pack)))
    rule = data.draw(st.sampled_from(pack.rules))
    truth = holds(rule.when, valuation)
    found = deciders(rule.when, valuation)
    if truth is Truth.UNKNOWN:
        assert not found
        return
    for path, literal in literals_of(rule.when):
        if isinstance(literal.atom, CauseIs):  # causes are never negated
            continue
        if holds(literal, valuation) is Truth.UNKNOWN:
            assert path not in found
        else:
            opposite = holds(turned(rule.when, path), valuation) is ~truth
            assert (path in found) is opposite


@given(data=st.data())
def test_a_settled_condition_is_the_condition_with_that_truth(
    engine: Engine, data: st.DataObject
) -> None:
    """Taking a literal as what it is leaves the condition's truth as it is."""
    pack = engine.pack
    valuation = Valuation(pack, data.draw(answers(pack)))
    rule = data.draw(st.sampled_from(pack.rules))
    path, literal = data.draw(st.sampled_from(list(literals_of(rule.when))))
    truth = holds(literal, valuation)
    if truth is Truth.UNKNOWN:
        return
    left = settled(rule.when, path, truth is Truth.YES)
    if isinstance(left, bool):
        left_truth = Truth.YES if left else Truth.NO
    else:
        left_truth = holds(left, valuation)
    assert left_truth is holds(rule.when, valuation)


@given(data=st.data())
def test_a_judge_says_what_the_engine_says(engine: Engine, data: st.DataObject) -> None:
    """Everything that a vignette can expect comes out alike."""
    given_answers = data.draw(answers(engine.pack))
    fired, judged = engine.assess(given_answers), Judge(engine.pack).assess(given_answers)
    assert judged.fired == fired.fired
    for what in ("worlds", "disposition", "ceiling", "findings", "causes", "held", "added"):
        assert getattr(judged, what) == getattr(fired, what)


def test_a_covered_clause_names_two_vignettes_that_it_decides(
    coverage: Coverage, vignettes: tuple[Vignette, ...]
) -> None:
    """In one the rule fires and in the other it does not, each time by that clause alone."""
    by_id = {vignette.id: vignette for vignette in vignettes}
    covered = [(r, c) for r in coverage.rules for c in r.clauses if c.is_covered]
    assert covered
    for found, clause in covered:
        for name, truth in ((clause.yes, Truth.YES), (clause.no, Truth.NO)):
            assert name is not None
            valuation = Valuation(coverage.pack, by_id[name].sheet.answers)
            assert holds(found.rule.when, valuation) is truth
            assert clause.path in deciders(found.rule.when, valuation)


def test_a_result_that_is_expected_only_by_its_effect_counts(coverage: Coverage) -> None:
    """The child's vignette names no rule, but would be missed without the rule on children."""
    assert found_in(coverage, "RF-CHILD-01").fires == "child.elsewhere"


def test_a_vignette_that_expects_too_little_does_not_count(
    ottawa: Pack, vignettes: tuple[Vignette, ...], coverage: Coverage
) -> None:
    """With no rule and no grade named, it would not be noticed whether advice is given."""
    assert found_in(coverage, "AD-BALANCE-01").is_covered
    careless = tuple(
        replace(v, expect=replace(v.expect, fires=(), silent=(), causes={})) for v in vignettes
    )
    found = found_in(cover(ottawa, careless), "AD-BALANCE-01")
    assert (found.fires, found.silent) == (None, None)


def test_a_vignette_that_is_missed_does_not_count(
    ottawa: Pack, vignettes: tuple[Vignette, ...]
) -> None:
    """Vignettes whose expectation does not come true cover nothing."""
    missed = tuple(
        replace(v, expect=replace(v.expect, complete=not v.expect.complete))
        for v in vignettes
        if v.expect.complete is not None
    )
    assert missed
    assert not any(try_vignette(Judge(ottawa), v).is_met for v in missed)
    assert not any(clause.yes or clause.no for clause in cover(ottawa, missed).clauses)


def test_every_gap_gets_a_sheet_that_closes_it(ottawa: Pack, ottawa_engine: Engine) -> None:
    """Without vignettes each clause gets two sheets that the engine confirms, or is idle."""
    bare = cover(ottawa, ())
    found = Suggester(ottawa_engine, ()).suggest(bare)
    assert not found.undecided
    idle = sum(len(clause.idle) for clause in found.coverage.clauses)
    assert len(found.sheets) + idle == 2 * len(bare.clauses)
    for sheet in found.sheets:
        fires = sheet.rule.id in ottawa_engine.assess(sheet.assessment.answers).fired
        assert fires is (sheet.truth is Truth.YES)


def test_a_suggestion_stays_near_a_vignette(
    ottawa: Pack, ottawa_engine: Engine, vignettes: tuple[Vignette, ...]
) -> None:
    """A sheet for a gap differs from the vignette it names in the answers it names, no others."""
    by_id = {vignette.id: vignette.sheet.answers for vignette in vignettes}
    for sheet in Suggester(ottawa_engine, vignettes).suggest(cover(ottawa, vignettes)).sheets:
        assert sheet.like is not None
        mine, base = sheet.assessment.answers, by_id[sheet.like]
        differ = {q.id for q in ottawa.questions if mine.get(q.id) != base.get(q.id)}
        assert set(sheet.changed) == differ


def test_a_clause_that_can_never_decide_is_idle(ottawa: Pack) -> None:
    """Said twice, a literal never alone makes an "any" true: each of the two is idle there."""
    rule = next(r for r in ottawa.rules if isinstance(r.when, Literal))
    twice = replace(rule, when=AtLeast(1, (rule.when, rule.when)))
    rules = tuple(twice if r is rule else r for r in ottawa.rules)
    pack = replace(ottawa, rules=rules)
    found = Suggester(Engine(pack), ()).suggest(cover(pack, (), [twice]))
    assert [clause.idle for clause in found.coverage.clauses] == [(Truth.YES,), (Truth.YES,)]
