"""Regions -> a map of the body from the front and from the back, with those places marked.

A place is marked by an outline and hatching as well as by colour, and stands beside its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup

from triage.model.skeleton.body import Body, bodies_of, radius_of
from triage.model.skeleton.pose import SIDES, Pose
from triage.report.pictures.drawing import (
    TRUNK_WIDTH,
    Camera,
    box_around,
    camera,
    head,
    limb,
    number,
    svg,
    trunk,
)
from triage.report.pictures.figures import LIMBS

_STANDING = Pose(
    label="",
    shows="",
    angles=tuple(
        (f"{side}_{joint}", degrees)
        for side in SIDES
        for joint, degrees in (("shoulder_out", 14), ("hip_out", 4), ("hip_turn", 12))
    ),
)
_SKIN, _SORE = "#c9d2d8", "#b3241a"
_SCALE, _MARGIN, _HATCH = 2.0, 2.0, 3.0


class Place(NamedTuple):
    """An ellipse on the body, in hundredths of its height; across is to the runner's left."""

    view: str
    across: float
    up: float
    wide: float
    high: float


VIEWS: Mapping[str, Camera] = {"front": camera(90, 0), "back": camera(-90, 0)}
PLACES: Mapping[str, tuple[Place, ...]] = {
    "neck": (Place("back", 0, 82, 7.5, 3.4),),
    "upper_back": (Place("back", 0, 73, 8.5, 5),),
    "middle_back": (Place("back", 0, 64.6, 7.5, 2.9),),
    "lower_back": (Place("back", 0, 58, 7.5, 3.2),),
    "left_flank": (Place("back", 6.4, 61.5, 2.6, 5.5),),
    "right_flank": (Place("back", -6.4, 61.5, 2.6, 5.5),),
    "buttocks": (Place("back", 4.3, 50.7, 3.9, 3.6), Place("back", -4.3, 50.7, 3.9, 3.6)),
    "chest": (Place("front", 0, 73.5, 7.5, 5),),
    "upper_tummy": (Place("front", 0, 64.5, 6, 4),),
}


def body_map(regions: Iterable[str], title: str) -> Markup | None:
    """Return a drawing of front and back with the places of `regions` marked; None for no region.

    The front is on the left. Both are always there: a map also shows where it does not hurt.
    """
    named = set(regions)
    wanted = [place for region, places in PLACES.items() if region in named for place in places]
    if not wanted:
        return None
    (body,) = bodies_of((_STANDING,))
    box = box_around(
        [(VIEWS["front"].spot(p), radius_of(name)) for name, p in body.points.items()], _MARGIN
    )
    content = ""
    for place_of, (view, seen) in enumerate(VIEWS.items()):
        marks = [
            _mark(p._replace(across=p.across * seen.right[1])) for p in wanted if p.view == view
        ]
        shift = number(place_of * (box.right - box.left))
        content += f'<g transform="translate({shift} 0)">{_skin(seen, body)}{"".join(marks)}</g>'
    both = box._replace(right=box.right + (len(VIEWS) - 1) * (box.right - box.left))
    return svg("bodymap", both, _SCALE, title, content)


def _skin(seen: Camera, body: Body) -> str:
    outline = head(seen, body) + "".join(
        limb(seen, body, [f"{side}_{joint}" for joint in chain])
        for side in SIDES
        for chain in LIMBS
    )
    return (
        f'<path class="skin" fill="{_SKIN}" d="{outline}"/>'
        f'<path class="skin" fill="{_SKIN}" stroke="{_SKIN}" stroke-width="{TRUNK_WIDTH}" '
        f'stroke-linejoin="round" d="{trunk(seen, body)}"/>'
    )


def _mark(place: Place) -> str:
    """Return an ellipse, outlined, tinted and hatched."""
    x, y, wide, high = place.across, -place.up, place.wide, place.high
    ends = f"{number(wide)} {number(high)} 0 1 1"
    ring = (
        f"M{number(x - wide)} {number(y)}A{ends} {number(x + wide)} {number(y)}"
        f"A{ends} {number(x - wide)} {number(y)}Z"
    )
    return (
        f'<path class="sore" fill="{_SORE}" fill-opacity=".3" stroke="{_SORE}" '
        f'd="{ring}{_hatching(place)}"/>'
    )


def _hatching(place: Place) -> str:
    """Return slanting lines across an ellipse: where y = offset - x meets its outline."""
    x, y, wide, high = place.across, -place.up, place.wide, place.high
    reach, lines, step = sqrt(wide**2 + high**2), "", _HATCH * sqrt(2)
    count = int(reach / step)
    for place_of in range(-count, count + 1):
        c = place_of * step
        half = wide * high * sqrt(max(0.0, reach**2 - c**2)) / reach**2
        middle = c * wide**2 / reach**2
        one, other = middle - half, middle + half
        lines += (
            f"M{number(x + one)} {number(y + c - one)}L{number(x + other)} {number(y + c - other)}"
        )
    return lines
