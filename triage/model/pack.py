"""A rule pack: one body of knowledge, checked, with its fingerprint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from triage.model.assured import Exemption, Hazard, Promise
from triage.model.body_map import BodyMap
from triage.model.coaching import Coaching
from triage.model.condition import CauseIs, Condition, FindingIs, SumAtom
from triage.model.disposition import Disposition
from triage.model.exercise import Dosage, Exercise, OwnUse
from triage.model.question import Question
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    Points,
    RedFlag,
    Rule,
)
from triage.model.score import Score
from triage.model.versions import VersionStep

C = TypeVar("C", Finding, RedFlag, Evidence, Points, Advise, Hold, Add)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Who says so. `read` tells how much of the source the authors of the pack have read."""

    key: str
    citation: str
    kind: str
    read: str
    year: str | None = None
    url: str | None = None

    @property
    def was_read(self) -> bool:
        """False where the authors have not read the source itself, so that reports can say so."""
        return self.read != "not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words for a finding (`says`, `denies`), a suspect (`explain`) or a trait."""

    id: str
    label: str
    says: str | None = None
    denies: str | None = None
    explain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that may contribute to the pain, with how good the evidence for it is."""

    id: str
    label: str
    explain: str
    strength: str
    note: str
    sources: tuple[str, ...]
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something a runner can do or avoid, in plain words.

    Advice for `safety` is given unless every rule that gives it is NO; `unless` completes "Unless
    you know that", which it then begins with. No page gives it together with any of `excludes`, and
    no complete sheet gives it below the disposition it `needs`: both are proved, not applied.
    """

    id: str
    label: str
    text: str
    kind: str
    sources: tuple[str, ...]
    for_cause: str | None = None
    up_to: Disposition = Disposition.SEE_PHYSIO  # the most urgent it is still right at
    unless: str | None = None  # for safety advice only
    excludes: tuple[str, ...] = ()
    needs: Disposition | None = None

    @property
    def safety(self) -> bool:
        """It is given unless the rules exclude it."""
        return self.unless is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a pack words one disposition: what to do first, whom to contact, how soon."""

    title: str
    do_first: str
    contact: str
    how_soon: str
    check_again: str
    needs: Disposition | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """A rule pack that has passed every check of `knowledge`. A pack equals only itself.

    Tuples keep the pack's order. `digest` is the SHA-256 of the canonical form of everything that
    can change a result or its wording (vignettes can not).
    """

    id: str
    version: str
    date: dt.date
    language: str
    title: str
    intended_use: str
    limits: tuple[str, ...]
    authors: tuple[str, ...]
    review_by: dt.date
    review_status: str
    privacy: str
    stop_notice: str
    if_not_assessed: str
    baseline: Disposition
    grades: tuple[tuple[str, int], ...]  # grade -> points it needs, lowest first
    wordings: Mapping[Disposition, Wording]
    coaching: Mapping[Disposition, Coaching]
    sources: Mapping[str, Citation]
    questions: tuple[Question, ...]
    findings: tuple[Label, ...]
    suspects: tuple[Label, ...]
    causes: tuple[Cause, ...]
    scores: tuple[Score, ...]
    advice: tuple[Advice, ...]
    traits: tuple[Label, ...]
    exercises: tuple[Exercise, ...]
    dosage: Dosage | None
    rules: tuple[Rule, ...]
    also_reads: tuple[str, ...] = ()  # languages of cells, besides its own
    uses: tuple[OwnUse, ...] = ()
    body_map: BodyMap | None = None
    hazards: tuple[Hazard, ...] = ()
    promises: tuple[Promise, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    reading_exceptions: Mapping[str, str] = field(default_factory=dict)  # word -> its plain synonym
    versions: tuple[VersionStep, ...] = ()  # earlier ones whose answers can be read, newest first
    digest: str = ""

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def screens(self) -> tuple[tuple[Question, ...], ...]:
        """The questions in asking order, each together with those that join its screen."""
        screens: list[tuple[Question, ...]] = []
        for question in self.questions:
            begun = screens.pop() if question.joins else ()
            screens.append((*begun, question))
        return tuple(screens)

    @cached_property
    def screen(self) -> Mapping[str, int]:
        """The place among `screens` of the one that a question is on, by its id."""
        return {question.id: n for n, screen in enumerate(self.screens) for question in screen}

    @cached_property
    def finding(self) -> Mapping[str, Label]:
        """Findings by id."""
        return {finding.id: finding for finding in self.findings}

    @cached_property
    def suspect(self) -> Mapping[str, Label]:
        """Suspects by id."""
        return {suspect.id: suspect for suspect in self.suspects}

    @cached_property
    def cause(self) -> Mapping[str, Cause]:
        """Causes by id."""
        return {cause.id: cause for cause in self.causes}

    @cached_property
    def score(self) -> Mapping[str, Score]:
        """Scores by id."""
        return {score.id: score for score in self.scores}

    @cached_property
    def advice_item(self) -> Mapping[str, Advice]:
        """Advice items by id."""
        return {advice.id: advice for advice in self.advice}

    @cached_property
    def trait(self) -> Mapping[str, Label]:
        """Traits by id."""
        return {trait.id: trait for trait in self.traits}

    @cached_property
    def exercise(self) -> Mapping[str, Exercise]:
        """Exercises by id."""
        return {exercise.id: exercise for exercise in self.exercises}

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def grade_points(self) -> Mapping[str, int]:
        """The points each grade needs."""
        return dict(self.grades)

    def concluding(self, kind: type[C]) -> tuple[tuple[Rule, C], ...]:
        """Return the rules with that kind of conclusion, in pack order, each with it."""
        found = self._concluding.get(kind)
        if found is None:
            found = tuple((rule, rule.then) for rule in self.rules if isinstance(rule.then, kind))
            self._concluding[kind] = found
        return found

    @cached_property
    def _concluding(self) -> dict[type[Any], tuple[tuple[Rule, Any], ...]]:
        return {}

    @cached_property
    def _by_conclusion(self) -> Mapping[Conclusion, tuple[Rule, ...]]:
        found: dict[Conclusion, list[Rule]] = {}
        for rule in self.rules:
            key: Conclusion = rule.then
            if isinstance(key, Evidence):
                key = Evidence(key.cause, 1)
            elif isinstance(key, Points):
                key = Points(key.score, 1)
            found.setdefault(key, []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def rules_for_finding(self, finding: str) -> tuple[Rule, ...]:
        """Return the rules that conclude a finding, in pack order."""
        return self._by_conclusion.get(Finding(finding), ())

    def rules_for_cause(self, cause: str) -> tuple[Rule, ...]:
        """Return the rules that give points to a cause, in pack order."""
        return self._by_conclusion.get(Evidence(cause, 1), ())

    def rules_for(self, atom: FindingIs | SumAtom) -> tuple[Rule, ...]:
        """Return the rules that bear on a finding, cause or score, in pack order."""
        match atom:
            case FindingIs(finding):
                return self.rules_for_finding(finding)
            case CauseIs(cause):
                return self.rules_for_cause(cause)
        return self._by_conclusion.get(Points(atom.score, 1), ())

    def tally(self, atom: SumAtom) -> tuple[tuple[tuple[Rule, int], ...], int]:
        """Return the rules that add up to an atom, each with its points, and how many it needs."""
        weighed = tuple(
            (rule, rule.then.points)
            for rule in self.rules_for(atom)
            if isinstance(rule.then, Evidence | Points)
        )
        return weighed, (
            self.grade_points[atom.grade] if isinstance(atom, CauseIs) else atom.points
        )

    def label_of(self, item: tuple[str, str | None]) -> str:
        """Return the label of a question, or of one box of it."""
        question, option = self.question[item[0]], item[1]
        return question.label if option is None else question.option(option).label

    def gates(self, item: tuple[str, str | None]) -> tuple[Condition, ...]:
        """Return the conditions under which an item is asked; each that is NO rules it out."""
        return self.question[item[0]].gates(item[1])

    def grade(self, points: int) -> str | None:
        """Return the highest grade those points reach, or None."""
        reached = [grade for grade, needed in self.grades if points >= needed]
        return reached[-1] if reached else None
