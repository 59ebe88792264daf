"""Regions -> a map of the body from every view of a pack, with those regions marked.

A place is marked by an outline and hatching as well as by colour, and is shown beside its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

from markupsafe import Markup

from triage.model.body_map import BodyMap, Place, SeenFrom
from triage.model.skeleton.body import Body, bodies_of, radius_of
from triage.model.skeleton.pose import SIDES
from triage.model.skeleton.standing import STANDING
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

_SKIN, _SORE = "#c9d2d8", "#b3241a"
_SCALE, _MARGIN, _HATCH = 2.0, 2.0, 3.0
_CAMERAS: Mapping[SeenFrom, Camera] = {
    SeenFrom.FRONT: camera(90, 0),
    SeenFrom.BACK: camera(-90, 0),
    SeenFrom.LEFT: camera(180, 0),
    SeenFrom.RIGHT: camera(0, 0),
}


def body_map(drawn: BodyMap | None, regions: Iterable[str], title: str) -> Markup | None:
    """Return a drawing of every view with the places of `regions` marked; None for no region.

    The views are drawn side by side, those without a mark too: a map also shows where it does not
    hurt. Without a map there is nothing to draw.
    """
    named = set(regions)
    known = drawn.regions if drawn else ()
    wanted = [place for region in known if region.id in named for place in region.places]
    if drawn is None or not wanted:
        return None
    (body,) = bodies_of((STANDING,))
    views = [(view.seen_from, _CAMERAS[view.seen_from]) for view in drawn.views]
    box = box_around(
        [
            (seen.spot(point), radius_of(name))
            for _, seen in views
            for name, point in body.points.items()
        ],
        _MARGIN,
    )
    content = ""
    for place_of, (seen_from, seen) in enumerate(views):
        marks = [_mark(place, seen) for place in wanted if place.view is seen_from]
        shift = number(place_of * (box.right - box.left))
        content += f'<g transform="translate({shift} 0)">{_skin(seen, body)}{"".join(marks)}</g>'
    all_views = box._replace(right=box.right + (len(views) - 1) * (box.right - box.left))
    return svg("bodymap", all_views, _SCALE, title, content)


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


def _mark(place: Place, seen: Camera) -> str:
    """Return an ellipse, outlined, tinted and hatched."""
    ahead, left, _ = seen.right
    x = place.across * (ahead if place.view.is_from_a_side else left)
    y, wide, high = -place.up, place.wide, place.high
    ends = f"{number(wide)} {number(high)} 0 1 1"
    ring = (
        f"M{number(x - wide)} {number(y)}A{ends} {number(x + wide)} {number(y)}"
        f"A{ends} {number(x - wide)} {number(y)}Z"
    )
    return (
        f'<path class="sore" fill="{_SORE}" fill-opacity=".3" stroke="{_SORE}" '
        f'd="{ring}{_hatching(x, y, wide, high)}"/>'
    )


def _hatching(x: float, y: float, wide: float, high: float) -> str:
    """Return slanting lines across an ellipse: where y = offset - x meets its outline."""
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
