"""A rule pack: one body of knowledge, checked, with its fingerprint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from triage.model.body_map import BodyMap
from triage.model.coaching import Coaching
from triage.model.condition import Condition
from triage.model.disposition import Disposition
from triage.model.exercise import Dosage, Exercise, OwnUse
from triage.model.question import Question
from triage.model.rule import Add, Advise, Conclusion, Evidence, Finding, Hold, RedFlag, Rule
from triage.model.versions import VersionStep

C = TypeVar("C", Finding, RedFlag, Evidence, Advise, Hold, Add)


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
    """Something a runner can do or avoid, in plain words."""

    id: str
    label: str
    text: str
    kind: str
    sources: tuple[str, ...]
    for_cause: str | None = None
    up_to: Disposition = Disposition.SEE_PHYSIO  # the most urgent it is still right at


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a pack words one disposition: what to do first, whom to contact, how soon."""

    title: str
    do_first: str
    contact: str
    how_soon: str
    check_again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A way the pack could do harm, and what is done against it. Scores run from 1 to 5."""

    id: str
    hazard: str
    cause: str
    effect: str
    severity: int
    likelihood_before: int
    likelihood_after: int
    control: str
    rules: tuple[str, ...]
    vignettes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something a pack promises of every sheet that meets a condition.

    When `when` is YES, it is `at_least` so urgent; when only "not sure" keeps it from being NO, at
    least `if_unsure`. While `when` is not NO, the traits `holds` are held.
    """

    id: str
    title: str
    when: Condition
    at_least: Disposition | None = None
    if_unsure: Disposition | None = None
    holds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at_least is None and self.if_unsure is None and not self.holds:
            raise ValueError(f"{self.id} promises nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A reviewed exception to a general property of rule bases: what is excepted, and why."""

    property: str
    item: str
    why: str


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
        return tuple((rule, rule.then) for rule in self.rules if isinstance(rule.then, kind))

    @cached_property
    def _by_conclusion(self) -> Mapping[Conclusion, tuple[Rule, ...]]:
        found: dict[Conclusion, list[Rule]] = {}
        for rule in self.rules:
            key: Conclusion = rule.then
            if isinstance(key, Evidence):
                key = Evidence(key.cause, 1)
            found.setdefault(key, []).append(rule)
        return {key: tuple(rules) for key, rules in found.items()}

    def rules_for_finding(self, finding: str) -> tuple[Rule, ...]:
        """Return the rules that conclude a finding, in pack order."""
        return self._by_conclusion.get(Finding(finding), ())

    def rules_for_cause(self, cause: str) -> tuple[Rule, ...]:
        """Return the rules that give points to a cause, in pack order."""
        return self._by_conclusion.get(Evidence(cause, 1), ())

    def grade(self, points: int) -> str | None:
        """Return the highest grade those points reach, or None."""
        reached = [grade for grade, needed in self.grades if points >= needed]
        return reached[-1] if reached else None
