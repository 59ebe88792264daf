"""A drawing is small, whole and harmless, and a report holds those of what it offers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given

from tests.knowledge.small import small_pack
from tests.report.pictures.drawings import (
    HOSTILE,
    PACK,
    checked,
    checked_map,
    exercises,
    map_of,
    poses,
    title_of,
)
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.exercise import Exercise
from triage.model.skeleton.pose import (
    Pose,
)
from triage.programme.plan import plan
from triage.report.pictures.figures import draw
from triage.report.pictures.illustrated import illustrated
from triage.report.view.pictures import figures_view
from triage.report.view.report import view


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


def test_a_report_draws_what_it_offers_and_nothing_else() -> None:
    """Offered exercises have their drawings on the page; the tree holds none."""
    text = (
        "{answers: {pain_location: lower, emergency_signs: none, nerve_signs: none, "
        "body_signs: none, wee_skin_signs: none, age: 34, sex: male, onset: gradual, "
        "history: none, course: better, pain_days: 12, spread: none, "
        "pelvic_health: none, pain_pattern: none, medicines: none, limits: none, "
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
    assert "<svg" not in str(report)
