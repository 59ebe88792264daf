"""Which exercises, in which order and dose, and why each one is in or out.

The rules of the article the catalogue comes from: start at the top of the ladder, take the first
few the runner can do slowly, without pain and in good form; build up repetitions, then move on to
harder ones. What helps the runner's own causes comes before what helps none, a likely cause before
a possible one; among those alike, the ladder decides. What is held is never offered, and every
exercise of the catalogue gets its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from triage.model.assessment import Assessment, HeldTrait
from triage.model.disposition import HIGHEST_WITH_PROGRAMME
from triage.model.exercise import Dosage, Exercise, ExerciseKind, UseWhen


class Reason(Enum):
    """Why an exercise is in the programme or out of it."""

    # in
    FIRST = "first"  # among the first, in the runner's order, that are not held and not failed
    FLEXIBILITY = "flexibility"
    ADDED = "added"  # a rule offers it beyond the first
    STEP = "step"  # an easier way towards an exercise that did not go well
    OUTDOORS = "outdoors"  # another way to do an exercise that is in
    # out
    NEXT = "next"  # in line, to swap in when one of the first hurts
    HELD = "held"  # a rule holds one of its traits, or cannot rule out that it must
    FAILED = "failed"  # the runner tried it and it did not go well
    NOT_NEEDED = "not_needed"  # a variant that is not needed now
    WITHHELD = "withheld"  # no programme at all


IN = frozenset({Reason.FIRST, Reason.FLEXIBILITY, Reason.ADDED, Reason.STEP, Reason.OUTDOORS})


class Withheld(Enum):
    """Why there is no programme."""

    URGENT = "urgent"  # someone must look first
    INCOMPLETE = "incomplete"  # a red flag is still open
    NONE_LEFT = "none_left"  # everything is held or failed
    NO_CATALOGUE = "no_catalogue"  # the pack has no exercises


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One exercise of the catalogue, in or out, and why.

    `holds` lists what holds it; `rule` is the rule that adds it; `instead_of` the exercise a
    variant belongs to. `serves` are the runner's causes that put it before exercises without any.
    """

    exercise: Exercise
    reason: Reason
    holds: tuple[HeldTrait, ...] = ()
    rule: str | None = None
    instead_of: str | None = None
    serves: tuple[str, ...] = ()

    @property
    def is_in(self) -> bool:
        """The exercise is offered."""
        return self.reason in IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Every exercise of the catalogue, in or out, in the runner's order; and how to do those in.

    In that order come those that a rule adds, then those that help the runner's causes, then the
    others; each time as in the catalogue.
    """

    choices: tuple[Choice, ...]
    dosage: Dosage | None
    withheld: Withheld | None

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The exercises that are in, in the runner's order."""
        return tuple(choice for choice in self.choices if choice.is_in)

    def because(self, *reasons: Reason) -> tuple[Choice, ...]:
        """Return the choices made for any of these reasons, in the runner's order."""
        return tuple(choice for choice in self.choices if choice.reason in reasons)


def plan(assessment: Assessment, tried: Mapping[str, bool]) -> Programme:
    """Return the programme for an assessed runner.

    `tried` says of exercises the runner tried whether they went slowly, without pain and in good
    form. A programme is withheld above `HIGHEST_WITH_PROGRAMME`, while a red flag is open, and when
    nothing is left to offer.
    """
    pack = assessment.pack
    withheld = _withheld(assessment)
    if withheld is not None:
        choices = [Choice(exercise=e, reason=Reason.WITHHELD) for e in pack.exercises]
        return Programme(choices=tuple(choices), dosage=pack.dosage, withheld=withheld)
    assert pack.dosage is not None  # a pack with exercises has a dosage
    served = {exercise.id: _served(exercise, assessment) for exercise in pack.exercises}
    ordered = sorted(pack.exercises, key=lambda exercise: -served[exercise.id][0])
    places = pack.dosage.first
    decided: dict[str, Choice] = {}
    for exercise in ordered:
        if exercise.kind is not ExerciseKind.VARIANT:
            choice = _choose(exercise, assessment, tried, places > 0)
            places -= choice.reason is Reason.FIRST
            decided[exercise.id] = choice
    for exercise in ordered:
        if exercise.kind is ExerciseKind.VARIANT:
            decided[exercise.id] = _choose_variant(exercise, assessment, tried, decided)
    choices = []
    for exercise in sorted(ordered, key=lambda exercise: exercise.id not in assessment.added):
        choice = decided[exercise.id]
        serves = served[exercise.id][1] if choice.reason in IN | {Reason.NEXT} else ()
        choices.append(replace(choice, serves=serves))
    nothing = not any(choice.is_in for choice in choices)
    return Programme(
        choices=tuple(choices),
        dosage=pack.dosage,
        withheld=Withheld.NONE_LEFT if nothing else None,
    )


def _withheld(assessment: Assessment) -> Withheld | None:
    if not assessment.pack.exercises:
        return Withheld.NO_CATALOGUE
    if assessment.disposition > HIGHEST_WITH_PROGRAMME:
        return Withheld.URGENT
    return None if assessment.complete else Withheld.INCOMPLETE


def _served(exercise: Exercise, assessment: Assessment) -> tuple[int, tuple[str, ...]]:
    """Return the highest grade, from 1, of the causes the exercise helps, and those that have it.

    The grade is 0 where it helps none that has a grade.
    """
    grades = {grade: place for place, (grade, _) in enumerate(assessment.pack.grades, start=1)}
    helped = {
        result.cause: grades[result.grade]
        for result in assessment.causes
        if result.grade is not None and result.cause in exercise.causes
    }
    highest = max(helped.values(), default=0)
    return highest, tuple(cause for cause, grade in helped.items() if grade == highest)


def _obstacle(
    exercise: Exercise, assessment: Assessment, tried: Mapping[str, bool]
) -> Choice | None:
    holds = tuple(held for held in assessment.held if held.trait in exercise.traits)
    if holds:
        return Choice(exercise=exercise, reason=Reason.HELD, holds=holds)
    if tried.get(exercise.id) is False:
        return Choice(exercise=exercise, reason=Reason.FAILED)
    return None


def _choose(
    exercise: Exercise, assessment: Assessment, tried: Mapping[str, bool], has_place: bool
) -> Choice:
    obstacle = _obstacle(exercise, assessment, tried)
    if obstacle is not None:
        return obstacle
    if exercise.kind is ExerciseKind.FLEXIBILITY:
        return Choice(exercise=exercise, reason=Reason.FLEXIBILITY)
    if has_place:
        return Choice(exercise=exercise, reason=Reason.FIRST)
    adding = _adding(exercise, assessment)
    if adding is not None:
        return Choice(exercise=exercise, reason=Reason.ADDED, rule=adding)
    return Choice(exercise=exercise, reason=Reason.NEXT)


def _choose_variant(
    exercise: Exercise,
    assessment: Assessment,
    tried: Mapping[str, bool],
    decided: Mapping[str, Choice],
) -> Choice:
    varied = exercise.variant_of
    assert varied is not None  # a variant names what it varies
    obstacle = _obstacle(exercise, assessment, tried)
    if obstacle is not None:
        return obstacle
    adding = _adding(exercise, assessment)
    if adding is not None:
        return Choice(exercise=exercise, reason=Reason.ADDED, rule=adding, instead_of=varied)
    parent = decided[varied]
    reason = Reason.NOT_NEEDED
    if exercise.use_when is UseWhen.EASIER and parent.reason is Reason.FAILED:
        reason = Reason.STEP
    elif exercise.use_when is UseWhen.OUTDOORS and parent.is_in:
        reason = Reason.OUTDOORS
    return Choice(exercise=exercise, reason=reason, instead_of=varied)


def _adding(exercise: Exercise, assessment: Assessment) -> str | None:
    """Return the first fired rule that adds the exercise."""
    if exercise.id not in assessment.added:
        return None
    return next(
        firing.rule.id
        for firing in assessment.trace
        if getattr(firing.rule.then, "exercise", None) == exercise.id
    )
