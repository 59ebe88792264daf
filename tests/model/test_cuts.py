"""The cut points of a number represent every number, and a pack's conditions see no difference."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from triage.model.condition import Compare
from triage.model.cuts import cut_points, cuts_of, own_cuts, representative
from triage.model.pack import Pack
from triage.model.valuation import Valuation


@given(pack=strategies.packs(), data=st.data())
def test_no_rule_tells_a_whole_number_from_its_cut_point(pack: Pack, data: st.DataObject) -> None:
    """Whatever else is answered, every rule is true in the same worlds."""
    asked = [q for q in pack.questions if q.span is not None and q.span.whole]
    if not asked:
        return
    question = data.draw(st.sampled_from(asked))
    assert question.span is not None
    bounds = int(question.span.least), int(question.span.most)
    number = Decimal(data.draw(st.integers(*bounds)))
    cut = representative(number, cut_points(question, pack))
    answers = data.draw(strategies.answers(pack))
    given_number = Valuation(pack, answers.with_answer(question.id, number))
    given_cut = Valuation(pack, answers.with_answer(question.id, cut))
    assert given_number.rules == given_cut.rules
    assert given_number.dropped == given_cut.dropped


def test_cut_points_are_the_least_number_each_threshold_and_what_is_above_it(ottawa: Pack) -> None:
    """Whoever is younger than the least threshold, at it, or above it: one number for each."""
    age = ottawa.question["age"]
    thresholds = {
        literal.atom.number
        for rule in ottawa.rules
        for literal in rule.when.literals()
        if isinstance(literal.atom, Compare) and literal.atom.question == "age"
    }
    assert age.span is not None
    expected = {age.span.least, *thresholds, *(number + 1 for number in thresholds)}
    assert cut_points(age, ottawa) == tuple(sorted(expected))


def test_each_pack_keeps_the_shared_cuts_that_its_own_bounds_admit(
    ottawa: Pack, back_pain: Pack
) -> None:
    """Two packs with the same question share its cuts, but for those outside the bounds of one."""
    shared = cuts_of(ottawa, back_pain)
    for pack in (ottawa, back_pain):
        for question, numbers in own_cuts(pack, shared).items():
            span = pack.question[question].span
            assert span is not None
            assert set(numbers) == {number for number in shared[question] if span.admits(number)}
            assert set(numbers) >= set(cut_points(pack.question[question], pack))
