"""A text on how soon or who to see counts as less urgent unless it is shown not to be."""

from __future__ import annotations

import pytest

from tests.assurance.diff.test_diff import ankle, difference
from triage.assurance.diff.urgency import LATER, LESS, OTHER, less_urgent
from triage.model.pack import Pack
from triage.store.urgency import load_urgency


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("Get seen today", "Get seen this week", LATER),
        ("Call now.", "Call soon.", LATER),
        ("Within 2 days", "Within 3 days", LATER),
        ("Within 48 hours", "Within 7 to 10 days", LATER),
        ("Today, within hours.", "Today.", LATER),
        ("Book this week.", "Book.", LATER),
        ("Call 999 now", "Call your GP now", LESS),
        ("See a doctor", "See a doctor or a pharmacist", LESS),
        ("Go to A&E today", "Go today", LESS),
        ("You need to be seen today.", "You may need to be seen today.", OTHER),
        (
            "Now. Do not wait to see whether it passes.",
            "Now. Wait to see whether it passes.",
            OTHER,
        ),
        ("Call urgently today", "Call today", OTHER),
        ("Call your GP today", "Phone your GP today", OTHER),
        ("Do not wait until tomorrow", "Do not wait until today", OTHER),
        ("Run. Do not walk", "Walk. Do not run", OTHER),
        ("Rest.", "Rest today.", OTHER),
        ("Get seen this week", "Get seen today", None),
        ("See a physio within 2 weeks", "See a doctor within 10 days", None),
        ("See your GP or a pharmacist", "See your GP", None),
        ("Call your GP today", "Call a GP today", None),
        ("Call 999 now", "call 999, now!", None),
    ],
)
def test_a_text_is_less_urgent_unless_it_is_shown_not_to_be(
    before: str, after: str, why: str | None
) -> None:
    """Sooner, and somebody more urgent, are known by the words for them, and nothing else is."""
    urgency = load_urgency("en")
    assert urgency is not None
    assert less_urgent(before, after, urgency) == why


def test_in_a_language_without_words_every_change_counts() -> None:
    """What cannot be read cannot be shown to be as urgent."""
    assert load_urgency("de") is None
    assert load_urgency("en", "de") is None
    assert load_urgency("en-GB", "en") is not None


def test_only_texts_on_how_soon_or_who_to_see_count(ottawa: Pack) -> None:
    """A coach's action and the words of a disposition do, the reason of a rule does not."""
    new = ankle(("An X-ray today.", "An X-ray."), ("title: Under 18", "title: Under 18 years"))
    found = difference(ottawa, new)
    assert [soft.change.at for soft in found.softened] == [
        "coach.same_day.finished.action",
        "coach.same_day.unfinished.action",
    ]
    assert {soft.why for soft in found.softened} == {LATER}


def test_a_milder_state_of_a_coach_counts_and_a_more_pressing_one_does_not(ottawa: Pack) -> None:
    """The state is what a coach sees first."""
    stopped = ankle(("state: change", "state: stop"))
    assert not difference(ottawa, stopped).softened
    assert {s.change.place[-1] for s in difference(stopped, ottawa).softened} == {"state"}
