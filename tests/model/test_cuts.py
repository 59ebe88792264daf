"""The cut points of a number represent every number, and a pack's conditions see no difference."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from triage.model.condition import Compare
from triage.model.cuts import cut_points, cuts_of, own_cuts, ruler_between, ruler_of
from triage.model.pack import Pack
from triage.model.question import Span
from triage.model.valuation import Valuation

DECIMALS = st.decimals(min_value=0, max_value=3, places=2)


@given(pack=strategies.packs(), data=st.data())
def test_no_rule_tells_a_number_from_the_mark_of_its_stretch(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever else is answered, every rule is true in the same worlds."""
    asked = [q for q in pack.questions if q.span is not None]
    if not asked:
        return
    question = data.draw(st.sampled_from(asked))
    number = data.draw(strategies.numbers(question))
    mark = ruler_of(question, pack).representative(number)
    answers = data.draw(strategies.answers(pack))
    given_number = Valuation(pack, answers.with_answer(question.id, number))
    given_mark = Valuation(pack, answers.with_answer(question.id, mark))
    assert given_number.rules == given_mark.rules
    assert given_number.dropped == given_mark.dropped


@given(
    thresholds=st.lists(st.tuples(st.sampled_from(["<", "<=", ">", ">="]), DECIMALS), max_size=5),
    number=DECIMALS,
    whole=st.booleans(),
)
def test_a_stretch_is_what_no_comparison_divides(
    thresholds: list[tuple[str, Decimal]], number: Decimal, whole: bool
) -> None:
    """Every number has just one mark that all comparisons treat alike, however close they are."""
    span = Span(least=Decimal(0), most=Decimal(3), unit="points", whole=whole, says="{value}")
    edges = [(Decimal(0), 0), (Decimal(3), 1)]
    edges += [(at, 0 if operator in ("<", ">=") else 1) for operator, at in thresholds]
    ruler = ruler_between([span], edges)
    if not span.admits(number):
        return

    def seen(value: Decimal) -> list[bool]:
        return [Compare("q", operator, at).accepts(value) for operator, at in thresholds]

    assert all(span.admits(mark) for mark in ruler.marks)
    assert [mark for mark in ruler.marks if seen(mark) == seen(number)] == [
        ruler.representative(number)
    ]


def test_between_two_close_thresholds_there_is_a_number() -> None:
    """Thresholds a tenth apart leave numbers between them, at them and on both sides."""
    span = Span(least=Decimal(0), most=Decimal(50), unit="C", whole=False, says="{value}")
    edges = [(Decimal(0), 0), (Decimal(50), 1), (Decimal("42.1"), 1), (Decimal("42.2"), 0)]
    marks = ruler_between([span], edges).marks
    assert marks == (Decimal(0), Decimal("42.11"), Decimal("42.2"))


def test_a_threshold_divides_once(ottawa: Pack) -> None:
    """Ages under 18, and 18 or more: two stretches, not three."""
    age = ottawa.question["age"]
    compared = {
        (literal.atom.operator, literal.atom.number)
        for rule in ottawa.rules
        for literal in rule.when.literals()
        if isinstance(literal.atom, Compare) and literal.atom.question == "age"
    }
    assert compared == {("<", Decimal(18))}
    assert cut_points(age, ottawa) == (Decimal(1), Decimal(18))


def test_each_pack_keeps_the_shared_cuts_that_its_own_bounds_admit(
    ottawa: Pack, back_pain: Pack
) -> None:
    """Two packs with the same question share its cuts, but for those outside the bounds of one."""
    shared = cuts_of(ottawa, back_pain)
    for pack in (ottawa, back_pain):
        for question, numbers in own_cuts(pack, shared).items():
            span = pack.question[question].span
            assert span is not None
            assert set(numbers.marks) == {n for n in shared[question].marks if span.admits(n)}
            assert set(numbers.marks) >= set(cut_points(pack.question[question], pack))


def test_whole_and_other_numbers_of_two_packs_have_marks_of_their_own() -> None:
    """Where one pack admits whole numbers only, its numbers of a stretch are seen by both."""
    spans = [
        Span(least=Decimal(0), most=Decimal(10), unit="days", whole=whole, says="{value}")
        for whole in (True, False)
    ]
    edges = [(Decimal(0), 0), (Decimal("5.5"), 0), (Decimal(10), 1)]
    assert ruler_between(spans, edges).marks == (Decimal(0), Decimal("5.5"), Decimal(6))
    assert ruler_between(spans[:1], edges).marks == (Decimal(0), Decimal(6))
