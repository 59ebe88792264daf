"""Conditions that look at answers only, as functions of the row's values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from triage.engine.memory import SlotValue, Taken, Values
from triage.model.condition import (
    AnswerAtom,
    Atom,
    Compare,
    Condition,
    Includes,
    Is,
    Literal,
)
from triage.model.item import Item, item_of

Test = Callable[[Values], bool]
Predicate = Callable[[SlotValue], bool]


class Tests:
    """The tests of conditions that look at answers only, each made once for a pack."""

    def __init__(self, slots: Mapping[Item, int]) -> None:
        self.slots = slots
        self._predicates: dict[tuple[Atom, bool], Predicate] = {}
        self._tests: dict[Condition, Test] = {}

    def slot(self, atom: Atom) -> int:
        """Return the slot of the row that an atom looks at."""
        if not isinstance(atom, AnswerAtom):
            raise TypeError(atom)
        return self.slots[item_of(atom)]

    def predicate(self, literal: Literal) -> Predicate:
        """Return the test of a literal on the value of its slot."""
        key = (literal.atom, literal.positive)
        if key not in self._predicates:
            accepts = _acceptance(literal.atom)
            positive = literal.positive

            def predicate(value: SlotValue) -> bool:
                if isinstance(value, Taken):
                    if value is Taken.NO_VALUE:
                        return not positive
                    return value is Taken.TRUE
                return accepts(value) is positive

            self._predicates[key] = predicate
        return self._predicates[key]

    def test(self, condition: Condition) -> Test:
        """Return the test of a condition on all values of the row."""
        if condition not in self._tests:
            self._tests[condition] = self._new_test(condition)
        return self._tests[condition]

    def _new_test(self, condition: Condition) -> Test:
        if isinstance(condition, Literal):
            slot, predicate = self.slot(condition.atom), self.predicate(condition)
            return lambda values: predicate(values[slot])
        tests, needed = [self.test(part) for part in condition.of], condition.count
        if condition.is_all:
            return lambda values: all(test(values) for test in tests)
        if condition.is_any:
            return lambda values: any(test(values) for test in tests)
        return lambda values: sum(test(values) for test in tests) >= needed


def looks_at_answers_only(condition: Condition) -> bool:
    """Say whether a condition mentions no finding, cause or score."""
    return all(isinstance(literal.atom, AnswerAtom) for literal in condition.literals())


def _acceptance(atom: Atom) -> Predicate:
    """Return the test of a known value. Kept apart from the plain evaluator on purpose."""
    match atom:
        case Is(_, options):
            return frozenset[SlotValue](options).__contains__
        case Includes():
            return lambda value: value == "yes"
        case Compare(_, symbol, number):
            compare = _COMPARISONS[symbol]
            return lambda value: compare(value, number)
    raise TypeError(atom)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
