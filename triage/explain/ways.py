"""Ways: the edits of which every change towards a disposition must contain one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from triage.explain.edits import Edits, merged
from triage.model.condition import (
    AnswerAtom,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    SumAtom,
    all_of,
    any_of,
)
from triage.model.cuts import cut_points
from triage.model.disposition import Disposition
from triage.model.item import Value, item_of
from triage.model.outcome import flag_state
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import RedFlag
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Truth, Worlds
from triage.model.valuation import Valuation


def next_ways(pack: Pack, valuation: Valuation, wanted: Disposition, limit: int) -> Iterator[Edits]:
    """Yield the edits of which every solution from here must contain one.

    What was not asked does not make a red flag count. What is unsure does, so it must be ruled out
    unless the flag then counts for no more than is wanted.
    """
    ways = _Ways(valuation, limit)
    for rule, then in pack.concluding(RedFlag):
        counts = flag_state(then, valuation.rule(rule))[1]
        if counts is not None and counts > wanted:
            yield from ways.to_hold(
                rule.when.negated(), EITHER if then.if_unsure <= wanted else UNASKED
            )
            return
    for rule, then in pack.concluding(RedFlag):
        if then.disposition is wanted:
            yield from ways.to_hold(rule.when)
        elif then.if_unsure is wanted:
            yield from ways.to_hold(rule.when, UNSURE)


class _Ways:
    """The ways to make conditions true from one set of answers, by at most `limit` edits."""

    def __init__(self, valuation: Valuation, limit: int) -> None:
        self.valuation = valuation
        self.limit = limit
        self.pack = valuation.pack

    def to_hold(self, condition: Condition, world: Worlds = SURE) -> tuple[Edits, ...]:
        """Return sets of edits, of which each makes the condition true in a world.

        Each does so if nothing undoes it.
        """
        if condition.worlds(self.valuation) & world:
            return (frozenset(),)
        if isinstance(condition, Literal):
            return self._for_literal(condition, world)
        return self._for_sum(((part, 1) for part in condition.of), condition.count, world)

    def _for_sum(
        self, weighed: Iterable[tuple[Condition, int]], needed: int, world: Worlds
    ) -> tuple[Edits, ...]:
        """Return ways to bring the weight of what holds up to what is needed, and no further."""
        others = []
        for part, weight in weighed:
            if part.worlds(self.valuation) & world:
                needed -= weight
            else:
                others.append((self.to_hold(part, world), weight))
        chosen: list[Edits] = []
        for size in range(1, min(needed, len(others)) + 1):
            for some in combinations(others, size):
                weights = [weight for _, weight in some]
                if sum(weights) - min(weights) < needed <= sum(weights):
                    chosen.extend(_product([ways for ways, _ in some], self.limit))
        return tuple(dict.fromkeys(chosen))

    def _for_literal(self, literal: Literal, world: Worlds) -> tuple[Edits, ...]:
        atom = literal.atom
        if isinstance(atom, FindingIs):
            rules = [rule.when for rule in self.pack.rules_for(atom)]
            if literal.positive:
                return self.to_hold(any_of(*rules), world)
            return self.to_hold(all_of(*(when.negated() for when in rules)), world)
        if isinstance(atom, SumAtom):
            weighed, needed = self.pack.tally(atom)
            if literal.positive:
                return self._for_sum(((rule.when, p) for rule, p in weighed), needed, world)
            too_many = sum(points for _, points in weighed) - needed + 1
            negated = ((rule.when.negated(), points) for rule, points in weighed)
            return self._for_sum(negated, too_many, world)
        return self._for_answer(atom, literal, world)

    def _for_answer(self, atom: AnswerAtom, literal: Literal, world: Worlds) -> tuple[Edits, ...]:
        item = item_of(atom)
        values = tuple(self._values(self.pack.question[atom.question], literal))
        edits: tuple[Edits, ...] = tuple(frozenset({(item, value)}) for value in values)
        gates = self.pack.gates(item)
        if not gates:
            return edits
        opened = self.to_hold(all_of(*gates), EITHER)
        ways = list(_product([opened, edits], self.limit))
        applies = self.valuation.applies(*item)
        if applies is Truth.NO and world & UNASKED:
            ways += opened  # what was not asked is taken as true here
        if applies is not Truth.NO and not literal.positive:
            ways += self.to_hold(any_of(*(gate.negated() for gate in gates)))
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
