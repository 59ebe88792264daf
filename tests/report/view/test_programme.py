"""The programme of a report speaks in the words of its pack, where the pack has its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.knowledge.small import small_pack, small_texts
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.documents.book import book_view
from triage.report.formats.render import render_tree
from triage.report.view.programme import ExerciseView
from triage.report.view.report import view
from triage.resources import default_pack_folder, rules_folder
from triage.store.packs import load_pack
from triage.store.scaffold import STARTER
from triage.store.templates import environment

TODAY = date(2026, 11, 22)
WELL = "answers: {place: high, signs: none, tired: no}"
EXERCISES = small_texts()["exercises.yaml"]
OWN_WORDS = (
    "uses:\n  - {id: at_desk, way: a way at your desk}\n"
    + EXERCISES.replace("first: 1\n", "first: 1\n  first_says: your one to begin with\n")
).replace("use_when: easier", "use_when: at_desk")


def exercises_of(pack: Pack, answers: str = WELL) -> dict[str, ExerciseView]:
    """Return the exercises in the report on a runner, by id. WELL has nothing against it."""
    sheet = read_sheet(answers, "sheet", pack)
    assessment = Engine(pack).assess(sheet.answers)
    report = view(assessment, plan(assessment, {}), sheet, TODAY)
    return {exercise["id"]: exercise for exercise in report["programme"]["exercises"]}


def said(macro: str, exercise: ExerciseView) -> str:
    """Return what the words of reports say of an exercise."""
    words = environment("md").get_template("words.j2").module
    return str(getattr(words, macro)(exercise))


@pytest.mark.parametrize(
    ("exercises", "way"),
    [(EXERCISES, "an easier way to do Plank"), (OWN_WORDS, "a way at your desk to do Plank")],
)
def test_a_variant_is_called_what_its_pack_calls_it(exercises: str, way: str) -> None:
    """A use of the pack has its words; what every pack has is worded beside the templates."""
    variant = exercises_of(small_pack({"exercises.yaml": exercises}))["wall_plank"]
    assert said("variant", variant) == way


@pytest.mark.parametrize(
    ("exercises", "reason"),
    [(EXERCISES, "one to start with"), (OWN_WORDS, "your one to begin with")],
)
def test_the_first_exercises_are_called_what_the_pack_calls_them(
    exercises: str, reason: str
) -> None:
    """How many a runner starts with is the pack's, and so are the words for them."""
    first = exercises_of(small_pack({"exercises.yaml": exercises}))["plank"]
    assert said("reason", first) == reason


def test_an_exercise_that_comes_forward_says_for_which_cause_and_why() -> None:
    """Tired: the plank helps with fatigue, and the rule that points to fatigue says so."""
    plank = exercises_of(small_pack(), WELL.replace("tired: no", "tired: yes"))["plank"]
    why = "It helps with a possible cause: “fatigue”. Tired muscles hold less."
    assert said("reason_in", plank) == why


def test_an_exercise_that_a_rule_adds_says_what_the_rule_says() -> None:
    """The reason is the sentence of the rule, addressed to the runner."""
    wall = exercises_of(small_pack(), WELL.replace("tired: no", "tired: yes"))["wall_plank"]
    assert said("reason_in", wall) == "An easy hold does tired muscles good."


def test_without_a_cause_an_exercise_is_just_the_next_on_the_list() -> None:
    """No cause is made up for a runner who is well."""
    plank = exercises_of(small_pack())["plank"]
    assert plank["serves"] == []
    assert said("reason_in", plank).startswith("It is one of the first on the list")


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        (
            default_pack_folder(),
            "the first 4 of the ladder that nothing holds, each called “one of",
        ),
        (
            rules_folder() / STARTER,
            "the first 2 of the ladder that nothing holds, each called “one",
        ),
    ],
)
def test_a_book_says_how_many_a_runner_starts_with(folder: Path, words: str) -> None:
    """A reviewer reads the number and the words of the pack."""
    tree = book_view(load_pack(folder), {}, None, TODAY)
    assert words in render_tree(tree, "book.md.j2", environment("md"))
