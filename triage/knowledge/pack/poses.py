"""The poses of an exercise, as written -> Pose values a body can take.

Rule 1: what a later pose does not say stays as it was in the pose before.
Rule 2: what a pose rests on touches the floor, and nothing goes through it.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.errors import Location
from triage.knowledge.yaml.form import Entry, Form
from triage.knowledge.yaml.shape import Field, Listing, Number, OneOf, Record, Text, one_of_values
from triage.model.skeleton.body import bodies_of, contacts, radius_of
from triage.model.skeleton.pose import (
    ANGLES,
    LIMBS,
    PARTS,
    Pose,
    View,
    Wall,
    both_parts,
    both_sides,
)

TOLERANCE = 3.0
"""How far from the floor a part may be that rests on it, in hundredths of the body's height."""


def _angle(name: str) -> Field:
    least, most, doc = ANGLES[name]
    if name in LIMBS:
        doc += "; of both sides"
    return Field(Number(whole=False, least=least, most=most), doc, False)


POSE = Record(
    "pose",
    {
        "label": Field(Text(), "the word below the drawing: Start"),
        "shows": Field(Text(), "what the drawing shows, for people who cannot see it"),
        "view": Field(
            one_of_values(View), "where it is seen from (default side); one for all", False
        ),
        "joints": Field(
            Record("set of joints", {name: _angle(name) for name in ANGLES}),
            "angles in degrees from standing upright with the arms down",
            False,
        ),
        "rests_on": Field(
            Listing(OneOf(PARTS)), "what touches the floor; it is levelled on the first two", False
        ),
        "moves": Field(Listing(OneOf(PARTS)), "what an arrow follows from the pose before", False),
        "wall": Field(one_of_values(Wall), "where a wall is", False),
        "lift": Field(Number(whole=False, least=0, most=60), "how far above the floor", False),
        "ahead": Field(Number(whole=False, least=-60, most=60), "how far it moved ahead", False),
    },
)


def read_poses(entries: Sequence[Entry], exercise: str, form: Form) -> tuple[Pose, ...]:
    """Return the poses of one exercise; `form` notes what is wrong with them."""
    poses: list[Pose] = []
    for entry in entries:
        if not entry.is_sound:
            return ()
        pose = _pose(entry, poses[-1] if poses else None)
        poses.append(pose)
        name = f"the pose '{pose.label}' of {exercise}"
        if "view" in entry and pose.view is not poses[0].view:
            form.fault(
                f"{name} is seen from a different side than the first",
                entry["view"].where,
                f"write '{poses[0].view.value}', or leave it out",
            )
        if pose.moves and len(poses) == 1:
            form.fault(
                f"{name} is the first, so nothing has moved yet",
                entry.where,
                "move 'moves' to the pose after it",
            )
        if pose.lift and pose.rests_on:
            form.fault(
                f"{name} both rests on the floor and is lifted off it",
                entry["lift"].where,
                "remove 'lift', or write 'rests_on: []'",
            )
        else:
            _on_the_floor(pose, name, entry.where, form)
    return tuple(poses)


def _pose(entry: Entry, before: Pose | None) -> Pose:
    angles = dict(before.angles) if before else {}
    written = {name: float(degrees) for name, degrees in entry.get("joints", {}).items()}
    angles |= both_sides(written)
    rests_on = before.rests_on if before else ()
    view, wall = (before.view, before.wall) if before else (View.SIDE, None)
    return Pose(
        label=str(entry["label"]),
        shows=str(entry["shows"]),
        view=View(str(entry["view"])) if "view" in entry else view,
        angles=tuple(sorted((name, degrees) for name, degrees in angles.items() if degrees)),
        rests_on=tuple(str(part) for part in entry.get("rests_on", rests_on)),
        moves=tuple(str(part) for part in entry.get("moves", ())),
        wall=Wall(str(entry["wall"])) if "wall" in entry else wall,
        lift=float(entry.get("lift", 0)),
        ahead=float(entry.get("ahead", 0)),
    )


def _on_the_floor(pose: Pose, name: str, where: Location, form: Form) -> None:
    (body,) = bodies_of((pose,))
    heights = {point: body[point][2] - radius_of(point) for point in body.points}
    for part in pose.rests_on:
        for one in both_parts(part):
            gap = min(heights[point] for point in contacts(one))
            if gap > TOLERANCE:
                form.fault(
                    f"{name} leaves the {_words(one)} {gap:.0f} above the floor it rests on",
                    where,
                    "bend the joints that lead there, or take it out of 'rests_on'",
                )
    point = min(heights, key=lambda point: heights[point])
    if heights[point] < -TOLERANCE:
        form.fault(
            f"{name} puts the {_words(point)} {-heights[point]:.0f} below the floor",
            where,
            "bend the joints that lead there, or let it rest on the floor",
        )


def _words(part: str) -> str:
    """Return a part of the body in words, without the numbers that count the spine."""
    return part.rstrip("_0123456789").replace("_", " ")
