"""One step of one answer does not move the disposition by three levels."""

from __future__ import annotations

import pytest

from tests.assurance.proofs.small import (
    Entry,
    broken,
    checklist,
    choice,
    days,
    exception,
    flag,
    proved,
    small,
    yes_no,
)
from triage.assurance.proofs.proof import Outcome
from triage.model.pack import Pack

COURSE = choice("course", "better", "same", "worse", ordered="yes")
SIGNS = checklist("signs", "fever", {"id": "cord", "alone": "emergency"}, "weak")
QUESTIONS = [COURSE, days("days"), yes_no("hurts"), SIGNS]


def pack(*flags: Entry, questions: list[Entry] = QUESTIONS, **more: list[Entry]) -> Pack:
    return small(questions, flags, **more)


@pytest.mark.parametrize(
    ("when", "item"),
    [
        ("signs includes fever", "signs.fever"),
        ("hurts is yes", "hurts"),
        ("hurts is no", "hurts"),
        ("days >= 5 days", "days"),
        ("days < 5 days", "days"),
        ("course is worse", "course"),
        ("course is better", "course"),
    ],
)
def test_a_step_of_three_levels_is_found(when: str, item: str) -> None:
    """A box, a yes/no answer, a number and an ordered choice, up and down."""
    (breach,) = proved(pack(flag("RF-1", when, "same_day")), "no_cliff").breaches
    assert (breach.item, breach.rule) == (item, "RF-1")
    assert breach.witness is not None
    levels = [reading.disposition for reading in breach.witness.readings]
    assert abs(levels[0] - levels[1]) == 3
    assert all(reading.complete for reading in breach.witness.readings)


def test_a_step_of_two_levels_is_not_a_cliff() -> None:
    """Two levels may be what one sign is worth."""
    assert proved(pack(flag("RF-1", "hurts is yes", "see_doctor")), "no_cliff").outcome is (
        Outcome.VACUOUS
    ), "no red flag reaches that far"
    floor = flag("RF-0", {"any": ["hurts is yes", "hurts is not yes"]}, "see_physio", "see_physio")
    assert not broken(pack(floor, flag("RF-1", "hurts is yes", "same_day")), "no_cliff")


def test_a_box_may_reach_the_level_at_which_it_counts_alone() -> None:
    """But not one above it, and it may not bring the disposition down."""
    cord = flag("RF-1", "signs includes cord", "emergency")
    assert not broken(pack(cord), "no_cliff")
    less = checklist("signs", "fever", {"id": "cord", "alone": "same_day"}, "weak")
    questions = [COURSE, days("days"), yes_no("hurts"), less]
    assert broken(pack(cord, questions=questions), "no_cliff") == {("signs.cord", "RF-1")}
    down = flag("RF-2", {"none": ["signs includes cord"]}, "emergency")
    assert broken(pack(down), "no_cliff") == {("signs.cord", "RF-2")}


def test_a_choice_without_an_order_is_listed_as_not_proved() -> None:
    """Nothing is next to anything in it."""
    questions = [choice("course", "better", "same", "worse"), yes_no("hurts")]
    proof = proved(
        pack(flag("RF-1", "course is worse", "emergency"), questions=questions), "no_cliff"
    )
    assert not proof.breaches
    assert proof.unproved == ("course",)


def test_a_step_through_a_gate_is_a_cliff_too() -> None:
    """The box switches on a question that was answered already."""
    questions = [yes_no("hurts"), checklist("signs", "fever", ask_when="hurts is yes")]
    rule = flag("RF-1", "signs includes fever", "emergency")
    found = broken(pack(rule, questions=questions), "no_cliff")
    assert found == {("hurts", "RF-1"), ("signs.fever", "RF-1")}


def test_a_cliff_is_excused_by_item_and_rule() -> None:
    """An exception for one rule leaves what another does at the same step."""
    both = flag("RF-1", "signs includes fever", "same_day"), flag(
        "RF-2", {"all": ["signs includes fever", "hurts is yes"]}, "emergency", "see_doctor"
    )  # fmt: skip
    excused = exception("no_cliff", "signs.fever", "RF-1", "RF-2")
    assert proved(
        pack(both[0], exceptions=[excused | {"rules": ["RF-1"]}]), "no_cliff"
    ).outcome is (Outcome.HELD)
    assert broken(pack(*both), "no_cliff") == {("signs.fever", "RF-1"), ("signs.fever", "RF-2")}
    (left,) = proved(pack(*both, exceptions=[excused | {"rules": ["RF-1"]}]), "no_cliff").breaches
    assert left.rule == "RF-2"
