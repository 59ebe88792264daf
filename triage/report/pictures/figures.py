"""Poses -> drawings of an exercise, one style for all.

Rule 1: a drawing shows the body and what it rests on, never words; what it shows is its title.
Rule 2: far limbs are pale and near ones dark, which shows left and right without colour.
Rule 3: an arrow follows the way a part really takes, found by bending every joint half way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import atan2, hypot, pi

from markupsafe import Markup

from triage.model.skeleton.body import Body, Point, bodies_of, contacts, radius_of
from triage.model.skeleton.pose import SIDES, Pose, View, Wall, both_parts
from triage.report.pictures.drawing import (
    TONES,
    TRUNK_WIDTH,
    Camera,
    Spot,
    at,
    box_around,
    camera,
    head,
    limb,
    number,
    off,
    svg,
    trunk,
)

CAMERAS = {
    View.SIDE: camera(0, 0),
    View.FRONT: camera(90, 0),
    View.CORNER: camera(20, 30),
    View.ABOVE: camera(0, 65),
}
LIMBS = (("shoulder", "elbow", "hand", "fingers"), ("hip", "knee", "ankle", "toes"))
_MARGIN, _ROOM = 2.0, 8.5
_SCALE = 2.0  # pixels for a hundredth of the body's height
_LEAST_WAY = 12.0  # a shorter way is shown by an arrow beside the part instead


@lru_cache(maxsize=128)
def draw(name: str, poses: tuple[Pose, ...]) -> tuple[Markup, ...]:
    """Return a drawing of each pose, all of one size and laid over each other.

    Each is titled with `name`, the pose's label and what it shows. The same poses give the same
    bytes.
    """
    if not poses:
        return ()
    bodies = bodies_of(poses)
    seen = CAMERAS[poses[0].view]
    scene = _Scene(seen, bodies, poses)
    drawn = []
    for place, (pose, body) in enumerate(zip(poses, bodies, strict=True)):
        arrows = ""
        if place:
            arrows = _arrows(seen, (poses[place - 1], pose), (bodies[place - 1], body))
        content = scene.drawn() + _person(seen, body) + arrows
        title = f"{name}, {pose.label}: {pose.shows}"
        drawn.append(svg("drawing", scene.box, _SCALE, title, content))
    return tuple(drawn)


# -- the body --------------------------------------------------------------------------------------


def _person(seen: Camera, body: Body) -> str:
    """Return the body, farthest parts first."""
    flanks = [f"{side}_flank_{level}" for side in SIDES for level in (0, 5)]
    torso = _path("body", trunk(seen, body), TRUNK_WIDTH)
    parts = [
        (_depth(seen, body, flanks), torso),
        (_depth(seen, body, ["skull"]), _path("body", head(seen, body))),
    ]
    for side in SIDES:
        for chain in LIMBS:
            names = [f"{side}_{joint}" for joint in chain]
            path = _path(_tone(seen, body, side, chain), limb(seen, body, names))
            parts.append((_depth(seen, body, names), path))
    return "".join(path for _, path in sorted(parts, key=lambda part: part[0]))


def _path(tone: str, d: str, width: float = 0) -> str:
    grey = TONES[tone]
    line = f' stroke="{grey}" stroke-width="{width}" stroke-linejoin="round"' if width else ""
    return f'<path class="{tone}" fill="{grey}"{line} d="{d}"/>'


def _depth(seen: Camera, body: Body, names: Iterable[str]) -> float:
    depths = [seen.depth(body[name]) for name in names]
    return sum(depths) / len(depths)


def _tone(seen: Camera, body: Body, side: str, chain: Sequence[str]) -> str:
    """Return far or near for the limb of the far or near side; from the front, near if it is."""
    root = seen.depth(body[f"{side}_{chain[0]}"])
    ahead = root - sum(seen.depth(body[f"{one}_{chain[0]}"]) for one in SIDES) / len(SIDES)
    if abs(ahead) > 1:
        return "near" if ahead > 0 else "far"
    reach = seen.depth(body[f"{side}_{chain[1]}"]) - root
    return "near" if reach > 4 else "body"


# -- what is around it -----------------------------------------------------------------------------


class _Scene:
    """The floor and wall around all bodies of an exercise, and the box that holds everything."""

    def __init__(self, seen: Camera, bodies: Sequence[Body], poses: Sequence[Pose]) -> None:
        points = [(name, p) for body in bodies for name, p in body.points.items()]
        xs, ys = [p[0] for _, p in points], [p[1] for _, p in points]
        left, right, near, far = min(xs) - 6, max(xs) + 6, min(ys) - 6, max(ys) + 6
        corners: tuple[Point, ...] = (
            (left, near, 0),
            (right, near, 0),
            (right, far, 0),
            (left, far, 0),
        )
        self.floor = [seen.spot(corner) for corner in corners]
        self.wall = next((pose.wall for pose in poses if pose.wall), None)
        held = [(seen.spot(p), radius_of(name)) for name, p in points]
        held += [(spot, 0.0) for spot in self.floor]
        for pose, body in zip(poses, bodies, strict=True):
            for name in _tips(pose):
                held.append((seen.spot(body[name]), radius_of(name) + _ROOM))
        self.box = box_around(held, _MARGIN)

    def drawn(self) -> str:
        """Return the wall and the floor: a line from the side, a mat from above."""
        box, edge = self.box, [number(self.box.left + 1), number(self.box.right - 1)]
        lines, mat = "", ""
        heights = [spot[1] for spot in self.floor]
        if max(heights) - min(heights) < 0.1:
            lines = f"M{edge[0]} .4H{edge[1]}"
        else:
            mat = "M" + "L".join(at(spot) for spot in self.floor) + "Z"
        if self.wall is Wall.BEHIND:
            mat = f"M{edge[0]} {number(box.top)}H{edge[1]}V0H{edge[0]}Z"
        elif self.wall is Wall.BESIDE:
            lines += f"M{edge[1]} {number(box.top)}V.4"
        around = f'<path class="mat" fill="#a8b3bb" fill-opacity=".3" d="{mat}"/>' if mat else ""
        if lines:
            around += f'<path class="floor" fill="none" stroke="#a8b3bb" d="{lines}"/>'
        return around


# -- arrows ----------------------------------------------------------------------------------------


def _arrows(seen: Camera, poses: tuple[Pose, Pose], bodies: tuple[Body, Body]) -> str:
    before, pose = poses
    first, half = bodies_of((before, _between(before, pose)))
    ways = []
    for name in _tips(pose):
        start, middle, end = (seen.spot(body[name]) for body in (bodies[0], half, bodies[1]))
        shift = seen.spot(first[name])
        middle = middle[0] + start[0] - shift[0], middle[1] + start[1] - shift[1]
        ways.append(_arrow((start, middle, end), radius_of(name), not pose.rests_on))
    d = "".join(dict.fromkeys(ways))
    if not d:
        return ""
    return (
        '<path class="way" fill="none" stroke="#0a579b" stroke-width="1.4" stroke-linecap="round" '
        f'stroke-linejoin="round" d="{d}"/>'
    )


def _tips(pose: Pose) -> list[str]:
    """Return the points whose way is shown."""
    names = {"back": "spine_3", "head": "crown"}
    parts = [one for part in pose.moves for one in both_parts(part)]
    return [names.get(part, contacts(part)[0]) for part in parts]


def _between(before: Pose, after: Pose) -> Pose:
    one, other = dict(before.angles), dict(after.angles)
    names = dict.fromkeys((*one, *other))
    return Pose(
        label=after.label,
        shows=after.shows,
        angles=tuple((name, (one.get(name, 0) + other.get(name, 0)) / 2) for name in names),
        rests_on=after.rests_on,
        lift=(before.lift + after.lift) / 2,
        ahead=after.ahead / 2,
    )


def _arrow(way: tuple[Spot, Spot, Spot], r: float, is_airborne: bool) -> str:
    """Return a curve through the three spots of a way, clear of the part where it ends."""
    (x0, y0), (xm, ym), (x2, y2) = way
    if hypot(x2 - x0, y2 - y0) < _LEAST_WAY:
        return _short_arrow((x0, y0), (x2, y2), r, is_airborne)
    x1, y1 = 2 * xm - (x0 + x2) / 2, 2 * ym - (y0 + y2) / 2

    def spot(step: int) -> Spot:
        t = step / 40
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        return a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2

    clear = [s for s in map(spot, range(4, 41)) if hypot(s[0] - x2, s[1] - y2) > r + 2]
    if len(clear) < 12:
        return _short_arrow((x0, y0), (x2, y2), r, is_airborne)
    start, middle, end = clear[0], clear[len(clear) // 2], clear[-1]
    bend = 2 * middle[0] - (start[0] + end[0]) / 2, 2 * middle[1] - (start[1] + end[1]) / 2
    return f"M{at(start)}Q{at(bend)} {at(end)}" + _barbs(bend, end)


def _short_arrow(start: Spot, end: Spot, r: float, is_behind: bool) -> str:
    """Return a short straight arrow ahead of a part that moved a little, or behind it."""
    way = atan2(end[1] - start[1], end[0] - start[0])
    one, other = (-r - 8.5, -r - 1.5) if is_behind else (r + 1.8, r + 8.3)
    tail, tip = off(end, one, way), off(end, other, way)
    return f"M{at(tail)}L{at(tip)}" + _barbs(tail, tip)


def _barbs(start: Spot, end: Spot) -> str:
    way = atan2(end[1] - start[1], end[0] - start[0]) + pi
    return f"M{at(off(end, 3.2, way - 0.6))}L{at(end)}L{at(off(end, 3.2, way + 0.6))}"
