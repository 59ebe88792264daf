"""Poses that disagree with their traits: what a drawing shows against what its exercise says.

A trait that has the name of a posture is compared with the drawing; other traits are not. The
postures are geometry: angles of the trunk, and what touches the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import acos, degrees, hypot

from triage.assurance.checks.remarks import Remark, Topic
from triage.model.pack import Pack
from triage.model.skeleton.body import VERTEBRAE, Body, bodies_of
from triage.model.skeleton.pose import Pose

ROUNDED, ARCHED, TWISTED, BENT = 20, 10, 20, 45
"""Degrees from which a posture shows. A back arches less far than it rounds."""


@dataclass(frozen=True, slots=True)
class Posture:
    """Something a pose can show. `name` is also the trait of exercises that have it."""

    name: str
    what: str  # completes: "a pose ..."
    shows: Callable[[Pose, Body], bool]


def _angle(pose: Pose, name: str) -> float:
    return dict(pose.angles).get(name, 0)


def _is_bent_forward(pose: Pose, body: Body) -> bool:
    """Say whether someone on their feet leans the trunk ahead."""
    on_feet = bool(pose.rests_on) and all(part.endswith(("foot", "feet")) for part in pose.rests_on)
    (x, y, z), (x0, y0, z0) = body[f"spine_{VERTEBRAE}"], body["spine_0"]
    ahead, up = x - x0, z - z0
    return on_feet and ahead > 0 and degrees(acos(up / hypot(ahead, y - y0, up))) >= BENT


POSTURES = (
    Posture(
        "spine_flexion",
        f"rounds the spine by {ROUNDED} degrees or more",
        lambda pose, _: _angle(pose, "spine") >= ROUNDED,
    ),
    Posture(
        "spine_extension",
        f"arches the spine by {ARCHED} degrees or more",
        lambda pose, _: _angle(pose, "spine") <= -ARCHED,
    ),
    Posture(
        "spine_rotation",
        f"twists the spine by {TWISTED} degrees or more",
        lambda pose, _: abs(_angle(pose, "twist")) >= TWISTED,
    ),
    Posture(
        "forward_bend",
        f"bends someone on their feet ahead by {BENT} degrees or more",
        _is_bent_forward,
    ),
    Posture(
        "impact",
        "has both feet off the floor and rests on nothing",
        lambda pose, _: not pose.rests_on,
    ),
    Posture("prone", "lies on the belly", lambda pose, _: "belly" in pose.rests_on),
    Posture("supine", "lies on the back", lambda pose, _: "back" in pose.rests_on),
)


def disagreeing(pack: Pack) -> Iterator[Remark]:
    """Find exercises whose drawing shows a posture without its trait, or the other way round."""
    for exercise in pack.exercises:
        drawn = list(zip(exercise.poses, bodies_of(exercise.poses), strict=True))
        for posture in POSTURES if drawn else ():
            if posture.name not in pack.trait:
                continue
            shows = any(posture.shows(pose, body) for pose, body in drawn)
            has = posture.name in exercise.traits
            if shows and not has:
                yield Remark(
                    Topic.CONFLICT,
                    f"{exercise.id}.{posture.name}",
                    f"a pose {posture.what}, and the exercise lacks this trait",
                    "add the trait, or correct the pose",
                )
            if has and not shows:
                yield Remark(
                    Topic.CONFLICT,
                    f"{exercise.id}.{posture.name}",
                    f"the exercise has this trait, and no pose {posture.what}",
                    "remove the trait, or correct the pose",
                )
