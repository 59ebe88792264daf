"""An emergency comes up within few screens, and the adaptive order takes no more."""

from __future__ import annotations

from typing import Any

import pytest

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
from triage.assurance.proofs.properties.emergencies_come_up_early import TOGETHER
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import some
from triage.interview.course import give
from triage.interview.next import next_ask
from triage.interview.screens import screens_of
from triage.model.answers import UNSURE_ANSWER, Answers
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.model.truth import SURE, Truth
from triage.model.valuation import Valuation

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


def test_questions_on_one_screen_count_once() -> None:
    """Questions that join a screen do not push the sign back; what begins a screen does."""
    together = [yes_no(f"q{n}", joins="yes" if n == 1 else "no") for n in range(5)]
    assert not broken(small([*together, CORD], [ALONE]), NAME)
    beside = [yes_no(f"q{n}", joins="yes" if n in (1, 5) else "no") for n in range(6)]
    assert not broken(small([*beside, {**CORD, "joins": "yes"}], [ALONE]), NAME)
    (breach,) = proved(small([*beside, yes_no("q6"), CORD], [ALONE]), NAME).breaches
    assert breach.witness is not None
    assert breach.witness.readings
    assert list(breach.witness.answers) == [f"q{n}" for n in range(7)]


def test_a_screen_is_counted_once_whichever_of_it_applies() -> None:
    """A screen of three questions, of which some depend on the first question, is one screen."""
    gated = {"ask_when": "q0 is yes"}
    some = [yes_no("a", **gated), yes_no("b", joins="yes"), yes_no("c", joins="yes", **gated)]
    three = [yes_no(f"q{n}") for n in range(3)]
    assert not broken(small([*three, *some, CORD], [ALONE]), NAME)
    assert broken(small([*three, *some, yes_no("q3"), CORD], [ALONE]), NAME)


def test_a_combination_comes_up_within_twelve_screens() -> None:
    """With an emergency found sooner, it does not matter when the rest comes up."""
    both = flag("RF-2", {"all": ["q0 is yes", "last is yes"]}, "emergency", "same_day")
    last = yes_no("last")
    assert not broken(pack(11, both, last=last), NAME)
    assert broken(pack(12, both, last=last), NAME) == {("RF-2", "")}
    sooner = flag("RF-1", "q0 is yes", "emergency", "emergency")
    assert not broken(pack(12, both, sooner, last=last), NAME)


# -- the adaptive order ----------------------------------------------------------------------------


def screens_asked(pack: Pack, said: Answers) -> int:
    """Return after how many screens an interview finds the emergency."""
    now, asked = Answers(), []
    while not is_emergency(pack, now):
        ask = next_ask(pack, now)
        assert ask is not None
        now = give(pack, now, ask.question.id, said.given[ask.question.id]).answers
        asked.append(ask.question)
    return len(screens_of(pack, asked))


def screens_in_order(pack: Pack, said: Answers) -> int:
    """Return after how many screens, in the pack's order, it is found."""
    now, asked = Answers(), []
    for question in pack.questions:
        if is_emergency(pack, now):
            break
        if Valuation(pack, now).applies(question.id) is not Truth.NO:
            now = now.with_answer(question.id, said.given[question.id])
            asked.append(question)
    return len(screens_of(pack, asked))


def is_emergency(pack: Pack, answers: Answers) -> bool:
    return disposition_of(pack, Valuation(pack, answers).rules) is Disposition.EMERGENCY


@pytest.mark.slow
def test_the_adaptive_order_finds_an_emergency_as_early(back_pain: Pack) -> None:
    """For each rule of an emergency, on a sheet where it is the only one: in 12 screens.

    Where the pack's order takes more than 12, the adaptive order takes no more than that.
    """
    sheet = Sheets(back_pain)
    rules = [
        rule
        for rule, then in back_pain.concluding(RedFlag)
        if then.disposition is Disposition.EMERGENCY
    ]
    for rule in rules:
        others = [z3.Not(sheet.rule(other, SURE)) for other in rules if other is not rule]
        fires = z3.And(sheet.rule(rule, SURE), *sheet.asked.values())
        found = some(sheet, z3.And(fires, *others)) or some(sheet, fires)
        assert isinstance(found, Answers), rule.id
        said = Answers({q.id: found.given.get(q.id, UNSURE_ANSWER) for q in back_pain.questions})
        most = max(TOGETHER, screens_in_order(back_pain, said))
        assert screens_asked(back_pain, said) <= most, rule.id
