"""The drawings: every exercise has them, bodies stay bodies, an SVG is small and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import dist
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import small_pack, small_texts
from triage.engine.assess import Engine
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack
from triage.knowledge.pack.poses import TOLERANCE
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers, Tick, Ticks
from triage.model.exercise import Exercise
from triage.model.pack import Pack
from triage.model.question import REGIONS
from triage.model.skeleton.body import LENGTH, VERTEBRAE, Body, bodies_of, contacts, radius_of
from triage.model.skeleton.pose import (
    ANGLES,
    LIMBS,
    PARTS,
    SIDES,
    Pose,
    View,
    both_parts,
    both_sides,
)
from triage.programme.plan import plan
from triage.report.formats.render import to_json
from triage.report.pictures.bodymap import PLACES, VIEWS, body_map
from triage.report.pictures.figures import draw
from triage.report.pictures.illustrated import illustrated
from triage.report.view.pictures import body_map_view, figures_view
from triage.report.view.report import view
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


# -- what the pack shows ---------------------------------------------------------------------------


@exercises
def test_every_exercise_has_a_start_and_an_end(exercise: Exercise) -> None:
    """A runner sees where each exercise begins and where it leads, told apart by their words."""
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


# -- a body stays a body ---------------------------------------------------------------------------


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


def test_a_joint_beyond_its_bounds_is_no_pose() -> None:
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


# -- an SVG ----------------------------------------------------------------------------------------


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


@exercises
def test_a_drawing_is_small_whole_and_named(exercise: Exercise) -> None:
    """Each drawing is well formed, and its title says the exercise, the pose and what it shows."""
    for pose, svg in zip(exercise.poses, draw(exercise.name, exercise.poses), strict=True):
        assert title_of(checked(svg)) == f"{exercise.name}, {pose.label}: {pose.shows}"


@exercises
def test_the_drawings_of_an_exercise_are_of_one_size(exercise: Exercise) -> None:
    """Side by side, a body is as large in the end as it was at the start."""
    frames = {
        tuple(checked(svg).attrib[name] for name in ("viewBox", "width", "height"))
        for svg in draw(exercise.name, exercise.poses)
    }
    assert len(frames) == 1


@exercises
def test_nothing_is_drawn_outside_the_frame(exercise: Exercise) -> None:
    """No limb and no arrow is cut off."""
    for svg in draw(exercise.name, exercise.poses):
        root = checked(svg)
        left, top, width, height = map(float, root.attrib["viewBox"].split())
        for path in root.iter("path"):
            for x, y in re.findall(r"[MLQ](-?[\d.]+) (-?[\d.]+)", path.attrib["d"]):
                assert left - 0.1 <= float(x) <= left + width + 0.1
                assert top - 0.1 <= float(y) <= top + height + 0.1


@given(poses(), poses())
def test_any_two_poses_can_be_drawn(one: Pose, other: Pose) -> None:
    """No pose within bounds breaks a drawing or makes it large."""
    other = replace(other, view=one.view)
    for svg in draw("Any", (one, other)):
        checked(svg)


@exercises
def test_the_same_poses_give_the_same_bytes(exercise: Exercise) -> None:
    """A drawing depends on its poses alone."""
    drawn = draw(exercise.name, exercise.poses)
    draw.cache_clear()
    assert draw(exercise.name, exercise.poses) == drawn


def test_words_of_a_pack_never_become_markup() -> None:
    """A hostile name is the text of a title, whatever it holds."""
    pose = Pose(label=HOSTILE, shows=HOSTILE)
    (svg,) = draw(HOSTILE, (pose,))
    assert HOSTILE in title_of(checked(svg))
    assert title_of(checked_map(map_of("lower_back", title=HOSTILE))) == HOSTILE


def test_an_exercise_without_poses_has_no_drawing() -> None:
    """A pack need not draw anything."""
    assert draw("Plank", ()) == ()
    assert [figures_view(exercise) for exercise in small_pack().exercises] == [[], [], []]


# -- the body map ----------------------------------------------------------------------------------


def map_of(*regions: str, title: str = "Here") -> str:
    """Return the map of those regions, which is there."""
    drawn = body_map(regions, title)
    assert drawn is not None
    return drawn


def marks(svg: str) -> list[list[ElementTree.Element]]:
    """Return the marks on the front of a map, and those on its back."""
    return [
        [path for path in side.iter("path") if path.attrib["class"] == "sore"]
        for side in checked_map(svg).iter("g")
    ]


def middle(mark: ElementTree.Element) -> float:
    """Return how far across its side of the map a mark begins."""
    found = re.match(r"M(\S+)", mark.attrib["d"])
    assert found
    return float(found[1])


def test_every_region_has_a_place() -> None:
    """What a pack may name, a map can mark."""
    assert set(PLACES) == set(REGIONS)


@given(st.sets(st.sampled_from(REGIONS), min_size=1, max_size=4))
def test_a_map_marks_exactly_the_regions_named(regions: set[str]) -> None:
    """Each place of each region is marked on its side of the body, and nothing else."""
    drawn = map_of(*sorted(regions))
    named = [place.view for region in regions for place in PLACES[region]]
    assert [len(side) for side in marks(drawn)] == [named.count(view) for view in VIEWS]
    assert map_of(*regions) == drawn


def test_left_is_left_when_seen_from_behind() -> None:
    """The left flank is on the left of a back, as the runner would point to it."""
    _, (left,) = marks(map_of("left_flank"))
    _, (right,) = marks(map_of("right_flank"))
    assert middle(left) < middle(right)


def test_a_mark_is_more_than_a_colour() -> None:
    """A place has an outline and hatching, so that it shows without colour."""
    _, (mark,) = marks(map_of("lower_back"))
    assert mark.attrib["stroke"]
    assert mark.attrib["d"].count("L") >= 3


def test_a_map_of_nothing_is_no_drawing() -> None:
    """Nothing is drawn of a body that nobody said hurts."""
    assert body_map([], "Here") is None


def located(pack: Pack) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Every option of a pack that names regions: question, option, regions, label."""
    return [
        (q.id, o.id, o.regions, o.label) for q in pack.questions for o in q.options if o.regions
    ]


def test_every_place_of_the_pack_is_on_the_map() -> None:
    """Each answer to where it hurts marks a place."""
    question = PACK.question["pain_location"]
    assert all(option.regions for option in question.options)


@pytest.mark.parametrize(("question", "option", "regions", "label"), located(PACK))
def test_an_answer_marks_the_regions_of_its_option(
    question: str, option: str, regions: tuple[str, ...], label: str
) -> None:
    """The map of an answer is the map of what the pack says of it, beside its words."""
    shown = body_map_view(PACK, Answers({question: option}))
    assert shown is not None
    assert shown["places"] == [label]
    assert body_map(shown["regions"], label) == map_of(*regions, title=label)


def test_without_an_answer_there_is_no_map() -> None:
    """Nothing is marked that nobody said, nor for an answer that names no place."""
    assert body_map_view(PACK, Answers()) is None
    assert body_map_view(PACK, Answers({"onset": "gradual"})) is None


def test_ticked_boxes_are_marked_and_others_are_not() -> None:
    """Of a checklist, the boxes that are yes are on the map."""
    text = small_texts()["questions.yaml"].replace(
        "denies: you have no fever}", "denies: you have no fever, regions: [chest]}"
    )
    pack = small_pack({"questions.yaml": text})
    for tick, is_shown in ((Tick.YES, True), (Tick.NO, False), (Tick.UNSURE, False)):
        answers = Answers({"signs": Ticks((("fever", tick),))})
        assert (body_map_view(pack, answers) is not None) == is_shown


# -- in a report -----------------------------------------------------------------------------------


def test_a_report_draws_what_it_offers_and_nothing_else() -> None:
    """Offered exercises have their drawings on the page; the tree holds none."""
    text = (
        "{answers: {pain_location: lower, emergency_signs: none, nerve_signs: none, "
        "body_signs: none, wee_skin_signs: none, age: 34, sex: male, onset: gradual, "
        "history: none, course: better, pain_days: 12, spread: none, "
        "pain_score: 3, pain_behaviour: none, load: none, form_lower: none, daily_life: none}}"
    )
    sheet = read_sheet(text, "sheet", PACK)
    assessment = Engine(PACK).assess(sheet.answers)
    report = view(assessment, plan(assessment, sheet.tried), sheet, date(2026, 11, 22))
    offered = [e for e in report["programme"]["exercises"] if e["is_in"]]
    assert offered
    for exercise in report["programme"]["exercises"]:
        wanted = PACK.exercise[exercise["id"]].poses if exercise["is_in"] else ()
        assert [figure["label"] for figure in exercise["figures"]] == [p.label for p in wanted]
    assert report["body_map"] is not None
    page = illustrated(report, PACK)
    for exercise in page["programme"]["exercises"]:
        for figure in exercise["figures"]:
            assert f", {figure['label']}: " in figure["svg"].partition("</title>")[0]
    assert page["body_map"]["svg"].startswith("<svg")
    assert "<svg" not in to_json(report)


# -- bad poses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        ("joints: {kneee: 20}", "has no key 'kneee'", "write 'knee'"),
        ("joints: {knee: 170}", "170 is out of range", "write a number from 0 to 155"),
        ("rests_on: [left_feet]", "cannot be 'left_feet'", "write 'left_knee'"),
        ("view: under", "cannot be 'under'", "write one of: side, front, above, corner"),
        ("joints: {lean: 90}, rests_on: [hips]", "below the floor", "bend the joints"),
        (
            "rests_on: [hips, back, feet], joints: {lean: -90, hip: 90}",
            "above the floor it rests on",
            "take it out of 'rests_on'",
        ),
        ("moves: [head]", "nothing has moved yet", "move 'moves' to the pose after it"),
        ("rests_on: [feet], lift: 9", "is lifted off it", "take 'lift' away"),
    ],
)
def test_a_pose_nobody_can_take_is_a_fault(written: str, what: str, fix: str) -> None:
    """A bad pose is told with its place and a remedy, like everything else in a pack."""
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


def test_a_single_pose_is_no_exercise() -> None:
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
