"""Pack -> experta knowledge engine, once per pack.

Working memory holds one wide fact, `Row`, with every answer, and a fact for each finding, sum of
points or gathered count that has been established. Facts are only asserted.

A rule becomes one production. Of its clauses,

* those that look at answers only are predicates on the slots of the row;
* a finding, a grade of a cause or a band of a score is a pattern for the fact that establishes it;
* a count that mixes the two ("any of: this finding, that answer") gets a production for each of
  its parts; when enough of them have fired, the count itself is asserted. So no condition is ever
  multiplied out, however many ways it can be met.

The negation of a finding is a production of its own, over the negated conditions of all rules
that conclude it. What is unknown sits in the row as `Taken.TRUE` or `Taken.FALSE`, by world
(model/truth.py), so one network serves all four worlds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from triage.engine import port
from triage.engine.memory import Known, Memory, Row, SlotValue, slots_of
from triage.engine.predicates import Test, Tests, looks_at_answers_only
from triage.model.condition import (
    AtLeast,
    Condition,
    FindingIs,
    Literal,
    SumAtom,
    all_of,
)
from triage.model.pack import Pack
from triage.model.rule import Evidence, Finding, Points, Rule


class Compiled:
    """A pack as an experta engine. Not safe for two threads at once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.slots = slots_of(pack)
        self.memory = Memory(())
        self._tests = Tests(self.slots)
        self._awaited: dict[Known, type[port.Fact]] = {}
        self._sums: dict[str, dict[int, Known]] = {}  # cause or score -> the sums that matter
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
            elif isinstance(then, Evidence | Points):
                points = memory.points.get(then.name, 0) + then.points
                memory.points[then.name] = points
                for needed, known in self._sums.get(then.name, {}).items():
                    if points >= needed:
                        self._assert(known)

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
            elif (slot := self._tests.slot(condition.atom)) not in slots:
                slots[slot] = port.P(self._tests.predicate(condition))
            else:
                tests.append(self._tests.test(condition))
        elif condition.is_all:
            for part in condition.of:
                self._gather(part, slots, tests, awaited)
        elif looks_at_answers_only(condition):
            tests.append(self._tests.test(condition))
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
        atom = literal.atom
        if isinstance(atom, FindingIs):
            return Known("finding", atom.finding, literal.positive)
        if isinstance(atom, SumAtom):
            _, needed = self.pack.tally(atom)
            sums = self._sums.setdefault(atom.name, {})
            return sums.setdefault(needed, Known(f"{needed} points", atom.name))
        return None

    # -- the journal -----------------------------------------------------------------------

    def met_by(self, condition: Condition) -> tuple[Literal, ...]:
        """Return the literals that meet a condition now, as few as it needs, else nothing."""
        if isinstance(condition, Literal):
            known = self._known(condition)
            if known is None:
                return (condition,) if self._tests.test(condition)(self.memory.values) else ()
            return (condition,) if known in self.memory.known else ()
        met = [literals for part in condition.of if (literals := self.met_by(part))]
        if len(met) < condition.count:
            return ()
        return tuple(literal for literals in met[: condition.count] for literal in literals)
