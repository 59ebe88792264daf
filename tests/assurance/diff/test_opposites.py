"""An answer whose words may now mean something else comes first."""

from __future__ import annotations

import pytest

from tests.assurance.diff.test_diff import ankle, difference, page
from triage.model.pack import Pack

DENIES = "denies: the outer ankle bone does not hurt when pressed"


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("says: you can take four steps", "says: you cannot take four steps", ["says"]),
        ("text: Could you take four", "text: Couldn't you take four", ["text"]),
        ("label: Somewhere else", "label: Not somewhere else", ["label"]),
        (DENIES, "denies: the outer ankle bone hurts when pressed", ["denies"]),
        ("unit: years", "unit: months", ["unit"]),
    ],
)
def test_a_negation_that_comes_or_goes_may_turn_an_answer_round(
    ottawa: Pack, old: str, new: str, places: list[str]
) -> None:
    """The id of the answer is the same, and what it says is not."""
    edits = [(old, new), ("age < 18 years", "age < 18 months")] if "unit" in old else [(old, new)]
    found = difference(ottawa, ankle(*edits))
    assert [change.place[-1] for change in found.opposites] == places


def test_words_that_took_each_others_place_are_seen_without_a_negation() -> None:
    """What "yes" says and what "no" says are swapped."""
    warm = ("denies: your foot is warm and you can feel it", "denies: your foot is warm")
    cold = ("says: your foot is cold, blue or numb, or bone can be seen", "says: your foot is cold")
    swapped = (
        (warm[0], "denies: your foot is cold"),
        (cold[0], "says: your foot is warm"),
    )
    found = difference(ankle(warm, cold), ankle(*swapped))
    assert [change.at for change in found.opposites] == [
        "questions.danger.options.yes.says",
        "questions.danger.options.no.says",
    ]


def test_other_words_that_mean_the_same_are_not_among_them(ottawa: Pack) -> None:
    """They are listed with the other words."""
    found = difference(ottawa, ankle(("label: Somewhere else", "label: In another place")))
    assert found.opposites == ()
    assert [change.place[-1] for change in found.changes] == ["label"]


def test_they_come_before_all_other_words(ottawa: Pack) -> None:
    """On the page they are read first, old beside new."""
    new = ankle(
        ("title: Under 18", "title: Below 18"),
        ("says: you can take four steps", "says: you cannot take four steps"),
    )
    text = page(difference(ottawa, new))
    turned = text.index("| ≠ | you can take four steps | you cannot take four steps |")
    assert (
        turned < text.index("## Whose result changes") < text.index("| ≠ | Under 18 | Below 18 |")
    )
