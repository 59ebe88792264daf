"""Answer sheets that would close the gaps of a coverage, or the proof that none can.

Each sheet is the one nearest to a vignette that exists: as few answers as possible are otherwise.
It says what the rules make of such a runner, not what they should: a person judges whether that is
right before it becomes a vignette. Every sheet is confirmed with the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from triage.assurance.cover.clauses import deciders, settled
from triage.assurance.cover.coverage import Clause, Coverage, RuleCoverage, with_idle
from triage.assurance.solver.door import need_solver, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import nearest
from triage.assurance.trials.judge import Assessor
from triage.assurance.trials.trial import completed
from triage.model.answers import Answers
from triage.model.assessment import Assessment
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import Rule
from triage.model.truth import EITHER, SURE, Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A sheet in which one clause alone decides that its rule is `truth`.

    `like` is the vignette it is nearest to, `changed` the questions answered otherwise there.
    """

    rule: Rule
    clause: Clause
    truth: Truth
    like: str | None
    changed: tuple[str, ...]
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The coverage with its idle clauses, and a sheet for every gap that could be decided."""

    coverage: Coverage
    sheets: tuple[Suggestion, ...]
    undecided: int


class Suggester:
    """Finds the sheets for one pack."""

    def __init__(self, assessor: Assessor, vignettes: Sequence[Vignette]) -> None:
        need_solver()
        self.assessor = assessor
        self.pack = assessor.pack
        self.sheet = Sheets(self.pack)
        self.vignette: Mapping[str, Vignette] = {v.id: v for v in vignettes}

    def suggest(self, coverage: Coverage) -> Suggestions:
        """Return a sheet for each gap, and which gaps no sheet can close."""
        idle: dict[tuple[str, tuple[int, ...]], tuple[Truth, ...]] = {}
        sheets: list[Suggestion] = []
        undecided = 0
        for found in coverage.rules:
            for clause in found.clauses:
                for truth in clause.gaps:
                    answer = self._close(found, clause, truth)
                    if answer is None:
                        undecided += 1
                    elif isinstance(answer, Suggestion):
                        sheets.append(answer)
                    else:
                        key = (found.rule.id, clause.path)
                        idle[key] = (*idle.get(key, ()), truth)
        return Suggestions(
            coverage=with_idle(coverage, idle), sheets=tuple(sheets), undecided=undecided
        )

    def _close(self, found: RuleCoverage, clause: Clause, truth: Truth) -> Suggestion | bool | None:
        base = self._base(found, clause, truth)
        given = Answers() if base is None else base.sheet.answers
        answers = nearest(self.sheet, self._deciding(found.rule, clause, truth), given)
        if not isinstance(answers, Answers):
            return answers
        near = with_numbers(answers, given, (self.pack,))
        # What the solver leaves open does not matter, so a sheet without gaps is tried first.
        for sheet in (completed(near, self.pack), near, answers):
            assessment = self.assessor.assess(sheet)
            if _shows(assessment, found.rule, clause, truth):
                return Suggestion(
                    rule=found.rule,
                    clause=clause,
                    truth=truth,
                    like=base.id if base else None,
                    changed=tuple(
                        question.id
                        for question in self.pack.questions
                        if assessment.answers.get(question.id) != given.get(question.id)
                    ),
                    assessment=assessment,
                )
        return None

    def _base(self, found: RuleCoverage, clause: Clause, truth: Truth) -> Vignette | None:
        """Return the vignette to stay near: the other side of the clause, else of the rule."""
        is_yes = truth is Truth.YES
        names = (clause.no if is_yes else clause.yes, found.silent if is_yes else found.fires)
        others = (found.fires, found.silent)
        return next((self.vignette[name] for name in (*names, *others) if name), None)

    def _deciding(self, rule: Rule, clause: Clause, truth: Truth) -> Any:
        """Return: the rule is `truth`, and with this literal the other way round it is not."""
        condition, literal = rule.when, clause.literal
        if truth is Truth.YES:
            other = self._in(settled(condition, clause.path, False), EITHER)
            return z3.And(
                self.sheet.condition(condition, SURE),
                self.sheet.condition(literal, SURE),
                z3.Not(other),
            )
        other = self._in(settled(condition, clause.path, True), SURE)
        return z3.And(
            z3.Not(self.sheet.condition(condition, EITHER)),
            z3.Not(self.sheet.condition(literal, EITHER)),
            other,
        )

    def _in(self, condition: Any, world: int) -> Any:
        if isinstance(condition, bool):
            return z3.BoolVal(condition)
        return self.sheet.condition(condition, world)


def _shows(assessment: Assessment, rule: Rule, clause: Clause, truth: Truth) -> bool:
    """Say whether the rule came out as wanted, and the clause alone decided it."""
    fires = bool(assessment.worlds[rule.id] & SURE)
    is_decider = clause.path in deciders(rule.when, assessment.valuation)
    return fires is (truth is Truth.YES) and is_decider


def with_numbers(answers: Answers, base: Answers, packs: Sequence[Pack]) -> Answers:
    """Take the numbers of `base` for those a solver chose, where no pack's rules tell them apart.

    A solver knows only the least number of each stretch; a person thinks of the one they had.
    """
    for question in packs[0].questions:
        theirs = base.get(question.id)
        if question.kind is not Kind.NUMBER or question.id not in answers:
            continue
        if isinstance(theirs, Decimal):
            kept = answers.with_answer(question.id, theirs)
            if all(Valuation(p, kept).rules == Valuation(p, answers).rules for p in packs):
                answers = kept
    return answers
