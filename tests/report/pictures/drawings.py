"""Poses to draw, and what every drawing must be."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import strategies as st

from triage.model.skeleton.pose import (
    ANGLES,
    LIMBS,
    PARTS,
    Pose,
    View,
)
from triage.report.pictures.bodymap import body_map
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

MOST_BYTES = 2500
PACK = load_pack(default_pack_folder())
HOSTILE = "</title><script>alert('1')</script>&"
exercises = pytest.mark.parametrize("exercise", PACK.exercises, ids=lambda e: e.id)


def sided() -> list[str]:
    """The names of every angle a pose holds: of the trunk, and of limbs by side."""
    return [name for name in ANGLES if name not in LIMBS]


@st.composite
def poses(draw_from: st.DrawFn) -> Pose:
    """Any pose within the bounds of the joints, resting on anything."""
    angles = {
        name: draw_from(st.integers(ANGLES[name].least, ANGLES[name].most))
        for name in draw_from(st.sets(st.sampled_from(sided())))
    }
    return Pose(
        label="End",
        shows="A body.",
        view=draw_from(st.sampled_from(View)),
        angles=tuple(sorted(angles.items())),
        rests_on=tuple(draw_from(st.lists(st.sampled_from(PARTS), max_size=3, unique=True))),
        moves=tuple(draw_from(st.lists(st.sampled_from(PARTS), max_size=2, unique=True))),
    )


def checked(svg: str, most_bytes: int = MOST_BYTES) -> ElementTree.Element:
    """Return the root of a drawing that is well formed, small, and asks for nothing."""
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg"
    for element in root.iter():
        assert element.tag in {"svg", "title", "g", "path"}
        assert not {"href", "src", "style", "id"} & element.attrib.keys()
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not any("url(" in value for value in element.attrib.values())
        if element.tag == "path":
            assert re.fullmatch(r"[MLHVAQZ0-9 .-]+", element.attrib["d"])
    assert len(svg.encode()) <= most_bytes
    return root


def checked_map(svg: str) -> ElementTree.Element:
    """Return the root of a map, which is two drawings in one."""
    return checked(svg, 2 * MOST_BYTES)


def title_of(root: ElementTree.Element) -> str:
    """Return the accessible name of a drawing."""
    assert root.attrib["role"] == "img"
    first = root[0]
    assert first.tag == "title"
    return first.text or ""


def map_of(*regions: str, title: str = "Here") -> str:
    """Return the map of those regions, which is there."""
    drawn = body_map(PACK.body_map, regions, title)
    assert drawn is not None
    return drawn
