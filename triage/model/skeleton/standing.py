"""The body as a map of it shows it: standing, the arms a little away from the sides."""

from __future__ import annotations

from functools import cache

from triage.model.skeleton.body import bodies_of, radius_of
from triage.model.skeleton.pose import SIDES, Pose

STANDING = Pose(
    label="",
    shows="",
    angles=tuple(
        (f"{side}_{joint}", degrees)
        for side in SIDES
        for joint, degrees in (("shoulder_out", 14), ("hip_out", 4), ("hip_turn", 12))
    ),
)


@cache
def reach(axis: int) -> tuple[float, float]:
    """Return how far the standing body reaches along an axis, the least first."""
    (body,) = bodies_of((STANDING,))
    ends = [(p[axis], radius_of(name)) for name, p in body.points.items()]
    return min(at - r for at, r in ends), max(at + r for at, r in ends)
