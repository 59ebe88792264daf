"""Pack -> experta knowledge engine, once per pack.

Working memory holds one wide fact, `Row`, with every answer, and a fact for each finding, grade of
a cause or gathered count that has been established. Facts are only asserted.

A rule becomes one production. Of its clauses,

* those that look at answers only are predicates on the slots of the row;
* a finding or a cause is a pattern for the fact that establishes it;
* a count that mixes the two ("any of: this finding, that answer") gets a production for each of
  its parts; when enough of them have fired, the count itself is asserted. So no condition is ever
  multiplied out, however many ways it can be met.

The negation of a finding is a production of its own, over the negated conditions of all rules
that conclude it. What is unknown sits in the row as `Taken.TRUE` or `Taken.FALSE`, by world
(model/truth.py), so one network serves all four worlds.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any

from triage.engine import port
from triage.model.condition import (
    AnswerAtom,
    AtLeast,
    Atom,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    all_of,
)
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import Evidence, Finding, Rule


class Taken(Enum):
    """What stands in a slot of the row whose value is unknown, or is no value at all."""

    TRUE = "true"  # every literal on it is taken as true
    FALSE = "false"  # every literal on it is taken as false
    NO_VALUE = "no_value"  # the question does not apply: equal to no option, no number


SlotValue = str | Decimal | Taken
Values = tuple[SlotValue, ...]
Test = Callable[[Values], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """What a fact can establish: a finding with its truth, a grade, or a gathered count."""

    kind: str
    name: str
    truth: bool = True


class Row(port.Fact):  # type: ignore[misc]  # experta has no type hints
    """Every answer, by slot number; the last slot holds all of them as one tuple."""


@dataclass(slots=True)
class Memory:
    """What one inference has established so far, beside experta's own fact list."""

    values: Values
    known: set[Known] = field(default_factory=set)
    fired: list[Rule] = field(default_factory=list)
    journal: list[tuple[tuple[Condition, tuple[Literal, ...]], ...]] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    gathered: dict[str, int] = field(default_factory=dict)


def slots_of(pack: Pack) -> dict[tuple[str, str | None], int]:
    """Number the slots of the row: one a question, and one a box of a checklist."""
    numbers = count()
    return {
        (question.id, option): next(numbers)
        for question in pack.questions
        for option in (question.option_ids if question.kind is Kind.CHECKLIST else (None,))
    }


class Compiled:
    """A pack as an experta engine. Not safe for two threads at once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.slots = slots_of(pack)
        self.memory = Memory(())
        self._predicates: dict[tuple[Atom, bool], Callable[[SlotValue], bool]] = {}
        self._tests: dict[Condition, Test] = {}
        self._awaited: dict[Known, type[port.Fact]] = {}
        self._parts: list[tuple[list[port.Fact], Known, int]] = []
        productions = list(self._compile())
        port.forget_checks()
        self.engine = port.engine_class(productions)()
        self.limit = 2 * len(productions) + 10  # each production can fire once

    def run(self, values: Sequence[SlotValue]) -> Memory:
        """Fire the agenda dry over one row, and return what was established."""
        self.memory = memory = Memory(tuple(values))
        self.engine.reset()
        slots: dict[int, object] = dict(enumerate(memory.values))
        slots[len(slots)] = memory.values
        self.engine.declare(Row.from_iter(slots.items()))
        self.engine.run(self.limit)
        if self.engine.agenda.activations:
            raise RuntimeError("the inference did not come to an end")
        return memory

    # -- productions -----------------------------------------------------------------------

    def _compile(self) -> Iterable[port.Production]:
        rules = [
            (self._patterns(rule.when), self._firing(rule), rule.salience)
            for rule in self.pack.rules
        ]
        # Before the next rule is chosen, all that follows from the last one is known. So the order
        # of the trace is "salience, then pack order" and nothing of how a pack was compiled.
        first = 1 + max((rule.salience for rule in self.pack.rules), default=0)
        done: set[Known] = set()
        while pending := sorted(
            (k for k in self._awaited.keys() - done if k.kind == "finding" and not k.truth),
            key=lambda known: known.name,
        ):
            for known in pending:
                done.add(known)
                against = [r.when.negated() for r in self.pack.rules_for_finding(known.name)]
                rules.append((self._patterns(all_of(*against)), self._asserting(known), first))
        for patterns, node, needed in self._parts:
            rules.append((patterns, self._gathering(node, needed), first))
        for order, (patterns, fire, salience) in enumerate(rules):
            yield port.production(patterns, fire, salience=salience, order=order)

    def _firing(self, rule: Rule) -> Callable[[], None]:
        parts = (
            rule.when.of if isinstance(rule.when, AtLeast) and rule.when.is_all else (rule.when,)
        )
        then = rule.then

        def fire() -> None:
            memory = self.memory
            memory.fired.append(rule)
            memory.journal.append(tuple((part, self.met_by(part)) for part in parts))
            if isinstance(then, Finding):
                self._assert(Known("finding", then.finding))
            elif isinstance(then, Evidence):
                points = memory.points.get(then.cause, 0) + then.points
                memory.points[then.cause] = points
                for grade, needed in self.pack.grades:
                    if points >= needed:
                        self._assert(Known(f"grade {grade}", then.cause))

        return fire

    def _asserting(self, known: Known) -> Callable[[], None]:
        return lambda: self._assert(known)

    def _gathering(self, node: Known, needed: int) -> Callable[[], None]:
        def fire() -> None:
            gathered = self.memory.gathered.get(node.name, 0) + 1
            self.memory.gathered[node.name] = gathered
            if gathered == needed:
                self._assert(node)

        return fire

    def _assert(self, known: Known) -> None:
        if known in self.memory.known:
            return
        self.memory.known.add(known)
        if known in self._awaited:
            self.engine.declare(self._awaited[known]())

    # -- patterns --------------------------------------------------------------------------

    def _patterns(self, condition: Condition) -> list[port.Fact]:
        slots: dict[int, port.P] = {}
        tests: list[Test] = []
        awaited: dict[Known, None] = {}
        self._gather(condition, slots, tests, awaited)
        if tests:
            whole = tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)
            slots[len(self.slots)] = port.P(whole)
        for known in awaited:
            if known not in self._awaited:
                self._awaited[known] = port.fact_type(f"{known.kind} {known.name} {known.truth}")
        row = [Row.from_iter(slots.items())] if slots else []
        return row + [self._awaited[known]() for known in awaited]

    def _gather(
        self,
        condition: Condition,
        slots: dict[int, port.P],
        tests: list[Test],
        awaited: dict[Known, None],
    ) -> None:
        if isinstance(condition, Literal):
            known = self._known(condition)
            if known is not None:
                awaited[known] = None
            elif (slot := self._slot(condition.atom)) not in slots:
                slots[slot] = port.P(self._predicate(condition))
            else:
                tests.append(self._test(condition))
        elif condition.is_all:
            for part in condition.of:
                self._gather(part, slots, tests, awaited)
        elif _looks_at_answers_only(condition):
            tests.append(self._test(condition))
        else:
            awaited[self._count(condition)] = None

    def _count(self, condition: AtLeast) -> Known:
        node = Known("count", f"{len(self._parts)}")
        for part in condition.of:
            placeholder = len(self._parts)
            self._parts.append(([], node, condition.count))
            self._parts[placeholder] = (self._patterns(part), node, condition.count)
        return node

    def _known(self, literal: Literal) -> Known | None:
        match literal.atom:
            case FindingIs(finding):
                return Known("finding", finding, literal.positive)
            case CauseIs(cause, grade):
                return Known(f"grade {grade}", cause)
        return None

    def _slot(self, atom: Atom) -> int:
        match atom:
            case Includes(question, option):
                return self.slots[question, option]
            case Is(question) | Compare(question):
                return self.slots[question, None]
        raise TypeError(atom)

    def _predicate(self, literal: Literal) -> Callable[[SlotValue], bool]:
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

    def _test(self, condition: Condition) -> Test:
        if condition not in self._tests:
            self._tests[condition] = self._new_test(condition)
        return self._tests[condition]

    def _new_test(self, condition: Condition) -> Test:
        if isinstance(condition, Literal):
            slot, predicate = self._slot(condition.atom), self._predicate(condition)
            return lambda values: predicate(values[slot])
        tests, needed = [self._test(part) for part in condition.of], condition.count
        if condition.is_all:
            return lambda values: all(test(values) for test in tests)
        if condition.is_any:
            return lambda values: any(test(values) for test in tests)
        return lambda values: sum(test(values) for test in tests) >= needed

    # -- the journal -----------------------------------------------------------------------

    def met_by(self, condition: Condition) -> tuple[Literal, ...]:
        """Return the literals that meet a condition now, as few as it needs, else nothing."""
        if isinstance(condition, Literal):
            known = self._known(condition)
            if known is None:
                return (condition,) if self._test(condition)(self.memory.values) else ()
            return (condition,) if known in self.memory.known else ()
        met = [literals for part in condition.of if (literals := self.met_by(part))]
        if len(met) < condition.count:
            return ()
        return tuple(literal for literals in met[: condition.count] for literal in literals)


def _looks_at_answers_only(condition: Condition) -> bool:
    return all(isinstance(literal.atom, AnswerAtom) for literal in condition.literals())


def _acceptance(atom: Atom) -> Callable[[SlotValue], bool]:
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
