""" "Not sure" of an answer, or of a list, lies between the best and the worst that it could be."""

from __future__ import annotations

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

NAME = "not_sure_lies_between"
QUESTIONS = [
    yes_no("hurts"), choice("course", "better", "same", "worse"), days("days"),
    checklist("signs", "fever", "chills", "sweats"),
]  # fmt: skip


def pack(*flags: Entry, **more: list[Entry]) -> Pack:
    return small(QUESTIONS, flags, **more)


def test_one_sign_left_open_lies_between() -> None:
    """With any `if_unsure` up to its disposition."""
    rules = [
        flag("RF-1", "hurts is yes", "emergency", "same_day"),
        flag("RF-2", "course is worse", "same_day", "see_physio"),
        flag("RF-3", "days >= 5 days", "see_doctor", "see_doctor"),
        flag("RF-4", "signs includes fever", "same_day", "see_doctor"),
    ]
    assert proved(pack(*rules), NAME).outcome is Outcome.HELD


def test_not_sure_calmer_than_every_answer_is_found() -> None:
    """Each answer is seen by a doctor, and who is not sure is sent home."""
    rules = [
        flag("RF-1", "hurts is yes", "same_day", "self_care"),
        flag("RF-2", "hurts is no", "see_doctor", "self_care"),
    ]
    (*_, breach) = proved(pack(*rules), NAME).breaches
    assert breach.item == "hurts"
    assert breach.witness is not None
    assert breach.witness.readings[0].disposition == 0
    assert broken(pack(*rules), NAME) == {("hurts", "RF-1"), ("hurts", "RF-2")}
    excused = [exception(NAME, "hurts", "RF-1", "RF-2")]
    assert proved(pack(*rules, exceptions=excused), NAME).outcome is Outcome.HELD


def test_not_sure_more_urgent_than_every_answer_is_found() -> None:
    """No number is both, but who is not sure could be either."""
    odd = {"at_least": {"count": "2", "of": ["course is better", "course is worse"]}}
    assert broken(pack(flag("RF-1", odd, "same_day", "see_doctor")), NAME) == {("course", "RF-1")}


def test_a_list_left_open_as_a_whole_lies_between_none_and_all() -> None:
    """Each box may be fine by itself, and the list is not: some but not all of it."""
    some = {"all": ["signs includes fever", {"none": ["signs includes chills"]}]}
    assert ("signs", "RF-1") in broken(pack(flag("RF-1", some, "same_day", "see_doctor")), NAME)
    two = {"at_least": {"count": "2", "of": [f"signs includes {b}" for b in ("fever", "chills")]}}
    assert not broken(pack(flag("RF-1", two, "same_day", "see_doctor")), NAME)
