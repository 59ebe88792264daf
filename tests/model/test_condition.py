"""Conditions are in negation normal form, and negation means what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import combinations
from operator import and_, or_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import conditions
from triage.model.condition import (
    AtLeast,
    Atom,
    Compare,
    Condition,
    Includes,
    Literal,
    all_of,
    any_of,
    clauses,
    holds,
    support,
)
from triage.model.truth import EVERYWHERE, IF_ASKED, IF_UNSURE, NOWHERE, Truth, Worlds

NAMES = "abcd"
LITERALS = {
    name: Literal(Includes("signs", name), True, f"signs includes {name}") for name in NAMES
}
A, B, C, D = LITERALS.values()


@dataclass
class Known:
    """Facts for these tests: what is known of each box, in worlds."""

    boxes: Mapping[str, Worlds]

    def supports(self, atom: Atom, positive: bool) -> Worlds:
        assert isinstance(atom, Includes)
        worlds = self.boxes[atom.option]
        if positive or worlds in (IF_ASKED, IF_UNSURE):
            return worlds  # an unknown literal and its negation are taken alike
        return EVERYWHERE & ~worlds

    @classmethod
    def yes(cls, names: str) -> Known:
        """Return facts in which these boxes are ticked and the others are not."""
        return cls({name: EVERYWHERE if name in names else NOWHERE for name in NAMES})


literals = st.sampled_from([*LITERALS.values(), *(one.negated() for one in LITERALS.values())])
known = st.fixed_dictionaries(
    {name: st.sampled_from([EVERYWHERE, NOWHERE, IF_ASKED, IF_UNSURE]) for name in NAMES}
).map(Known)


def kleene(condition: Condition, facts: Known) -> Truth:
    """Judge a condition by the truth tables alone: an "at least" is an "or" of "and"s."""
    if isinstance(condition, Literal):
        atom = condition.atom
        assert isinstance(atom, Includes)
        truth = {EVERYWHERE: Truth.YES, NOWHERE: Truth.NO}.get(
            facts.boxes[atom.option], Truth.UNKNOWN
        )
        return truth if condition.positive else ~truth
    parts = [kleene(part, facts) for part in condition.of]
    enough = [reduce(and_, some) for some in combinations(parts, condition.count)]
    return reduce(or_, enough)


@given(condition=conditions(literals), facts=known)
def test_a_condition_is_judged_by_strong_kleene_logic(condition: Condition, facts: Known) -> None:
    """Judging in four worlds gives what the truth tables give."""
    assert holds(condition, facts) is kleene(condition, facts)


@given(condition=conditions(literals), facts=known)
def test_the_negation_of_a_condition_has_the_opposite_truth(
    condition: Condition, facts: Known
) -> None:
    """What is YES is NO when negated, and what is UNKNOWN stays so."""
    assert holds(condition.negated(), facts) is ~holds(condition, facts)


@given(condition=conditions(literals))
def test_negating_twice_gives_the_condition_back(condition: Condition) -> None:
    """Double negation changes nothing, not even the form."""
    assert condition.negated().negated() == condition


@given(condition=conditions(literals))
def test_negation_is_only_at_the_literals(condition: Condition) -> None:
    """Negating a condition flips each of its literals and keeps their order."""
    pairs = zip(condition.literals(), condition.negated().literals(), strict=True)
    assert all(one.atom == other.atom and one.positive != other.positive for one, other in pairs)


@given(condition=conditions(literals), facts=known, data=st.data())
def test_learning_more_never_turns_a_yes_or_a_no(
    condition: Condition, facts: Known, data: st.DataObject
) -> None:
    """Once a condition is decided, no further answer decides it otherwise."""
    before = holds(condition, facts)
    learned = {
        name: data.draw(st.sampled_from([EVERYWHERE, NOWHERE]))
        if worlds in (IF_ASKED, IF_UNSURE)
        else worlds
        for name, worlds in facts.boxes.items()
    }
    after = holds(condition, Known(learned))
    assert before in (Truth.UNKNOWN, after)


@given(condition=conditions(literals), facts=known)
def test_support_is_empty_unless_the_condition_is_yes(condition: Condition, facts: Known) -> None:
    """Only a YES has literals that prove it, and each of those is itself YES."""
    cited = support(condition, facts)
    assert bool(cited) == (holds(condition, facts) is Truth.YES)
    assert all(holds(literal, facts) is Truth.YES for literal in cited)


@pytest.mark.parametrize(
    ("condition", "ticked", "cited"),
    [
        (all_of(A, B), "ab", [A, B]),
        (any_of(A, B, C), "bc", [B]),
        (AtLeast(2, (A, B, C, D)), "bcd", [B, C]),
        (all_of(A, any_of(B, all_of(C, D))), "acd", [A, C, D]),
        (all_of(A.negated(), B), "b", [A.negated(), B]),
        (all_of(A, B), "a", []),
    ],
)
def test_support_cites_the_first_parts_that_are_enough(
    condition: Condition, ticked: str, cited: list[Literal]
) -> None:
    """An "at least" cites as many parts as it needs, those written first, and no more."""
    assert list(support(condition, Known.yes(ticked))) == cited


def test_all_of_one_and_any_of_one_are_that_one() -> None:
    """A group of one condition is the condition."""
    assert all_of(A) is any_of(A) is A


def test_a_reader_checks_the_parts_of_an_all_one_by_one() -> None:
    """The clauses of an "all" are its parts; any other condition is one clause."""
    assert clauses(all_of(A, B)) == (A, B)
    assert clauses(any_of(A, B)) == (any_of(A, B),)
    assert clauses(A) == (A,)


@pytest.mark.parametrize("count", [0, 3, -1])
def test_a_count_cannot_ask_for_more_than_there_is_or_for_nothing(count: int) -> None:
    """A count below one or above the number of parts cannot be made."""
    with pytest.raises(ValueError, match=f"cannot ask for {count} of 2"):
        AtLeast(count, (A, B))


@pytest.mark.parametrize(
    ("operator", "accepted"),
    [("<", "41"), ("<=", "41 42"), (">", "43"), (">=", "42 43")],
)
def test_each_comparison_is_exact_at_its_number(operator: str, accepted: str) -> None:
    """Six weeks to the day are at least 42 days and not more than 42 days."""
    compare = Compare("pain_days", operator, Decimal(42))
    found = [value for value in ("41", "42", "43") if compare.accepts(Decimal(value))]
    assert found == accepted.split()


def test_any_of_several_is_true_when_the_last_is() -> None:
    """One part is enough, whichever it is."""
    name = A.atom.option if isinstance(A.atom, Includes) else ""
    facts = Known.yes(name)
    assert holds(any_of(B, A), facts) is Truth.YES
    assert holds(any_of(B, C), facts) is Truth.NO
