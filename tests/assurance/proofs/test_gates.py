"""What a gate hides is found on the pack without that gate, and is excused by name."""

from __future__ import annotations

from tests.assurance.proofs.small import (
    Entry,
    broken,
    checklist,
    choice,
    exception,
    flag,
    proved,
    small,
)
from triage.assurance.proofs.proof import Outcome
from triage.model.pack import Pack

PLACE = choice("place", "back", "chest")
SEX = choice("sex", "female", "male", fixed="yes")
SIGNS = checklist("signs", "fever", "cord", ask_when="place is chest")
FEVER = flag("RF-FEVER", "signs includes fever", "same_day")
NO_GATE, NO_REPEAT = "no_gate_hides_a_sign", "no_rule_repeats_a_gate"


def pack(*flags: Entry, signs: Entry = SIGNS, **more: list[Entry]) -> Pack:
    return small([PLACE, SEX, signs], flags, **more)


def test_a_red_flag_behind_a_gate_is_hidden() -> None:
    """The witness is one sheet: with the gate it is calm, without it the rule fires."""
    (breach,) = proved(pack(FEVER), NO_GATE).breaches
    assert (breach.item, breach.rule) == ("signs", "RF-FEVER")
    assert breach.witness is not None
    assert breach.witness.then is None
    with_gate, without = breach.witness.readings
    assert with_gate.disposition < without.disposition
    assert "RF-FEVER" in without.fired - with_gate.fired


def test_a_red_flag_that_another_outdoes_is_not_hidden() -> None:
    """Where the gate is NO the sheet is as urgent already."""
    assert not broken(pack(FEVER, flag("RF-BACK", "place is not chest", "same_day")), NO_GATE)


def test_what_a_gate_hides_is_excused_by_question_and_rule() -> None:
    """An exception for one rule excuses no other."""
    cord = flag("RF-CORD", "signs includes cord", "emergency")
    one = exception(NO_GATE, "signs", "RF-FEVER")
    assert proved(pack(FEVER, exceptions=[one]), NO_GATE).outcome is Outcome.HELD
    (left,) = proved(pack(FEVER, cord, exceptions=[one]), NO_GATE).breaches
    assert left.rule == "RF-CORD"


def test_the_gate_of_one_box_hides_what_looks_at_that_box() -> None:
    """It is judged by itself: the other boxes of the question are asked of everybody."""
    signs = checklist("signs", "fever", {"id": "pregnant", "ask_when": "sex is female"})
    pregnant = flag("RF-PREG", "signs includes pregnant", "see_doctor")
    found = broken(pack(FEVER, pregnant, signs=signs), NO_GATE)
    assert found == {("signs.pregnant", "RF-PREG")}


def test_a_box_that_counts_alone_is_hidden_by_either_gate() -> None:
    """That two gates say the same hides nothing from the proof."""
    cord = {"id": "cord", "alone": "emergency", "ask_when": "sex is male"}
    signs = checklist("signs", "fever", cord, ask_when="sex is male")
    rule = flag("RF-CORD", "signs includes cord", "emergency")
    assert ("signs.cord", "RF-CORD") in broken(pack(rule, signs=signs), NO_GATE)


def test_a_rule_that_repeats_a_gate_is_listed_as_hidden_by_the_rule() -> None:
    """Without the gate it still cannot fire, so the gate alone hides nothing."""
    repeats = flag("RF-1", {"all": ["signs includes fever", "place is chest"]}, "same_day")
    assert not broken(pack(repeats), NO_GATE)
    (breach,) = proved(pack(repeats), NO_REPEAT).breaches
    assert (breach.item, breach.rule) == ("signs", "RF-1")
    assert "hidden by the rule" in breach.about
    excused = pack(repeats, exceptions=[exception(NO_REPEAT, "signs", "RF-1")])
    assert proved(excused, NO_REPEAT).outcome is Outcome.HELD


def test_a_rule_that_leaves_the_gate_to_the_question_repeats_nothing() -> None:
    """Nor does one that only wants a sign absent."""
    absent = flag(
        "RF-2", {"all": ["place is chest", {"none": ["signs includes cord"]}]}, "same_day"
    )
    assert proved(pack(FEVER, absent), NO_REPEAT).outcome is Outcome.HELD


def test_a_box_that_counts_alone_reaches_its_level() -> None:
    """A rule with a further condition is not enough."""
    signs = checklist("signs", "fever", {"id": "cord", "alone": "emergency"})
    rule = flag("RF-CORD", "signs includes cord", "emergency")
    assert proved(pack(rule, signs=signs), "alone_is_enough").outcome is Outcome.HELD
    partly = flag("RF-CORD", {"all": ["signs includes cord", "sex is male"]}, "emergency")
    (breach,) = proved(pack(partly, signs=signs), "alone_is_enough").breaches
    assert breach.item == "signs.cord"
    excused = pack(partly, signs=signs, exceptions=[exception("alone_is_enough", "signs.cord")])
    assert proved(excused, "alone_is_enough").outcome is Outcome.HELD
