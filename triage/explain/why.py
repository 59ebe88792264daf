"""Why this: from a conclusion back to the runner's own answers, as data."""

from __future__ import annotations

from dataclasses import dataclass

from triage.explain.statements import About, Statement, state
from triage.model.assessment import Assessment
from triage.model.condition import FindingIs, Literal, SumAtom, support
from triage.model.item import Item
from triage.model.rule import Evidence, Finding, Rule
from triage.model.truth import EITHER, SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """One rule and the statements that make it hold, or keep it from being ruled out.

    `step` is the place of its firing in the trace, None when it did not fire. `parts` argue the
    findings, causes and scores among the statements, each once: of a sum, all that counts.
    """

    rule: Rule
    step: int | None
    statements: tuple[Statement, ...]
    parts: tuple[Argument, ...] = ()

    @property
    def answers(self) -> tuple[Statement, ...]:
        """Every statement about an answer that the argument rests on, each once, in order."""
        found: dict[Item, Statement] = {}
        for statement in self.statements:
            if statement.about is About.ANSWER:
                found.setdefault((statement.name, statement.option), statement)
        for part in self.parts:
            for statement in part.answers:
                found.setdefault((statement.name, statement.option), statement)
        return tuple(found.values())


class Why:
    """Answers "why this?" for one assessment."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.valuation = assessment.valuation
        self._firings = {firing.rule.id: firing for firing in assessment.trace}

    def rule(self, rule: Rule) -> Argument:
        """Argue for a rule that fired, or show what keeps one from being ruled out."""
        firing = self._firings.get(rule.id)
        if firing is None:
            return self._not_ruled_out(rule)
        literals = [literal for match in firing.matches for literal in match.met_by]
        statements = self._statements(literals)
        return Argument(
            rule=rule,
            step=firing.step,
            statements=statements,
            parts=self._parts(literals, firing.step),
        )

    def disposition(self) -> tuple[Argument, ...]:
        """Argue for the disposition: one argument for each red flag that gives it."""
        return tuple(self.rule(flag.rule) for flag in self.assessment.deciding)

    def cause(self, cause: str) -> tuple[Argument, ...]:
        """Argue for a cause: one argument for each rule that gave it points."""
        return tuple(
            self.rule(firing.rule)
            for firing in self.assessment.trace
            if isinstance(firing.rule.then, Evidence) and firing.rule.then.cause == cause
        )

    def _statements(self, literals: list[Literal]) -> tuple[Statement, ...]:
        unique = {(literal.atom, literal.positive): literal for literal in reversed(literals)}
        ordered = [
            unique.pop(key) for lit in literals if (key := (lit.atom, lit.positive)) in unique
        ]
        return tuple(state(literal, self.valuation) for literal in ordered)

    def _parts(self, literals: list[Literal], before: int) -> tuple[Argument, ...]:
        """Argue what is cited: a finding by what first concluded it, a sum by all that counts."""
        parts: dict[str, Argument] = {}
        for literal in literals:
            for rule in self._behind(literal, before):
                parts.setdefault(rule.id, self.rule(rule))
            if isinstance(literal.atom, FindingIs) and not literal.positive:
                for rule in self.assessment.pack.rules_for_finding(literal.atom.finding):
                    parts.setdefault(rule.id, self._ruled_out(rule))
        return tuple(parts.values())

    def _behind(self, literal: Literal, before: int) -> tuple[Rule, ...]:
        atom = literal.atom
        if isinstance(atom, FindingIs):
            found = [
                firing.rule
                for firing in self.assessment.trace[: before - 1]
                if firing.rule.then == Finding(atom.finding) and literal.positive
            ]
            return tuple(found[:1])
        if not isinstance(atom, SumAtom):
            return ()
        weighed = self.assessment.pack.rules_for(atom)
        return tuple(f.rule for f in self.assessment.trace if f.rule in weighed)

    def _ruled_out(self, rule: Rule) -> Argument:
        """Argue that a rule does not hold, for a finding that is no."""
        literals = list(support(rule.when.negated(), self.valuation))
        after_all = len(self.assessment.trace) + 1
        return Argument(
            rule=rule,
            step=None,
            statements=self._statements(literals),
            parts=self._parts(literals, after_all),
        )

    def _not_ruled_out(self, rule: Rule, *, negated: bool = False) -> Argument:
        """Show the unknown literals that leave a rule undecided, and what already holds of it.

        With `negated`, it is the rule's not holding that counts, for a finding that must be no.
        """
        when = rule.when.negated() if negated else rule.when
        literals = [
            literal
            for literal in when.literals()
            if literal.worlds(self.valuation) & (SURE | EITHER)
        ]
        parts: dict[str, Argument] = {}
        for literal in literals:
            if self.valuation.is_open(literal):
                for behind in self._concluding(literal):
                    if behind.id in self._firings and isinstance(literal.atom, SumAtom):
                        parts.setdefault(behind.id, self.rule(behind))
                    elif self.valuation.is_open(behind.when):
                        argument = self._not_ruled_out(behind, negated=not literal.positive)
                        parts.setdefault(behind.id, argument)
        return Argument(
            rule=rule,
            step=None,
            statements=self._statements(literals),
            parts=tuple(parts.values()),
        )

    def _concluding(self, literal: Literal) -> tuple[Rule, ...]:
        """Return the rules behind the finding, cause or score that a literal looks at."""
        pack, atom = self.assessment.pack, literal.atom
        return pack.rules_for(atom) if isinstance(atom, FindingIs | SumAtom) else ()
