"""Ways: the edits of which every change towards a disposition must contain one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from triage.explain.edits import Edits, merged
from triage.model.condition import (
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    SumAtom,
    all_of,
)
from triage.model.cuts import cut_points
from triage.model.disposition import Disposition
from triage.model.item import Value, item_of
from triage.model.outcome import flag_state
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import RedFlag
from triage.model.truth import SURE
from triage.model.valuation import Valuation


def next_ways(pack: Pack, valuation: Valuation, wanted: Disposition, limit: int) -> Iterator[Edits]:
    """Yield the edits of which every solution from here must contain one."""
    ways = _Ways(valuation, limit)
    for rule, then in pack.concluding(RedFlag):
        counts = flag_state(then, valuation.rule(rule))[1]
        if counts is not None and counts > wanted:
            yield from ways.to_hold(rule.when.negated())
            return
    for rule, then in pack.concluding(RedFlag):
        if then.disposition is wanted:
            yield from ways.to_hold(rule.when)


class _Ways:
    """The ways to make conditions YES from one set of answers, by at most `limit` edits."""

    def __init__(self, valuation: Valuation, limit: int) -> None:
        self.valuation = valuation
        self.limit = limit
        self.pack = valuation.pack

    def to_hold(self, condition: Condition) -> tuple[Edits, ...]:
        """Return sets of edits, of which each makes the condition YES if nothing undoes it."""
        if condition.worlds(self.valuation) & SURE:
            return (frozenset(),)
        if isinstance(condition, Literal):
            return self._for_literal(condition)
        chosen: list[Edits] = []
        parts = [self.to_hold(part) for part in condition.of]
        if condition.is_all:
            return _product(parts, self.limit)
        for some in combinations(parts, condition.count):
            chosen.extend(_product(list(some), self.limit))
        return tuple(dict.fromkeys(chosen))

    def _for_literal(self, literal: Literal) -> tuple[Edits, ...]:
        atom = literal.atom
        if isinstance(atom, FindingIs):
            rules = self.pack.rules_for_finding(atom.finding)
            if literal.positive:
                return tuple(way for rule in rules for way in self.to_hold(rule.when))
            return self.to_hold(all_of(*(rule.when.negated() for rule in rules)))
        if isinstance(atom, SumAtom):
            return ()
        question = self.pack.question[atom.question]
        values = tuple(self._values(question, literal))
        edits: list[Edits] = [frozenset({(item_of(atom), value)}) for value in values]
        gate = question.ask_when
        if gate is None:
            return tuple(edits)
        opened = [self.to_hold(gate), tuple(edits)]
        ways = list(_product(opened, self.limit))
        if not literal.positive:
            ways += self.to_hold(gate.negated())  # what does not apply is equal to nothing
        return tuple(dict.fromkeys(ways))

    def _values(self, question: Question, literal: Literal) -> Iterator[Value]:
        match literal.atom:
            case Includes():
                yield "yes" if literal.positive else "no"
            case Is(_, options):
                yield from (o for o in question.option_ids if (o in options) is literal.positive)
            case Compare() as compare:
                now = self.valuation.answers.get(question.id)
                fitting = [
                    number
                    for number in cut_points(question, self.pack)
                    if compare.accepts(number) is literal.positive
                ]
                start = now if isinstance(now, Decimal) else Decimal(0)
                yield from sorted(fitting, key=lambda number: abs(number - start))


def _product(parts: list[tuple[Edits, ...]], limit: int) -> tuple[Edits, ...]:
    ways: dict[Edits, None] = {frozenset(): None}
    for part in parts:
        grown: dict[Edits, None] = {}
        for way in ways:
            for more in part:
                joined = merged(way, more)
                if joined is not None and len(joined) <= limit:
                    grown[joined] = None
        ways = grown
    return tuple(ways)
