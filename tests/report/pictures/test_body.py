"""A body stays a body in whatever pose."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest
from hypothesis import given

from tests.report.pictures.drawings import (
    poses,
)
from triage.model.skeleton.body import LENGTH, VERTEBRAE, Body, bodies_of
from triage.model.skeleton.pose import (
    PARTS,
    SIDES,
    Pose,
    both_parts,
    both_sides,
)


def bones(body: Body) -> dict[str, float]:
    """The length of every bone of a body, by its two ends."""
    chains = [[f"spine_{number}" for number in range(VERTEBRAE + 1)], ["hips", "spine_0"]]
    for side in SIDES:
        chains.append([f"{side}_{j}" for j in ("shoulder", "elbow", "hand", "fingers")])
        chains.append([f"{side}_{j}" for j in ("hip", "knee", "ankle", "toes")])
        chains.append(["hips", f"{side}_hip"])
        chains.append([f"spine_{VERTEBRAE}", f"{side}_shoulder"])
    return {f"{a}-{b}": dist(body[a], body[b]) for chain in chains for a, b in pairwise(chain)}


STANDING = bones(bodies_of((Pose(label="", shows=""),))[0])


@given(poses())
def test_no_pose_stretches_a_bone(pose: Pose) -> None:
    """Whatever the joints do, every bone keeps its length."""
    (body,) = bodies_of((pose,))
    assert bones(body) == pytest.approx(STANDING)
    assert body.points.keys() == bodies_of((Pose(label="", shows=""),))[0].points.keys()


def test_lengths_are_those_of_the_skeleton() -> None:
    """A thigh is as long as the table of lengths says."""
    assert STANDING["left_hip-left_knee"] == pytest.approx(LENGTH["thigh"])
    assert STANDING["right_elbow-right_hand"] == pytest.approx(LENGTH["forearm"])
    assert STANDING["hips-spine_0"] == pytest.approx(LENGTH["pelvis"])


def test_joints_bend_the_way_a_physio_measures_them() -> None:
    """Hip, knee, shoulder and elbow at 90 degrees point where they do on a person who stands."""
    angles = both_sides({"hip": 90, "knee": 90, "shoulder": 90, "elbow": 90})
    (body,) = bodies_of((Pose(label="", shows="", angles=tuple(angles.items())),))
    for side in SIDES:
        hip, knee, ankle = (body[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
        assert knee[0] - hip[0] == pytest.approx(LENGTH["thigh"])  # ahead
        assert ankle[2] - knee[2] == pytest.approx(-LENGTH["shin"])  # down
        elbow, hand = body[f"{side}_elbow"], body[f"{side}_hand"]
        assert elbow[0] - body[f"{side}_shoulder"][0] == pytest.approx(LENGTH["upper_arm"])
        assert hand[2] - elbow[2] == pytest.approx(LENGTH["forearm"])  # up


@given(poses())
def test_left_and_right_are_mirror_images(pose: Pose) -> None:
    """The same angles on the other side, turned the other way, give the mirror image."""
    swap = {"left": "right", "right": "left"}

    def other(name: str) -> str:
        side, _, rest = name.partition("_")
        return f"{swap[side]}_{rest}" if side in swap else name

    mirrored = tuple((other(n), -a if n in ("turn", "twist") else a) for n, a in pose.angles)
    one, two = (
        bodies_of((Pose(label="", shows="", angles=angles),))[0]
        for angles in (pose.angles, mirrored)
    )
    for name, (x, y, z) in one.points.items():
        assert two[other(name)] == pytest.approx((x, -y, z), abs=1e-6)


def test_a_joint_beyond_its_bounds_is_refused() -> None:
    """A knee that bends forwards cannot exist."""
    with pytest.raises(ValueError, match="left_knee cannot be -20"):
        Pose(label="End", shows="", angles=(("left_knee", -20),))
    with pytest.raises(ValueError, match="End: lean cannot be 181"):
        Pose(label="End", shows="", angles=(("lean", 181),))


def test_a_joint_of_a_made_pose_names_its_side() -> None:
    """ "knee" is for the author; a pose that is made says which knee."""
    with pytest.raises(ValueError, match="knee cannot be 20"):
        Pose(label="End", shows="", angles=(("knee", 20),))


@pytest.mark.parametrize("plural", ["hands", "elbows", "knees", "feet"])
def test_a_plural_stands_for_left_and_right(plural: str) -> None:
    """Every part that has two sides, and nothing else."""
    assert set(both_parts(plural)) <= set(PARTS) - {plural}
    assert len(both_parts(plural)) == 2
    assert both_parts("belly") == ("belly",)
