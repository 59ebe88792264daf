"""The pen: numbers -> the outlines and frame of an SVG drawing.

Everything here is made of numbers and of words that are escaped. Tones are classes, which the style
sheet of a page colours by day, by night and in forced colours; without one, greys stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import acos, atan2, cos, hypot, pi, radians, sin
from typing import NamedTuple

from markupsafe import Markup

from triage.model.skeleton.body import VERTEBRAE, Body, Point, radius_of
from triage.model.skeleton.pose import SIDES

Spot = tuple[float, float]  # on the drawing: to the right, downwards
TONES = {"far": "#a8b3bb", "body": "#6f7d88", "near": "#2b3945"}
TRUNK_WIDTH = 10.4
_NOSE = 5.6  # how far its tip is from the middle of the head


class Camera(NamedTuple):
    """Which way is right, up and towards the eye."""

    right: Point
    up: Point
    eye: Point

    def spot(self, p: Point) -> Spot:
        """Return where a point is on the drawing."""
        return _dot(self.right, p), -_dot(self.up, p)

    def depth(self, p: Point) -> float:
        """Return how near to the eye a point is."""
        return _dot(self.eye, p)


def camera(azimuth: float, height: float) -> Camera:
    """Return a camera that many degrees from the runner's right side to the front, and up."""
    a, h = radians(azimuth), radians(height)
    eye = (sin(a) * cos(h), -cos(a) * cos(h), sin(h))
    return Camera((cos(a), sin(a), 0), (-sin(a) * sin(h), cos(a) * sin(h), cos(h)), eye)


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


class Box(NamedTuple):
    """The part of a drawing's plane that is shown."""

    left: float
    top: float
    right: float
    bottom: float


def box_around(spots: Iterable[tuple[Spot, float]], margin: float) -> Box:
    """Return the box that holds circles of those middles and radii, with a margin."""
    held = list(spots)
    return Box(
        min(x - r for (x, _), r in held) - margin,
        min(y - r for (_, y), r in held) - margin,
        max(x + r for (x, _), r in held) + margin,
        max(y + r for (_, y), r in held) + margin,
    )


def svg(kind: str, box: Box, scale: float, title: str, content: str) -> Markup:
    """Return a drawing with an accessible title; `scale` is pixels for a unit."""
    width, height = box.right - box.left, box.bottom - box.top
    return Markup(
        '<svg class="{}" role="img" viewBox="{}" width="{}" height="{}"><title>{}</title>{}</svg>'
    ).format(
        kind,
        " ".join(number(value) for value in (box.left, box.top, width, height)),
        round(width * scale),
        round(height * scale),
        title,
        Markup(content),  # noqa: S704 - numbers and names of classes, made by `figures`, `bodymap`
    )


def number(value: float) -> str:
    """Return a number in the fewest digits a drawing needs."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def at(spot: Spot) -> str:
    """Return a spot as path data."""
    return f"{number(spot[0])} {number(spot[1])}"


def off(spot: Spot, far: float, way: float) -> Spot:
    """Return the spot that far off, in the direction of an angle."""
    return spot[0] + far * cos(way), spot[1] + far * sin(way)


def capsule(a: Spot, r: float, b: Spot, s: float) -> str:
    """Return the outline of two circles and of what lies between them."""
    far = hypot(b[0] - a[0], b[1] - a[1])
    if far <= abs(r - s) + 0.01:
        (x, y), big = (a, r) if r >= s else (b, s)
        return f"M{at((x - big, y))}{_arc(big, 1, (x + big, y))}{_arc(big, 1, (x - big, y))}Z"
    way, half = atan2(b[1] - a[1], b[0] - a[0]), acos((r - s) / far)
    one, other = way + half, way - half
    return (
        f"M{at(off(a, r, one))}{_arc(r, half < pi / 2, off(a, r, other))}"
        f"L{at(off(b, s, other))}{_arc(s, half > pi / 2, off(b, s, one))}Z"
    )


def _arc(r: float, is_large: int, end: Spot) -> str:
    return f"A{number(r)} {number(r)} 0 {int(is_large)} 1 {at(end)}"


# -- parts of a body -------------------------------------------------------------------------------


def limb(seen: Camera, body: Body, names: Sequence[str]) -> str:
    """Return the outline of a limb along its joints."""
    spots = [(seen.spot(body[name]), radius_of(name)) for name in names]
    return "".join(capsule(*one, *other) for one, other in pairwise(spots))


def head(seen: Camera, body: Body) -> str:
    """Return the outline of neck, nose and head."""
    skull, crown, nose = body["skull"], body["crown"], body.nose
    tip = (skull[0] + _NOSE * nose[0], skull[1] + _NOSE * nose[1], skull[2] + _NOSE * nose[2])
    neck, middle = seen.spot(body[f"spine_{VERTEBRAE}"]), seen.spot(skull)
    return (
        capsule(neck, radius_of("neck"), middle, radius_of("neck"))
        + capsule(middle, 1.6, seen.spot(tip), 0.9)
        + capsule(middle, 4.9, seen.spot(crown), radius_of("crown"))
    )


def trunk(seen: Camera, body: Body) -> str:
    """Return the line between the flanks, to be filled and drawn as wide as TRUNK_WIDTH."""
    levels = range(VERTEBRAE + 1)
    left, right = ([seen.spot(body[f"{side}_flank_{n}"]) for n in levels] for side in SIDES)
    return "M" + "L".join(at(spot) for spot in left + right[::-1]) + "Z"
