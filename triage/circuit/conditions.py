"""Conditions, rules and points as wires, one for each world in which anything asks for them.

A question or box that does not apply is judged as in `model.valuation`: what tests it positively is
true in no world, what tests it negatively in every world.
"""

from __future__ import annotations

from triage.circuit.answers import AnswerWires
from triage.circuit.circuit import Circuit, Wire
from triage.model.condition import AnswerAtom, AtLeast, Condition, FindingIs, SumAtom
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import EITHER, IF_ASKED, IF_UNSURE, SURE, Worlds


class Conditions(AnswerWires):
    """The wires of a pack's conditions. Each item's gates and each rule are wired once."""

    def __init__(self, pack: Pack, circuit: Circuit) -> None:
        super().__init__(pack, circuit)
        self._rules: dict[tuple[str, Worlds], Wire] = {}
        self._applies: dict[Item, Wire] = {}

    def applies(self, item: Item) -> Wire:
        """Where an item is not known not to apply."""
        if item not in self._applies:
            gates = self.pack.gates(item)
            self._applies[item] = self.circuit.all(self.condition(g, EITHER) for g in gates)
        return self._applies[item]

    def is_unasked(self, item: Item) -> Wire:
        """Where an item applies and was not asked."""
        return self.circuit.all([self.applies(item), self.is_blank(item)])

    def answer(self, atom: AnswerAtom, positive: bool, world: Worlds) -> Wire:
        """Where an atom about an answer, or its negation, is true in a world."""
        circuit, item = self.circuit, item_of(atom)
        if world == EITHER:
            might = circuit.negated(self.fits(atom, not positive))
        else:
            might = circuit.any(
                [
                    self.fits(atom, positive),
                    self.is_unsure(item) if world & IF_UNSURE else circuit.never,
                    self.is_blank(item) if world & IF_ASKED else circuit.never,
                ]
            )
        applies = self.applies(item)
        if positive:
            return circuit.all([applies, might])
        return circuit.any([circuit.negated(applies), might])

    def condition(self, condition: Condition, world: Worlds) -> Wire:
        """Where a condition is true in a world."""
        if isinstance(condition, AtLeast):
            parts = [self.condition(part, world) for part in condition.of]
            if condition.is_all:
                return self.circuit.all(parts)
            if condition.is_any:
                return self.circuit.any(parts)
            return self.circuit.at_least(condition.count, parts)
        atom = condition.atom
        if isinstance(atom, SumAtom):
            return self.sums(atom, world)[-1]
        if not isinstance(atom, FindingIs):
            return self.answer(atom, condition.positive, world)
        rules = self.pack.rules_for_finding(atom.finding)
        if condition.positive:
            return self.circuit.any(self.rule(rule, world) for rule in rules)
        return self.circuit.all(self.condition(rule.when.negated(), world) for rule in rules)

    def rule(self, rule: Rule, world: Worlds) -> Wire:
        """Where a rule's condition is true in a world."""
        key = (rule.id, world)
        if key not in self._rules:
            self._rules[key] = self.condition(rule.when, world)
        return self._rules[key]

    def sums(self, atom: SumAtom, world: Worlds) -> list[Wire]:
        """Where the points of a cause or score reach 0, 1, … and at last what the atom needs."""
        weighed, needed = self.pack.tally(atom)
        return self.circuit.tally(
            needed, [(self.rule(rule, world), points) for rule, points in weighed]
        )

    def is_open(self, condition: Condition) -> Wire:
        """Where a condition is UNKNOWN."""
        return self.circuit.all(
            [
                self.condition(condition, EITHER),
                self.circuit.negated(self.condition(condition, SURE)),
            ]
        )
