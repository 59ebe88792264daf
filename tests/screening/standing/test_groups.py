"""The letter of a group says that runners share a reason, and nothing of the reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.screening.squad import TODAY, the_words
from triage.model.pack import Pack
from triage.screening.standing.groups import letters_of
from triage.screening.standing.words import Words

WEEKS = [TODAY - dt.timedelta(days=7 * week) for week in range(12)]


@pytest.fixture
def words(back_pain: Pack) -> Words:
    """The shipped words."""
    return the_words(back_pain)


def _rows(day: dt.date, **runners: int) -> list[Any]:
    return [
        {
            "runner": f"{cause}-{number}",
            "raised": [],
            "not_sure": [],
            "causes": [cause],
            "has_answered": True,
            "answered": day,
            "disposition": "see_physio",
            "baseline": "self_care",
            "complete": True,
            "denies": False,
            "at_least": False,
        }
        for cause, count in runners.items()
        for number in range(count)
    ]


def test_a_group_has_at_least_three_runners(words: Words) -> None:
    """Of two, each would know what the other has."""
    letters = letters_of(_rows(TODAY, a=2, b=3, c=1), words, TODAY)
    assert letters == {"cause b": "A"}


def test_a_letter_does_not_mean_the_same_from_week_to_week(words: Words) -> None:
    """With the same runners and reasons, the letters are mixed anew on each day."""
    orders = {tuple(letters_of(_rows(day, a=3, b=3, c=3), words, day).items()) for day in WEEKS}
    assert len(orders) > 2


def test_the_order_of_letters_does_not_depend_on_the_reasons(words: Words) -> None:
    """The same groups of runners get the same letters, whatever it is that each group shares."""
    rows = _rows(TODAY, a=5, b=3, c=4)
    renamed = [
        {**row, "causes": [{"a": "z", "b": "y", "c": "x"}[row["causes"][0]]]} for row in rows
    ]
    plain, other = letters_of(rows, words, TODAY), letters_of(renamed, words, TODAY)
    assert [plain[f"cause {name}"] for name in "abc"] == [other[f"cause {name}"] for name in "zyx"]


def test_the_same_screening_gives_the_same_letters(words: Words) -> None:
    """Whatever the order of the rows."""
    rows = _rows(TODAY, a=3, b=4, c=3)
    assert letters_of(rows, words, TODAY) == letters_of(rows[::-1], words, TODAY)
