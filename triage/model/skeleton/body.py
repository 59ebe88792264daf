"""Where the parts of a body are in a pose: forward kinematics of one plain skeleton.

Lengths are hundredths of the body's height. Axes: x ahead of the runner, y to the runner's left,
z up. A body is built from the pelvis outwards in the standing frame; every joint turns the frame of
what is attached to it. Then the body is levelled until the parts it rests on touch the floor
(z = 0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, atan2, cos, hypot, radians, sin

from triage.model.skeleton.pose import SIDES, Pose, both_parts

Point = tuple[float, float, float]
Frame = tuple[Point, Point, Point]  # the rows of a rotation
Angle = Callable[[str], float]  # the name of an angle -> radians

LENGTH: Mapping[str, float] = {
    "pelvis": 6,
    "spine": 23.5,
    "neck": 4.5,
    "head": 8.5,
    "upper_arm": 16.5,
    "forearm": 14.5,
    "hand": 5,
    "thigh": 24.5,
    "shin": 24,
    "foot": 10.5,
}
HIP_HALF, SHOULDER_HALF, SHOULDER_DROP = 4.6, 9.4, 1.5
VERTEBRAE = 5
FLANK = (4.4, 3.8, 3.7, 4.2, 5, 5.4)  # half the width between the flanks, from the pelvis up
RADIUS: Mapping[str, float] = {
    "head": 5.4,
    "neck": 2.6,
    "back": 5,
    "belly": 4.6,
    "hips": 5.2,
    "shoulder": 3.1,
    "elbow": 2.3,
    "hand": 1.8,
    "fingers": 1.2,
    "hip": 4.4,
    "knee": 3.2,
    "ankle": 2.2,
    "toes": 1.5,
}
_SAME: Frame = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


@dataclass(frozen=True, slots=True)
class Body:
    """The points of a body in space, by name: joints by side, `spine_0` to `spine_5`, `crown`."""

    points: Mapping[str, Point]
    nose: Point  # a unit vector to where the face looks

    def __getitem__(self, name: str) -> Point:
        return self.points[name]

    def lowest(self) -> float:
        """Return the height of its lowest point, flesh included."""
        return min(point[2] - radius_of(name) for name, point in self.points.items())


@cache
def radius_of(point: str) -> float:
    """Return how thick the body is around one of its points."""
    name = point.removeprefix("left_").removeprefix("right_")
    if name.startswith(("spine", "flank")):
        return RADIUS["back"]
    return RADIUS[{"skull": "head", "crown": "head", "neck_base": "neck"}.get(name, name)]


def bodies_of(poses: Sequence[Pose]) -> tuple[Body, ...]:
    """Return the body in each pose, one laid over the other where both rest on the same part.

    Without such a part, what the earlier pose rests on first stays above its place. `ahead` of a
    pose is counted from there.
    """
    bodies: list[Body] = []
    for number, pose in enumerate(poses):
        body = _settled(_grown(dict(pose.angles)), pose)
        before = _singly(poses[number - 1] if number else pose)
        shared = [part for part in _singly(pose) if part in before]
        anchor = next(iter((*shared, *before)), "hips")
        x, y = _place(body, anchor)
        to_x, to_y = _place(bodies[-1], anchor) if bodies else (0, 0)
        bodies.append(_moved(body, (to_x + pose.ahead - x, to_y - y, 0)))
    return tuple(bodies)


@cache
def contacts(part: str) -> tuple[str, ...]:
    """Return the points by which a part can touch the floor, the one it is placed by first."""
    if part in ("back", "belly"):
        spine, levels = ("spine_4", range(6)) if part == "back" else ("spine_1", range(3))
        flanks = [f"{side}_flank_{level}" for level in levels for side in SIDES]
        return (spine, *flanks) if part == "back" else (spine, *flanks, "hips")
    side, _, limb = part.partition("_")
    if limb in ("foot", "hand"):
        ends = ("ankle", "toes") if limb == "foot" else ("hand", "fingers")
        return tuple(f"{side}_{end}" for end in ends)
    groups = {
        "hips": ("hips", "left_hip", "right_hip", "spine_0"),
        "neck": (f"spine_{VERTEBRAE}",),
        "head": ("skull", "crown"),
    }
    return groups.get(part, (part,))


# -- growing a body --------------------------------------------------------------------------------


def _grown(angles: Mapping[str, float]) -> Body:
    def angle(name: str) -> float:
        return radians(angles.get(name, 0))

    points: dict[str, Point] = {"hips": (0, 0, 0)}
    pelvis = _times(_about_y(angle("lean")), _about_z(angle("turn")))
    for side, way in zip(SIDES, (1, -1), strict=True):
        _leg(points, pelvis, angle, side, way)
    frame, place = pelvis, _along(points["hips"], pelvis, (0, 0, LENGTH["pelvis"]))
    bend = _times(_about_y(angle("spine") / VERTEBRAE), _about_z(angle("twist") / VERTEBRAE))
    for number, width in enumerate(FLANK):
        if number:
            frame = _times(frame, bend)
            place = _along(place, frame, (0, 0, LENGTH["spine"] / VERTEBRAE))
        points[f"spine_{number}"] = place
        for side, way in zip(SIDES, (1, -1), strict=True):
            points[f"{side}_flank_{number}"] = _along(place, frame, (0, way * width, 0))
    for side, way in zip(SIDES, (1, -1), strict=True):
        _arm(points, frame, angle, side, way)
    half = _times(frame, _about_y(angle("neck") / 2))
    skull = _times(frame, _about_y(angle("neck")))
    points["skull"] = _along(place, half, (0.3, 0, LENGTH["neck"] + 2))
    points["crown"] = _along(points["skull"], skull, (0.4, 0, LENGTH["head"] - 5))
    return Body(points, _along((0, 0, 0), skull, (1, 0, 0)))


def _leg(points: dict[str, Point], frame: Frame, angle: Angle, side: str, way: int) -> None:
    frame_hip = _along(points["hips"], frame, (0, way * HIP_HALF, 0))
    thigh = _ball(frame, angle, f"{side}_hip", way)
    shin = _times(thigh, _about_y(angle(f"{side}_knee")))
    foot = _times(shin, _about_y(-angle(f"{side}_ankle")))
    points[f"{side}_hip"] = frame_hip
    points[f"{side}_knee"] = knee = _along(frame_hip, thigh, (0, 0, -LENGTH["thigh"]))
    points[f"{side}_ankle"] = ankle = _along(knee, shin, (0, 0, -LENGTH["shin"]))
    points[f"{side}_toes"] = _along(ankle, foot, (LENGTH["foot"], 0, -0.7))


def _arm(points: dict[str, Point], frame: Frame, angle: Angle, side: str, way: int) -> None:
    top = points[f"spine_{VERTEBRAE}"]
    shoulder = _along(top, frame, (0, way * SHOULDER_HALF, -SHOULDER_DROP))
    upper = _ball(frame, angle, f"{side}_shoulder", way)
    fore = _times(upper, _about_y(-angle(f"{side}_elbow")))
    points[f"{side}_shoulder"] = shoulder
    points[f"{side}_elbow"] = elbow = _along(shoulder, upper, (0, 0, -LENGTH["upper_arm"]))
    points[f"{side}_hand"] = hand = _along(elbow, fore, (0, 0, -LENGTH["forearm"]))
    palm = _times(fore, _about_y(-angle(f"{side}_wrist")))
    points[f"{side}_fingers"] = _along(hand, palm, (0, 0, -LENGTH["hand"]))


def _ball(frame: Frame, angle: Angle, joint: str, way: int) -> Frame:
    """Return the frame of what a ball joint moves: turned, then moved out, then forwards."""
    swung = _times(_about_y(-angle(joint)), _about_x(way * angle(f"{joint}_out")))
    return _times(frame, _times(swung, _about_z(way * angle(f"{joint}_turn"))))


# -- setting it on the floor -----------------------------------------------------------------------


def _settled(body: Body, pose: Pose) -> Body:
    """Return the body levelled on what it rests on and set on the floor, or lifted off it."""
    resting = [both_parts(part) for part in pose.rests_on]
    if len(resting) > 1:
        pair: list[str] = []
        for _ in range(4):  # what is lowest may change while it turns
            touching = [_touching(body, parts) for parts in resting[:2]]
            if touching == pair:
                break
            pair = touching
            body = _level(body, *pair)
    if resting:
        lowest = _touching(body, resting[0])
        floor = body[lowest][2] - radius_of(lowest)
    else:
        floor = body.lowest()
    return _moved(body, (0, 0, pose.lift - floor))


def _singly(pose: Pose) -> list[str]:
    return [one for part in pose.rests_on for one in both_parts(part)]


def _place(body: Body, part: str) -> tuple[float, float]:
    x, y, _ = body[contacts(part)[0]]
    return x, y


def _touching(body: Body, parts: Iterable[str]) -> str:
    names = [name for part in parts for name in contacts(part)]
    return min(names, key=lambda name: body[name][2] - radius_of(name))


def _level(body: Body, one: str, other: str) -> Body:
    """Return the body tipped ahead or to the side so that both points touch the same floor."""
    (x1, y1, z1), (x2, y2, z2) = body[one], body[other]
    is_ahead = abs(x2 - x1) >= abs(y2 - y1)
    flat, rise = x2 - x1 if is_ahead else y2 - y1, z2 - z1
    wanted, far = radius_of(other) - radius_of(one), hypot(flat, rise)
    if far <= abs(wanted):
        return body
    turn = atan2(rise, abs(flat)) - asin(wanted / far)
    if is_ahead:
        frame = _about_y(turn if flat > 0 else -turn)
    else:
        frame = _about_x(-turn if flat > 0 else turn)
    return _mapped(body, lambda p: _turned(frame, p), _turned(frame, body.nose))


def _moved(body: Body, step: Point) -> Body:
    return _mapped(body, lambda p: (p[0] + step[0], p[1] + step[1], p[2] + step[2]), body.nose)


def _mapped(body: Body, move: Callable[[Point], Point], nose: Point) -> Body:
    return Body({name: move(point) for name, point in body.points.items()}, nose)


# -- turning ---------------------------------------------------------------------------------------


def _about_x(angle: float) -> Frame:
    c, s = cos(angle), sin(angle)
    return (1, 0, 0), (0, c, -s), (0, s, c)


def _about_y(angle: float) -> Frame:
    c, s = cos(angle), sin(angle)
    return (c, 0, s), (0, 1, 0), (-s, 0, c)


def _about_z(angle: float) -> Frame:
    c, s = cos(angle), sin(angle)
    return (c, -s, 0), (s, c, 0), (0, 0, 1)


def _turned(frame: Frame, p: Point) -> Point:
    (a, b, c), (d, e, f), (g, h, i) = frame
    x, y, z = p
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _times(one: Frame, other: Frame) -> Frame:
    (a, b, c), (d, e, f), (g, h, i) = other
    x, y, z = _turned(one, (a, d, g)), _turned(one, (b, e, h)), _turned(one, (c, f, i))
    return (x[0], y[0], z[0]), (x[1], y[1], z[1]), (x[2], y[2], z[2])


def _along(start: Point, frame: Frame, step: Point) -> Point:
    """Return where a step in a turned frame leads to."""
    x, y, z = _turned(frame, step)
    return start[0] + x, start[1] + y, start[2] + z
