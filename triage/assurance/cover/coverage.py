"""What vignettes cover of a pack, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from triage.assurance.cover.clauses import Path
from triage.model.condition import (
    Literal,
)
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One literal of a rule, and the vignettes in which it alone decides, by its truth there.

    `is_unique_cause` says that nothing else in the condition differs between the two. `idle` are
    the truths with which no possible sheet lets it decide.
    """

    path: Path
    literal: Literal
    yes: str | None
    no: str | None
    is_unique_cause: bool = False
    idle: tuple[Truth, ...] = ()

    @property
    def gaps(self) -> tuple[Truth, ...]:
        """The truths with which some sheet could let the literal decide, and no vignette does."""
        found = {Truth.YES: self.yes, Truth.NO: self.no}
        return tuple(t for t, name in found.items() if name is None and t not in self.idle)

    @property
    def is_covered(self) -> bool:
        """A vignette shows each truth deciding."""
        return self.yes is not None and self.no is not None

    @property
    def is_idle(self) -> bool:
        """It is not covered, and no sheet could cover more of it than the vignettes do."""
        return not self.is_covered and not self.gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoverage:
    """One rule: a vignette that fires it, one that keeps it silent, and its clauses in order."""

    rule: Rule
    fires: str | None
    silent: str | None
    clauses: tuple[Clause, ...]

    @property
    def is_covered(self) -> bool:
        """A vignette fires the rule and another keeps it silent."""
        return self.fires is not None and self.silent is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of every rule of a pack, in pack order."""

    pack: Pack
    vignettes: int
    rules: tuple[RuleCoverage, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every rule."""
        return tuple(clause for rule in self.rules for clause in rule.clauses)

    @property
    def is_full(self) -> bool:
        """Every rule is covered, and every clause that some sheet could cover."""
        return all(rule.is_covered for rule in self.rules) and not any(
            clause.gaps for clause in self.clauses
        )


def with_idle(coverage: Coverage, idle: Mapping[tuple[str, Path], tuple[Truth, ...]]) -> Coverage:
    """Return the coverage with the truths no sheet can show, by rule and clause, called idle."""
    return replace(
        coverage,
        rules=tuple(
            replace(
                found,
                clauses=tuple(
                    replace(clause, idle=idle.get((found.rule.id, clause.path), ()))
                    for clause in found.clauses
                ),
            )
            for found in coverage.rules
        ),
    )
