"""Which answers a rule depends on, however far: through findings, causes and `ask_when`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from triage.model.condition import CauseIs, Condition, FindingIs
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.rule import Rule


class Dependencies:
    """The dependencies of one pack: from rules back to answers, and from questions to rules."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._of_name: dict[str, frozenset[Item]] = {}
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
            if isinstance(atom, FindingIs | CauseIs):
                found |= self.behind(atom)
            else:
                found.add(item_of(atom))
                found |= self.gates(atom.question)
        return frozenset(found)

    def behind(self, atom: FindingIs | CauseIs) -> frozenset[Item]:
        """Return every item whose answer can bear on a finding or cause."""
        if isinstance(atom, FindingIs):
            return self._through(atom.finding, self._pack.rules_for_finding)
        return self._through(atom.cause, self._pack.rules_for_cause)

    def _through(self, name: str, rules: Callable[[str], tuple[Rule, ...]]) -> frozenset[Item]:
        if name not in self._of_name:
            found = (self.items_bearing_on(rule.when) for rule in rules(name))
            self._of_name[name] = frozenset().union(*found)
        return self._of_name[name]

    def gates(self, question: str) -> frozenset[Item]:
        """Return every item whose answer can bear on whether it is asked."""
        if question not in self._of_name:
            gate = self._pack.question[question].ask_when
            self._of_name[question] = frozenset() if gate is None else self.items_bearing_on(gate)
        return self._of_name[question]


@lru_cache(maxsize=4)
def dependencies_of(pack: Pack) -> Dependencies:
    """Return the dependencies of a pack, worked out once."""
    return Dependencies(pack)
