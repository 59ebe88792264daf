"""The names that the conditions of a pack may begin with."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from triage.model.question import Question


@dataclass(slots=True)
class Vocabulary:
    """What conditions may refer to.

    `broken` holds names whose own definition has faults, `lost` kinds of names that could not all
    be read. Neither is faulted again where a condition uses it.
    """

    questions: Map[str, Question] = field(default_factory=dict)
    findings: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    grades: tuple[str, ...] = ()  # lowest first
    scores: Map[str, tuple[str, ...]] = field(default_factory=dict)  # where its bands begin
    broken: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    def all(self) -> set[str]:
        """Return every name a condition may begin with."""
        return {*self.questions, *self.findings, *self.causes, *self.scores}
