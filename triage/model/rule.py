"""Rules: a condition, one conclusion, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from triage.errors import Location
from triage.model.condition import Condition
from triage.model.disposition import Disposition


@dataclass(frozen=True, slots=True)
class Finding:
    """Conclude an intermediate fact, for other conditions to use."""

    finding: str


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Raise a suspicion that cannot be ignored, and how urgently it needs looking at.

    `if_unsure` is the disposition when only "not sure" keeps the condition from being decided.
    """

    suspect: str
    disposition: Disposition
    if_unsure: Disposition

    def __post_init__(self) -> None:
        if self.if_unsure > self.disposition:
            raise ValueError("being unsure cannot be more urgent than being sure")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Give a contributing cause 1 (weak), 2 (moderate) or 3 (strong) points."""

    cause: str
    points: int

    def __post_init__(self) -> None:
        if self.points not in (1, 2, 3):
            raise ValueError("a rule gives a cause 1, 2 or 3 points")

    @property
    def name(self) -> str:
        """What the points are for."""
        return self.cause


@dataclass(frozen=True, slots=True)
class Points:
    """Add 1, 2 or 3 points to a score."""

    score: str
    points: int

    def __post_init__(self) -> None:
        if self.points not in (1, 2, 3):
            raise ValueError("a rule gives a score 1, 2 or 3 points")

    @property
    def name(self) -> str:
        """What the points are for."""
        return self.score


@dataclass(frozen=True, slots=True)
class Advise:
    """Give an item of advice."""

    advice: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Keep exercises with any of these traits from the runner for now."""

    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Add:
    """Offer an exercise beyond those that a runner starts with."""

    exercise: str


Conclusion = Finding | RedFlag | Evidence | Points | Advise | Hold | Add


class Strength(Enum):
    """What a rule rests on, strongest first."""

    GUIDELINE = "guideline"
    STUDY = "study"
    EXPERT = "expert"
    HEURISTIC = "heuristic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When `when` is YES, `then` follows; `because` tells the runner why.

    `order` is the rule's place in the pack, which breaks ties of `salience`, so that conflict
    resolution is total. Neither ever changes a conclusion.
    """

    id: str
    title: str
    when: Condition
    then: Conclusion
    because: str
    sources: tuple[str, ...]
    strength: Strength
    since: date
    order: int
    salience: int = 0
    where: Location | None = None

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError(f"{self.id}: a rule without a source cannot be checked by anyone")
