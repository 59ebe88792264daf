"""Poses: how a body stands, lies or moves in a drawing of an exercise, as joint angles.

The angles are those a physiotherapist measures from the neutral standing position: every joint at
0 is a person who stands upright with the arms hanging. Bounds are a little wider than what healthy
people reach, so that an impossible pose is a fault and a stretch is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class View(Enum):
    """Where a drawing is seen from: the runner's right side, in front, above, or a corner."""

    SIDE = "side"
    FRONT = "front"
    ABOVE = "above"
    CORNER = "corner"


class Wall(Enum):
    """Where a wall stands."""

    BEHIND = "behind"
    BESIDE = "beside"


class Range(NamedTuple):
    """How far a joint may go, in degrees, and which way is positive."""

    least: int
    most: int
    doc: str


TRUNK: Mapping[str, Range] = {
    "lean": Range(-180, 180, "pelvis: 0 upright, 90 face down, -90 lying on the back"),
    "turn": Range(-90, 90, "pelvis: about the body's own length, to the left"),
    "spine": Range(-60, 90, "rounds the back; less than 0 arches it"),
    "twist": Range(-70, 70, "turns the chest on the pelvis, to the left"),
    "neck": Range(-60, 60, "chin to chest; less than 0 looks up"),
}
LIMBS: Mapping[str, Range] = {
    "shoulder": Range(-60, 185, "arm forwards and up: 90 straight ahead, 180 past the head"),
    "shoulder_out": Range(-45, 180, "arm out to its side"),
    "shoulder_turn": Range(-90, 90, "arm about its own length, outwards"),
    "elbow": Range(0, 150, "bends the elbow"),
    "wrist": Range(-60, 100, "bends the hand back: 90 with the palm on the floor"),
    "hip": Range(-30, 130, "thigh forwards and up; less than 0 behind the body"),
    "hip_out": Range(-40, 60, "thigh out to its side; less than 0 across the other"),
    "hip_turn": Range(-50, 60, "thigh about its own length, outwards"),
    "knee": Range(0, 155, "bends the knee"),
    "ankle": Range(-80, 45, "pulls the toes up; less than 0 points the foot"),
}
SIDES = ("left", "right")
ANGLES: Mapping[str, Range] = {
    **TRUNK,
    **{
        name: bounds
        for joint, bounds in LIMBS.items()
        for name in (joint, *(f"{side}_{joint}" for side in SIDES))
    },
}
"""Every angle a pose may name. A limb's joint means both sides, `left_knee` one."""

PARTS = (
    "head", "neck", "back", "belly", "hips",
    "hands", "left_hand", "right_hand", "elbows", "left_elbow", "right_elbow",
    "knees", "left_knee", "right_knee", "feet", "left_foot", "right_foot",
)  # fmt: skip
"""Parts of the body that may rest on the floor or be followed by an arrow; plurals mean both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One position of an exercise, and what its drawing shows besides the body.

    `angles` holds the angles that are not 0, by name, those of limbs by side. `rests_on` names what
    touches the floor: the first is where the next pose is laid over this one, and the body is
    levelled until the second touches too. Without any, the lowest point is `lift` above the floor.
    `moves` names the parts whose way from the pose before is shown by an arrow. `lift` and `ahead`
    are hundredths of the body's height.
    """

    label: str
    shows: str
    view: View = View.SIDE
    angles: tuple[tuple[str, float], ...] = ()
    rests_on: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    wall: Wall | None = None
    lift: float = 0
    ahead: float = 0

    def __post_init__(self) -> None:
        for name, degrees in self.angles:
            least, most, _ = ANGLES[name]
            if name in LIMBS or not least <= degrees <= most:
                raise ValueError(f"{self.label}: {name} cannot be {degrees}")


def both_sides(angles: Mapping[str, float]) -> dict[str, float]:
    """Return angles with every limb's joint given by side; a side's own angle goes before both."""
    sided: dict[str, float] = {}
    for joint in LIMBS:
        if joint in angles:
            sided.update({f"{side}_{joint}": angles[joint] for side in SIDES})
    return {**sided, **{name: value for name, value in angles.items() if name not in LIMBS}}


def both_parts(part: str) -> tuple[str, ...]:
    """Return the parts that a plural means, or the part itself."""
    singular = {"hands": "hand", "elbows": "elbow", "knees": "knee", "feet": "foot"}.get(part)
    return tuple(f"{side}_{singular}" for side in SIDES) if singular else (part,)
