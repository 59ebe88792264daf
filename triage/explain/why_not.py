"""Why not that: clause by clause, which failed and which is unknown."""

from __future__ import annotations

from dataclasses import dataclass

from triage.explain.statements import Statement, state
from triage.model.condition import AtLeast, Condition, FindingIs, Literal, SumAtom, holds
from triage.model.rule import Rule
from triage.model.truth import Truth
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one condition: a statement for a literal, else its parts and the count.

    `needed` of the parts must hold. `behind` judges the rules behind a finding, cause or score.
    """

    truth: Truth
    statement: Statement | None = None
    needed: int = 1
    parts: tuple[Verdict, ...] = ()
    behind: tuple[RuleVerdict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVerdict:
    """A rule, whether it holds, and the verdict on each of its clauses in order."""

    rule: Rule
    truth: Truth
    clauses: tuple[Verdict, ...]

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The clauses that are NO."""
        return tuple(clause for clause in self.clauses if clause.truth is Truth.NO)

    @property
    def unknown(self) -> tuple[Verdict, ...]:
        """The clauses that are UNKNOWN."""
        return tuple(clause for clause in self.clauses if clause.truth is Truth.UNKNOWN)


def judge(rule: Rule, valuation: Valuation) -> RuleVerdict:
    """Return the verdict on every clause of a rule."""
    when = rule.when
    parts = when.of if isinstance(when, AtLeast) and when.is_all else (when,)
    return RuleVerdict(
        rule=rule,
        truth=holds(when, valuation),
        clauses=tuple(_verdict(part, valuation) for part in parts),
    )


def nearest_first(rules: tuple[Rule, ...], valuation: Valuation) -> tuple[RuleVerdict, ...]:
    """Judge several rules; those nearest to firing come first, then pack order."""
    verdicts = [judge(rule, valuation) for rule in rules]
    return tuple(sorted(verdicts, key=lambda v: (len(v.failed), len(v.unknown), v.rule.order)))


def _verdict(condition: Condition, valuation: Valuation) -> Verdict:
    truth = holds(condition, valuation)
    if isinstance(condition, Literal):
        behind: tuple[RuleVerdict, ...] = ()
        if isinstance(condition.atom, FindingIs | SumAtom) and truth is not Truth.YES:
            rules = valuation.pack.rules_for(condition.atom)
            behind = tuple(judge(rule, valuation) for rule in rules)
        return Verdict(truth=truth, statement=state(condition, valuation), behind=behind)
    return Verdict(
        truth=truth,
        needed=condition.count,
        parts=tuple(_verdict(part, valuation) for part in condition.of),
    )
