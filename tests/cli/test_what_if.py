"""`triage what-if` and `triage change` as a user meets them."""

from __future__ import annotations

import json

from tests.cli.conftest import EXAMPLES, Triage


def test_what_if_shows_both_results_and_the_rule_between(triage: Triage) -> None:
    """A fever turns self-care into a visit today, through the fever rule."""
    out = triage("what-if", EXAMPLES / "lower_back.yaml", "body_signs.fever=yes").out
    assert "Look after it yourself" in out
    assert "Get seen today" in out
    assert "RF-FEVER-01" in out


def test_what_if_leaves_the_other_boxes_alone(triage: Triage) -> None:
    """Changing one box of a checklist changes no other."""
    ran = triage("what-if", EXAMPLES / "red_flag.yaml", "nerve_signs.saddle=no", "--json")
    tree = json.loads(ran.out)
    assert tree["after"]["disposition"]["id"] == "same_day"  # the bladder is still unsure


def test_every_fault_of_the_changes_is_reported(triage: Triage) -> None:
    """Unknown questions, answers out of range and missing signs come in one message."""
    ran = triage("what-if", EXAMPLES / "lower_back.yaml", "pain_locaton=lower", "age=400", "age")
    assert ran.code == 3
    assert "write 'pain_location'" in ran.err
    assert "out of range" in ran.err
    assert "3 faults" in ran.err


def test_change_names_the_fewest_answers(triage: Triage) -> None:
    """From emergency to same day it takes one answer: no saddle numbness."""
    ran = triage("change", EXAMPLES / "red_flag.yaml", "--to", "same_day", "--json")
    tree = json.loads(ran.out)
    assert tree["is_finished"]
    edits = [[(e["question"], e["option"]) for e in c["edits"]] for c in tree["changes"]]
    assert edits == [[("nerve_signs", "saddle")]]


def test_change_says_so_when_nothing_has_to_change(triage: Triage) -> None:
    """Asking for the disposition one has is answered plainly."""
    out = triage("change", EXAMPLES / "red_flag.yaml", "--to", "emergency").out
    assert "Your answers already lead there" in out
