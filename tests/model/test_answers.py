"""Answers hold what a runner said: "not asked", "not sure" and "no" stay three things."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks

ANSWERS = Answers({"fever": "no", "night_pain": UNSURE_ANSWER})


def test_not_asked_not_sure_and_no_are_three_things() -> None:
    """The three look different to everyone who asks."""
    assert ANSWERS.get("weight_loss") is None
    assert ANSWERS.get("night_pain") is UNSURE_ANSWER
    assert ANSWERS.get("fever") == "no"


def test_a_box_not_asked_about_is_neither_ticked_nor_unticked() -> None:
    """Half a checklist says nothing about the other half."""
    ticks = Ticks((("fever", Tick.YES), ("chills", Tick.UNSURE)))
    assert ticks.get("fever") is Tick.YES
    assert ticks.get("chills") is Tick.UNSURE
    assert ticks.get("weight_loss") is None


def test_answers_cannot_be_changed_behind_our_back() -> None:
    """Whoever gave us the answers may go on writing; what we hold stays."""
    given: dict[str, Answer] = {"fever": "no"}
    answers = Answers(given)
    given["fever"] = "yes"
    assert answers.get("fever") == "no"
    with pytest.raises(TypeError):
        answers.given["fever"] = "yes"  # type: ignore[index]  # that it cannot be is the point
    with pytest.raises(FrozenInstanceError):
        answers.given = given  # type: ignore[misc]  # that it cannot be is the point


def test_one_more_answer_makes_new_answers() -> None:
    """Adding or changing an answer leaves the old answers alone."""
    assert ANSWERS.with_answer("fever", "yes").get("fever") == "yes"
    assert ANSWERS.get("fever") == "no"


def test_an_answer_taken_back_was_never_given() -> None:
    """Without it, the question counts as not asked."""
    assert list(ANSWERS.without("fever")) == ["night_pain"]
    assert len(ANSWERS.without("fever", "night_pain")) == 0


def test_answers_are_equal_in_any_order() -> None:
    """Two runners who said the same said the same, and hash the same."""
    turned = Answers(dict(reversed(ANSWERS.given.items())))
    assert turned == ANSWERS
    assert hash(turned) == hash(ANSWERS)
