"""Which answers a rule depends on, however far: through findings, sums of points and gates."""

from __future__ import annotations

from functools import lru_cache

from triage.model.condition import Condition, FindingIs, SumAtom
from triage.model.item import Item, item_of
from triage.model.pack import Pack


class Dependencies:
    """The dependencies of one pack: from rules back to answers, and from questions to rules."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._behind: dict[str, frozenset[Item]] = {}
        self._gates: dict[Item, frozenset[Item]] = {}
        self.items: dict[str, frozenset[Item]] = {
            rule.id: self.items_bearing_on(rule.when) for rule in pack.rules
        }
        """Rule id -> every item whose answer can bear on the rule."""
        self.questions: dict[str, frozenset[str]] = {
            rule: frozenset(question for question, _ in items) for rule, items in self.items.items()
        }
        """Rule id -> every question whose answer can bear on the rule."""

    def rules_on(self, question: str) -> frozenset[str]:
        """Return the ids of the rules that an answer to the question can bear on."""
        return frozenset(
            rule for rule, questions in self.questions.items() if question in questions
        )

    def items_bearing_on(self, condition: Condition) -> frozenset[Item]:
        """Return every item whose answer can bear on a condition."""
        found: set[Item] = set()
        for literal in condition.literals():
            atom = literal.atom
            if isinstance(atom, FindingIs | SumAtom):
                found |= self.behind(atom)
            else:
                item = item_of(atom)
                found.add(item)
                found |= self.gates(item)
        return frozenset(found)

    def behind(self, atom: FindingIs | SumAtom) -> frozenset[Item]:
        """Return every item whose answer can bear on a finding, cause or score."""
        if atom.name not in self._behind:
            found = (self.items_bearing_on(rule.when) for rule in self._pack.rules_for(atom))
            self._behind[atom.name] = frozenset().union(*found)
        return self._behind[atom.name]

    def gates(self, item: Item) -> frozenset[Item]:
        """Return every item whose answer can bear on whether an item is asked."""
        if item not in self._gates:
            found = (self.items_bearing_on(gate) for gate in self._pack.gates(item))
            self._gates[item] = frozenset().union(*found)
        return self._gates[item]


@lru_cache(maxsize=4)
def dependencies_of(pack: Pack) -> Dependencies:
    """Return the dependencies of a pack, worked out once."""
    return Dependencies(pack)
