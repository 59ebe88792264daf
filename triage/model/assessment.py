"""The trace of an inference, and the assessment it leads to. Explanations are made of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from triage.model.answers import Answers
from triage.model.condition import Condition, Literal
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import Truth, Worlds
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Match:
    """One clause of a rule with the literals that met it: a smallest set of them."""

    clause: Condition
    met_by: tuple[Literal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """One rule that fired, with the facts that made it fire."""

    rule: Rule
    matches: tuple[Match, ...]  # in the order the rule lists its clauses; never empty
    step: int  # 1-based position in the trace

    def __post_init__(self) -> None:
        if not self.matches:
            raise ValueError(f"{self.rule.id} fired for no reason we could name")


class FlagState(Enum):
    """What became of a red-flag rule."""

    RAISED = "raised"  # its condition is YES
    UNSURE = "unsure"  # "not sure" keeps it from being ruled out, so `if_unsure` counts
    OPEN = "open"  # questions not asked yet could still raise it
    NOT_MET = "not_met"  # its condition is NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One red-flag rule and its state.

    `counts` is the disposition it contributes now, None when none; `could_reach` the most urgent
    one it could still contribute once everything has been asked.
    """

    rule: Rule
    state: FlagState
    counts: Disposition | None
    could_reach: Disposition | None
    unasked: tuple[str, ...] = ()  # the questions that would settle it, in asking order


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseResult:
    """A cause with the points its firings gave it and the grade they reach, None if none."""

    cause: str
    points: int
    grade: str | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTrait:
    """A trait that keeps exercises from the runner: by a rule that fired or is not ruled out."""

    trait: str
    rule: Rule
    truth: Truth  # YES, or UNKNOWN: a hold whose condition is unknown holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one runner's answers mean under one pack.

    `complete` says that no question not asked could still raise the disposition. While it is
    False, `disposition` is a lower bound, `ceiling` the most urgent it could become, and
    `unsettled` the questions that would settle it, in asking order. `valuation` is what the answers
    make of the pack by the plain evaluator, from which explanations are read, so that they need not
    judge the same sheet again.
    """

    pack: Pack
    answers: Answers  # what counted: answers to questions that do not apply are left out
    dropped: tuple[Item, ...]  # what was answered and does not apply: questions, and boxes
    trace: tuple[Firing, ...]
    worlds: Mapping[str, Worlds]  # rule id -> the worlds in which its condition is true
    findings: Mapping[str, Truth]
    flags: tuple[Flag, ...]
    disposition: Disposition
    ceiling: Disposition
    unsettled: tuple[str, ...]
    causes: tuple[CauseResult, ...]  # every cause, most points first, then pack order
    advice: tuple[str, ...]  # what fired, and for safety what is not ruled out, in pack order
    held: tuple[HeldTrait, ...]
    added: tuple[str, ...]
    valuation: Valuation = field(compare=False, repr=False)

    @property
    def complete(self) -> bool:
        """No question not asked could still raise the disposition."""
        return self.ceiling == self.disposition

    @property
    def fired(self) -> frozenset[str]:
        """The ids of the rules that fired."""
        return frozenset(firing.rule.id for firing in self.trace)

    def firing(self, rule: str) -> Firing | None:
        """Return the firing of a rule, or None when it did not fire."""
        for firing in self.trace:
            if firing.rule.id == rule:
                return firing
        return None

    @property
    def deciding(self) -> tuple[Flag, ...]:
        """The red flags that give the disposition, in pack order; empty for the baseline."""
        return tuple(flag for flag in self.flags if flag.counts == self.disposition)
