"""Exercises, and the programme they are chosen for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from triage.model.skeleton.pose import Pose


class ExerciseKind(Enum):
    """A rung of the strength ladder, a flexibility exercise, or another way to do a rung."""

    STRENGTH = "strength"
    FLEXIBILITY = "flexibility"
    VARIANT = "variant"


class Side(Enum):
    """How an exercise treats left and right."""

    BOTH = "both"
    LEFT_AND_RIGHT = "left_and_right"
    ALTERNATING = "alternating"


class UseWhen(Enum):
    """When a variant takes the place of the exercise it varies: the uses that every pack has."""

    EASIER = "easier"
    OUTDOORS = "outdoors"

    @property
    def id(self) -> str:
        """What a pack calls it."""
        return self.value


@dataclass(frozen=True, slots=True)
class OwnUse:
    """A use that one pack has: its variants are offered only where a rule adds them.

    `way` is what reports call such a variant, as in "another way" to do an exercise.
    """

    id: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise of the catalogue. Its `traits` decide what can hold it."""

    id: str
    name: str
    kind: ExerciseKind
    side: Side
    aim: str
    cues: tuple[str, ...]
    dose: str
    stop_rule: str
    easier: str | None
    harder: str | None
    traits: tuple[str, ...]
    causes: tuple[str, ...]
    sources: tuple[str, ...]
    note: str | None = None
    variant_of: str | None = None
    use_when: UseWhen | OwnUse | None = None
    poses: tuple[Pose, ...] = ()  # how it is drawn, from start to end

    def __post_init__(self) -> None:
        if (self.kind is ExerciseKind.VARIANT) != (self.variant_of is not None):
            raise ValueError(f"{self.id}: a variant, and only a variant, names what it varies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of a programme in numbers: sessions, sets of each exercise, repetitions of a set."""

    sessions_min: int
    sessions_max: int
    sets_min: int
    sets_max: int
    repetitions_min: int
    repetitions_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosage:
    """How a programme is done: how many exercises, how much of each, and how to build up.

    `weeks` describes the plan in words; `calendar` has the same weeks in numbers, or is empty.
    `first_says` is what a report says of an exercise that a runner starts with.
    """

    first: int  # how many rungs of the ladder a runner starts with
    sets: int
    repetitions_min: int
    repetitions_max: int
    progression: str
    flexibility: str
    runs: str
    stop_rule: str
    weeks: tuple[str, ...]
    calendar: tuple[Week, ...] = ()
    first_says: str | None = None

    def __post_init__(self) -> None:
        if self.calendar and len(self.calendar) != len(self.weeks):
            raise ValueError("the weeks in words and in numbers are not as many")
