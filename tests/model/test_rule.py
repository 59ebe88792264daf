"""Rules, questions, exercises and conclusions that cannot be true cannot be made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from triage.model.disposition import Disposition
from triage.model.exercise import Exercise, ExerciseKind, Side
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import Evidence, RedFlag


def test_a_rule_without_a_source_cannot_be_made(ottawa: Pack) -> None:
    """Nobody could check it."""
    with pytest.raises(ValueError, match="RF-ANKLE-01: a rule without a source"):
        replace(ottawa.rule["RF-ANKLE-01"], sources=())


def test_being_unsure_is_never_more_urgent_than_being_sure() -> None:
    """A red flag whose `if_unsure` is above its disposition cannot be made."""
    with pytest.raises(ValueError, match="unsure cannot be more urgent"):
        RedFlag("fracture", Disposition.SEE_DOCTOR, Disposition.SAME_DAY)


@pytest.mark.parametrize("points", [0, 4, -1])
def test_evidence_is_weak_moderate_or_strong(points: int) -> None:
    """A rule gives a cause one, two or three points."""
    with pytest.raises(ValueError, match="1, 2 or 3 points"):
        Evidence("weak_core", points)


def test_a_number_question_has_a_span_and_no_options() -> None:
    """A question without a way to answer it cannot be made."""
    with pytest.raises(ValueError, match="age: a span belongs to a number question"):
        Question(id="age", kind=Kind.NUMBER, text="How old?", label="age")


def test_any_other_question_has_options() -> None:
    """A choice between nothing cannot be made."""
    with pytest.raises(ValueError, match="place: options belong to every question but a number"):
        Question(id="place", kind=Kind.CHOICE, text="Where?", label="place")


def test_an_option_a_question_lacks_is_not_found(ottawa: Pack) -> None:
    """Asking for an unknown option is an error, never an empty answer."""
    question = ottawa.question["pain_zone"]
    assert question.option("ankle").label == "Around the ankle bones"
    with pytest.raises(KeyError):
        question.option("knee")


def test_a_variant_names_what_it_varies() -> None:
    """An exercise that is another way to do nothing cannot be made."""
    with pytest.raises(ValueError, match="plank: a variant, and only a variant"):
        Exercise(
            id="plank", name="Plank", kind=ExerciseKind.VARIANT, side=Side.BOTH, aim="core",
            cues=("hold",), dose="30 s", stop_rule="pain", easier=None, harder=None, traits=(),
            causes=(), sources=("BOOK",),
        )  # fmt: skip


def test_grades_are_reached_by_their_points(ottawa: Pack) -> None:
    """A cause has the highest grade its points reach, and none below the first."""
    assert [ottawa.grade(points) for points in range(4)] == [None, "possible", "likely", "likely"]


def test_a_pack_finds_its_parts_by_name(ottawa: Pack) -> None:
    """Everything with an id can be looked up by it."""
    tables = {
        "question": "questions", "finding": "findings", "suspect": "suspects", "cause": "causes",
        "advice_item": "advice", "trait": "traits", "exercise": "exercises", "rule": "rules",
    }  # fmt: skip
    for table, parts in tables.items():
        assert list(getattr(ottawa, table).values()) == list(getattr(ottawa, parts))


def test_rules_are_found_by_what_they_conclude(ottawa: Pack) -> None:
    """Who makes this finding, who speaks for this cause, who raises a red flag?"""
    assert [rule.id for rule in ottawa.rules_for_finding("cannot_bear_weight")] == ["FI-WEIGHT-01"]
    assert [rule.id for rule in ottawa.rules_for_cause("weak_ankle")] == ["CA-ROLLED-01"]
    assert [rule.id for rule, _ in ottawa.concluding(RedFlag)] == [
        "RF-DANGER-01", "RF-ANKLE-01", "RF-FOOT-01", "RF-CHILD-01",
    ]  # fmt: skip
    assert ottawa.rules_for_finding("headache") == ()


def test_whether_a_source_was_read_can_be_said(ottawa: Pack) -> None:
    """A source that was not read is cited as not read."""
    citation = ottawa.sources["STIELL1994"]
    assert not citation.was_read
    assert replace(citation, read="abstract").was_read
