"""Which answers a rule hangs on, however far: through findings, causes and `ask_when`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from triage.model.condition import CauseIs, Condition, FindingIs, Includes
from triage.model.pack import Pack
from triage.model.rule import Rule

Place = tuple[str, str | None]
"""A question, or one box of a checklist: what a single literal looks at."""


class Dependencies:
    """The dependencies of one pack: from rules back to answers, and from questions to rules."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._of_name: dict[str, frozenset[Place]] = {}
        self.places: dict[str, frozenset[Place]] = {
            rule.id: self.places_of(rule.when) for rule in pack.rules
        }
        """Rule id -> every question, or box of one, whose answer can bear on the rule."""
        self.questions: dict[str, frozenset[str]] = {
            rule: frozenset(question for question, _ in places)
            for rule, places in self.places.items()
        }
        """Rule id -> every question whose answer can bear on the rule."""

    def rules_on(self, question: str) -> frozenset[str]:
        """Return the ids of the rules that an answer to the question can bear on."""
        return frozenset(
            rule for rule, questions in self.questions.items() if question in questions
        )

    def places_of(self, condition: Condition) -> frozenset[Place]:
        """Return every question, or box of one, whose answer can bear on a condition."""
        found: set[Place] = set()
        for literal in condition.literals():
            atom = literal.atom
            if isinstance(atom, FindingIs | CauseIs):
                found |= self.behind(atom)
            else:
                found.add((atom.question, atom.option if isinstance(atom, Includes) else None))
                found |= self.gates(atom.question)
        return frozenset(found)

    def behind(self, atom: FindingIs | CauseIs) -> frozenset[Place]:
        """Return every question, or box of one, whose answer can bear on a finding or cause."""
        if isinstance(atom, FindingIs):
            return self._through(atom.finding, self._pack.rules_for_finding)
        return self._through(atom.cause, self._pack.rules_for_cause)

    def _through(self, name: str, rules: Callable[[str], tuple[Rule, ...]]) -> frozenset[Place]:
        if name not in self._of_name:
            found = (self.places_of(rule.when) for rule in rules(name))
            self._of_name[name] = frozenset().union(*found)
        return self._of_name[name]

    def gates(self, question: str) -> frozenset[Place]:
        """Return every question, or box of one, whose answer can bear on whether it is asked."""
        if question not in self._of_name:
            gate = self._pack.question[question].ask_when
            self._of_name[question] = frozenset() if gate is None else self.places_of(gate)
        return self._of_name[question]


@lru_cache(maxsize=4)
def dependencies_of(pack: Pack) -> Dependencies:
    """Return the dependencies of a pack, worked out once."""
    return Dependencies(pack)
