"""The exercises of the pack have poses that a body can take; what it cannot take is a fault."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.knowledge.small import small_pack, small_texts
from tests.report.pictures.drawings import (
    exercises,
)
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack
from triage.knowledge.pack.poses import TOLERANCE
from triage.model.exercise import Exercise
from triage.model.skeleton.body import bodies_of, contacts, radius_of
from triage.model.skeleton.pose import (
    View,
    both_parts,
    both_sides,
)


@exercises
def test_every_exercise_has_a_start_and_an_end(exercise: Exercise) -> None:
    """A runner sees where each exercise begins and where it leads, each in its own words."""
    assert len(exercise.poses) >= 2
    assert len({pose.label for pose in exercise.poses}) == len(exercise.poses)
    assert all(pose.shows.endswith(".") for pose in exercise.poses)
    for before, after in pairwise(exercise.poses):
        assert before.angles != after.angles


@exercises
def test_no_body_floats_or_sinks(exercise: Exercise) -> None:
    """What a pose rests on touches the floor, and no part of the body is below it."""
    for pose in exercise.poses:
        (body,) = bodies_of((pose,))
        assert body.lowest() >= -TOLERANCE
        for part in pose.rests_on:
            for one in both_parts(part):
                assert min(body[n][2] - radius_of(n) for n in contacts(one)) <= TOLERANCE
        if not pose.rests_on:
            assert body.lowest() == pytest.approx(pose.lift)


@exercises
def test_what_stays_on_the_floor_stays_in_its_place(exercise: Exercise) -> None:
    """A hand or foot that carries the runner in both drawings is in the same place in both."""
    for (before, one), (after, other) in pairwise(
        zip(exercise.poses, bodies_of(exercise.poses), strict=True)
    ):
        shared = [part for part in after.rests_on if part in before.rests_on]
        if shared:
            point = contacts(both_parts(shared[0])[0])[0]
            assert one[point][:2] == pytest.approx(other[point][:2])


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        ("joints: {kneee: 20}", "has no key 'kneee'", "write 'knee'"),
        ("joints: {knee: 170}", "170 is out of range", "write a number from 0 to 155"),
        ("rests_on: [left_feet]", "cannot be 'left_feet'", "write one of: head, neck"),
        ("view: under", "cannot be 'under'", "write one of: side, front, above, corner"),
        ("joints: {lean: 90}, rests_on: [hips]", "below the floor", "bend the joints"),
        (
            "rests_on: [hips, back, feet], joints: {lean: -90, hip: 90}",
            "above the floor it rests on",
            "take it out of 'rests_on'",
        ),
        ("moves: [head]", "nothing has moved yet", "move 'moves' to the pose after it"),
        ("rests_on: [feet], lift: 9", "is lifted off it", "remove 'lift'"),
    ],
)
def test_a_pose_that_no_body_can_take_is_a_fault(written: str, what: str, fix: str) -> None:
    """A bad pose is reported with its place and a remedy, like everything else in a pack."""
    poses = f"[{{label: Start, shows: Here., {written}}}, {{label: End, shows: There.}}]"
    text = small_texts()["exercises.yaml"].replace(
        "causes: [fatigue], sources: [BOOK]}",
        f"causes: [fatigue], poses: {poses}, sources: [BOOK]}}",
    )
    with pytest.raises(PackFault) as caught:
        build_pack(small_texts({"exercises.yaml": text}), "pack")
    fault = next(fault for fault in caught.value.faults if what in fault.what)
    assert fix in fault.fix
    assert (fault.where.file, fault.where.line > 0) == ("pack/exercises.yaml", True)


def test_a_single_pose_is_not_enough_for_an_exercise() -> None:
    """An exercise that is drawn has a start and an end."""
    text = small_texts()["exercises.yaml"].replace(
        "causes: [fatigue], sources: [BOOK]}",
        "causes: [fatigue], poses: [{label: Start, shows: Here.}], sources: [BOOK]}",
    )
    with pytest.raises(PackFault, match="write at least 2"):
        build_pack(small_texts({"exercises.yaml": text}), "pack")


def test_a_later_pose_says_only_what_changes() -> None:
    """Joints, contacts and view that a pose leaves out are those of the pose before."""
    poses = (
        "[{label: Start, shows: Here., view: front, rests_on: [feet], joints: {shoulder: 90, "
        "elbow: 20}}, {label: End, shows: There., joints: {left_shoulder: 10, elbow: 0}}]"
    )
    text = small_texts()["exercises.yaml"].replace(
        "causes: [fatigue], sources: [BOOK]}",
        f"causes: [fatigue], poses: {poses}, sources: [BOOK]}}",
    )
    start, end = small_pack({"exercises.yaml": text}).exercise["plank"].poses
    assert dict(start.angles) == both_sides({"shoulder": 90, "elbow": 20})
    assert dict(end.angles) == {"left_shoulder": 10, "right_shoulder": 90}
    assert (end.view, end.rests_on) == (View.FRONT, ("feet",))
