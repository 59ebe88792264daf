"""An emergency comes up within few screens, and the adaptive order takes no more."""

from __future__ import annotations

from typing import Any

from tests.assurance.proofs.small import (
    Entry,
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

NAME = "emergencies_come_up_early"
CORD = checklist("signs", {"id": "cord", "alone": "emergency"})
ALONE = flag("RF-CORD", "signs includes cord", "emergency")


def pack(before: int, *flags: Entry, gate: Any = None, last: Entry = CORD, **more: Any) -> Pack:
    """Return a pack with so many questions before the last one, all but the first gated alike."""
    gated = {} if gate is None else {"ask_when": gate}
    first = [yes_no(f"q{n}", **(gated if n else {})) for n in range(before)]
    return small([*first, last], flags or [ALONE], **more)


def test_a_box_that_counts_alone_comes_up_within_five_screens() -> None:
    """The fifth is early enough, the sixth is not."""
    assert proved(pack(4), NAME).outcome is Outcome.HELD
    (breach,) = proved(pack(5), NAME).breaches
    assert breach.item == "signs.cord"
    assert breach.witness is not None
    assert len(breach.witness.answers) == 5
    excused = pack(5, exceptions=[exception(NAME, "signs.cord")])
    assert proved(excused, NAME).outcome is Outcome.HELD


def test_questions_that_do_not_apply_take_no_screen() -> None:
    """On no sheet do more than five questions apply before it."""
    halves = [yes_no(f"a{n}", ask_when="sick is yes") for n in range(3)]
    others = [yes_no(f"b{n}", ask_when="sick is no") for n in range(3)]
    questions = [yes_no("sick"), *halves, *others, CORD]
    assert broken(small(questions, [ALONE]), NAME) == {("signs.cord", "")}, "not sure: all apply"
    others = [yes_no(f"b{n}", ask_when={"none": ["sick is not no"]}) for n in range(3)]
    sure = [{**each, "ask_when": {"all": ["sick is no", "well is yes"]}} for each in others]
    questions = [yes_no("sick"), yes_no("well"), *sure, CORD]
    assert broken(small(questions, [ALONE]), NAME) == {("signs.cord", "")}
    assert not broken(small([yes_no("sick"), *halves, CORD], [ALONE]), NAME)


def test_a_combination_comes_up_within_twelve_screens() -> None:
    """With an emergency found sooner, it does not matter when the rest comes up."""
    both = flag("RF-2", {"all": ["q0 is yes", "last is yes"]}, "emergency", "same_day")
    last = yes_no("last")
    assert not broken(pack(11, both, last=last), NAME)
    assert broken(pack(12, both, last=last), NAME) == {("RF-2", "")}
    sooner = flag("RF-1", "q0 is yes", "emergency", "emergency")
    assert not broken(pack(12, both, sooner, last=last), NAME)
