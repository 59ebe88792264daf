"""No page says two things that exclude each other, or sends a runner to nobody."""

from __future__ import annotations

from tests.assurance.proofs.small import (
    Entry,
    advice,
    broken,
    checklist,
    exception,
    flag,
    proved,
    small,
    yes_no,
)
from triage.assurance.proofs.proof import Outcome
from triage.model.pack import Pack

QUESTIONS = [yes_no("hurts"), yes_no("thinner"), checklist("signs", "fever")]
FLAGS = [flag("RF-1", "signs includes fever", "same_day", "see_physio")]
RUN = advice("run", "hurts is no")
STOP_IF_HURT = advice("stop", "hurts is yes", excludes=["run"])
STOP_IF_FEVER = advice("stop", "signs includes fever", excludes=["run"], up_to="same_day")


def pack(*advised: Entry, **more: list[Entry]) -> Pack:
    return small(QUESTIONS, FLAGS, advised=advised, **more)


def test_a_page_with_both_of_two_that_exclude_each_other_is_found() -> None:
    """The rule to blame gives the other; what is not shown so urgently does not contradict."""
    both = pack(advice("run", "hurts is no", up_to="same_day"), STOP_IF_FEVER)
    (breach,) = proved(both, "no_contradiction").breaches
    assert (breach.item, breach.rule) == ("stop", "AD-1")
    assert breach.witness is not None
    (reading,) = breach.witness.readings
    assert {"run", "stop"} <= set(reading.advice)
    assert proved(pack(RUN, STOP_IF_FEVER), "no_contradiction").outcome is Outcome.HELD


def test_advice_that_no_sheet_gives_together_does_not_contradict() -> None:
    """What looks at opposite answers is never on one page."""
    assert proved(pack(RUN, STOP_IF_HURT), "no_contradiction").outcome is Outcome.HELD


def test_a_contradiction_is_excused_by_advice_and_rule() -> None:
    """The exception names the item that excludes and the rule that gives the other."""
    both = [advice("run", "hurts is no", up_to="same_day"), STOP_IF_FEVER]
    excused = proved(
        pack(*both, exceptions=[exception("no_contradiction", "stop", "AD-1")]), "no_contradiction"
    )
    assert excused.outcome is Outcome.HELD
    assert [breach.item for breach in excused.excused] == ["stop"]


def test_safety_advice_counts_while_it_is_not_ruled_out() -> None:
    """It is given with an open answer too, and so can contradict what is given for sure."""
    safe = advice(
        "no_pills", "thinner is yes", safety="yes", unless="you take none", excludes=["pills"]
    )
    assert broken(pack(advice("pills", "hurts is yes"), safe), "no_contradiction")
    sure = advice("pills", {"all": ["hurts is yes", "thinner is no"]})
    assert not broken(pack(sure, safe), "no_contradiction")


def test_advice_below_the_level_it_needs_is_found_on_complete_sheets_only() -> None:
    """ "Stop until seen" needs someone to see."""
    early = advice("stop", "hurts is yes", needs="see_physio")
    assert broken(pack(early), "no_contradiction") == {("stop", "AD-1")}
    late = advice("stop", "signs includes fever", needs="same_day", up_to="same_day")
    assert not broken(pack(late), "no_contradiction")
    still_open = advice(
        "stop", "hurts is yes", safety="yes", unless="it does not", needs="see_physio"
    )
    flags = [*FLAGS, flag("RF-2", "hurts is yes", "see_physio", "see_physio")]
    assert not broken(small(QUESTIONS, flags, advised=[still_open]), "no_contradiction")


def test_a_promise_to_give_advice_is_broken_by_a_page_without_any() -> None:
    """A promise may name several items: one is enough, and on complete sheets only."""
    promise = {
        "id": "running",
        "title": "Running",
        "when": "hurts is yes",
        "gives": ["walk", "stop"],
    }
    walk = advice("walk", {"all": ["hurts is yes", "thinner is no"]}, up_to="emergency")
    stop = advice("stop", {"all": ["hurts is yes", "thinner is yes"]}, up_to="emergency")
    (breach,) = proved(pack(walk, stop, promises=[promise]), "what_the_pack_promises").breaches
    assert breach.item == "running"
    rest = advice("stop", {"all": ["hurts is yes", "thinner is not no"]}, up_to="emergency")
    unsure = proved(pack(walk, rest, promises=[promise]), "what_the_pack_promises")
    assert unsure.breaches, "not sure of it, neither is given"
    always = advice("stop", "hurts is yes", up_to="emergency")
    assert not proved(pack(walk, always, promises=[promise]), "what_the_pack_promises").breaches
