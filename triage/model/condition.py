"""Conditions: what a rule waits for, in negation normal form.

A condition is a literal or a count over conditions. "All" is a count of everything, "any" a count
of one, "none" a count of everything over the negated parts, so one node covers the whole language
and each interpreter has two cases to handle. Negation lives only at the literals, which makes
every condition monotone: learning more can turn it from UNKNOWN to YES or NO, never back.

An atom looks at one question, finding, cause or score. What an atom is worth for given answers
is decided by `Facts`, so this module knows nothing of answer sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from triage.errors import Location
from triage.model.truth import EACH_WORLD, EVERYWHERE, NOWHERE, SURE, Truth, Worlds, truth_in


@dataclass(frozen=True, slots=True)
class Is:
    """`q is one of a, b`: the answer to a choice or yes/no question is one of these options."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """`q includes option`: this box of a checklist is ticked."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class Compare:
    """`n >= 42 days`: the answer to a number question compared with a constant in its unit."""

    question: str
    operator: str  # one of < <= > >=
    number: Decimal

    def accepts(self, value: Decimal) -> bool:
        """Say whether `value` meets the comparison."""
        match self.operator:
            case "<":
                return value < self.number
            case "<=":
                return value <= self.number
            case ">":
                return value > self.number
            case _:
                return value >= self.number


@dataclass(frozen=True, slots=True)
class FindingIs:
    """`finding is yes`: some rule concluding the finding is YES."""

    finding: str

    @property
    def name(self) -> str:
        """The finding it looks at."""
        return self.finding


@dataclass(frozen=True, slots=True)
class CauseIs:
    """`cause is at least possible`: the points of the cause reach a grade of the pack."""

    cause: str
    grade: str

    @property
    def name(self) -> str:
        """The cause it looks at."""
        return self.cause


@dataclass(frozen=True, slots=True)
class ScoreIs:
    """`score s >= 3`: the points of a score reach one of its bands."""

    score: str
    points: int

    @property
    def name(self) -> str:
        """The score it looks at."""
        return self.score


AnswerAtom = Is | Includes | Compare
SumAtom = CauseIs | ScoreIs
"""What is true when points add up. Learning more can only add points, so it is never negated."""
Atom = AnswerAtom | FindingIs | SumAtom


class Facts(Protocol):
    """What is known: in which worlds an atom, or its negation, is true."""

    def supports(self, atom: Atom, positive: bool) -> Worlds:
        """Return the worlds in which `atom` (or, when not `positive`, its negation) is true."""
        ...


@dataclass(frozen=True, slots=True)
class Literal:
    """An atom or its negation, with the words its author wrote.

    `flipped` says that those words are under a negation ("none", or a finding that is no).
    """

    atom: Atom
    positive: bool
    text: str
    where: Location | None = None
    flipped: bool = False

    def negated(self) -> Literal:
        return Literal(self.atom, not self.positive, self.text, self.where, not self.flipped)

    def worlds(self, facts: Facts) -> Worlds:
        return facts.supports(self.atom, self.positive)

    def literals(self) -> Iterator[Literal]:
        yield self


@dataclass(frozen=True, slots=True)
class AtLeast:
    """True when at least `count` of its parts are. `count` runs from 1 to the number of parts."""

    count: int
    of: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.count <= len(self.of):
            raise ValueError(f"cannot ask for {self.count} of {len(self.of)} conditions")

    @property
    def is_all(self) -> bool:
        """Every part is needed."""
        return self.count == len(self.of)

    @property
    def is_any(self) -> bool:
        """One part is enough."""
        return self.count == 1

    def negated(self) -> AtLeast:
        return AtLeast(len(self.of) - self.count + 1, tuple(part.negated() for part in self.of))

    def worlds(self, facts: Facts) -> Worlds:
        if self.is_all:
            shared = EVERYWHERE
            for part in self.of:
                shared &= part.worlds(facts)
                if shared == NOWHERE:
                    break
            return shared
        if self.is_any:
            joined = NOWHERE
            for part in self.of:
                joined |= part.worlds(facts)
                if joined == EVERYWHERE:
                    break
            return joined
        found = [part.worlds(facts) for part in self.of]
        return sum(
            world
            for world in EACH_WORLD
            if sum(1 for worlds in found if worlds & world) >= self.count
        )

    def literals(self) -> Iterator[Literal]:
        for part in self.of:
            yield from part.literals()


Condition = Literal | AtLeast


def all_of(*parts: Condition) -> Condition:
    """Return the condition that every part holds."""
    return parts[0] if len(parts) == 1 else AtLeast(len(parts), parts)


def any_of(*parts: Condition) -> Condition:
    """Return the condition that some part holds."""
    return parts[0] if len(parts) == 1 else AtLeast(1, parts)


def holds(condition: Condition, facts: Facts) -> Truth:
    """Judge a condition by strong Kleene logic: YES, NO or UNKNOWN."""
    return truth_in(condition.worlds(facts))


def clauses(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts a reader checks one by one: those of a top-level "all", else the whole."""
    if isinstance(condition, AtLeast) and condition.is_all:
        return condition.of
    return (condition,)


def support(condition: Condition, facts: Facts) -> tuple[Literal, ...]:
    """Return the first smallest set of literals that makes `condition` YES, empty if it is not.

    Removing any one of them would leave the condition unproved: an "at least" cites just as many
    parts as it needs, first those written first.
    """
    if not condition.worlds(facts) & SURE:
        return ()
    if isinstance(condition, Literal):
        return (condition,)
    met = [part for part in condition.of if part.worlds(facts) & SURE]
    return tuple(literal for part in met[: condition.count] for literal in support(part, facts))
