"""`triage why` and `triage why-not` as a user meets them."""

from __future__ import annotations

import json

from tests.cli.conftest import EXAMPLES, Triage


def test_why_explains_the_disposition_by_the_runners_own_words(triage: Triage) -> None:
    """Without a name it argues for the disposition: answer, rule, source."""
    out = " ".join(triage("why", EXAMPLES / "red_flag.yaml").out.split())
    assert "you have a changed feeling between your legs" in out
    assert "RF-SADDLE-01" in out
    assert "GIRFT2023" in out


def test_why_not_names_the_clause_that_failed(triage: Triage) -> None:
    """A rule that did not fire is shown clause by clause."""
    out = triage("why-not", EXAMPLES / "lower_back.yaml", "RF-PERSIST-01").out
    assert "NOT MET: pain_days > 42 days" in out
    assert "you have had this pain for 12 days" in out


def test_why_not_tells_why_an_exercise_is_out(triage: Triage) -> None:
    """An exercise that is left out names what holds it."""
    out = triage("why-not", EXAMPLES / "lower_back.yaml", "single_leg_jump_squats").out
    assert "EX-HOLD-IMPACT" in out


def test_an_unknown_name_gets_the_nearest_one(triage: Triage) -> None:
    """A misspelt name exits with 3 and a suggestion."""
    ran = triage("why", EXAMPLES / "lower_back.yaml", "supermann")
    assert ran.code == 3
    assert "write 'superman'" in ran.err


def test_explanations_come_as_json_too(triage: Triage) -> None:
    """--json gives the same argument as data, with a versioned schema."""
    tree = json.loads(triage("why", EXAMPLES / "red_flag.yaml", "--json").out)
    assert tree["schema"] == "triage-explanation/1"
    assert tree["arguments"][0]["rule"] == "RF-SADDLE-01"
