"""What became of the properties of a pack, and the sheets that break them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from triage.model.answers import Answers
from triage.model.pack import Pack


class Outcome(Enum):
    """What became of a property."""

    HELD = "held"
    REFUTED = "refuted"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """A sheet that breaks a property, and what about it does; `then` is the second sheet of two.

    `answers` is None where the property wants a sheet and there is none at all.
    """

    about: str
    answers: Answers | None
    then: Answers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A property, what became of it, how many questions were put to the solver, and witnesses.

    `exceptions` are the ones the pack names, with their reasons. `seconds` is how long it took.
    """

    name: str
    outcome: Outcome
    checks: int
    witnesses: tuple[Counterexample, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()
    unfinished: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All proofs of a pack, and the number of sheets they range over."""

    pack: Pack
    space: int
    proofs: tuple[Proof, ...]

    @property
    def is_proven(self) -> bool:
        """Every property is held."""
        return all(proof.outcome is Outcome.HELD for proof in self.proofs)
