"""`triage why` and `triage why-not` as a user meets them."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import EXAMPLES, Triage
from triage.cli.errors import guarded


def test_why_explains_the_disposition_by_the_runners_own_words(triage: Triage) -> None:
    """Without a name it argues for the disposition: answer, rule, source."""
    out = " ".join(triage("why", EXAMPLES / "red_flag.yaml").out.split())
    assert "you have a changed feeling between your legs" in out
    assert "RF-SADDLE-01" in out
    assert "GIRFT2023" in out


def test_why_not_names_the_clause_that_failed(triage: Triage) -> None:
    """A rule that did not fire is shown clause by clause."""
    out = triage("why-not", EXAMPLES / "lower_back.yaml", "RF-PERSIST-01").out
    assert "NOT MET: pain_days >= 28 days" in out
    assert "you have had this pain for 12 days" in out


def test_why_not_says_why_an_exercise_is_out(triage: Triage) -> None:
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
    assert tree["schema"] == "triage-explanation/2"
    assert tree["arguments"][0]["rule"] == "RF-SADDLE-01"


@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        ("why", "self_care", "Look after it"),
        ("why", "no_running_now", "reason not to run now"),
        ("why", "weak_glutes", "hold the hips level"),
        ("why", "not_all_clear", "AD-RECHECK-ALWAYS"),
        ("why", "superman", "Superman"),
        ("why-not", "cauda_equina", "RF-SADDLE-01"),
        ("why-not", "fever_sign", "FD-FEVER-01"),
        ("why-not", "leg_length", "CA-"),
        ("why-not", "emergency", "RF-"),
    ],
)
def test_anything_with_a_name_can_be_asked_about(
    command: str, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disposition, finding, cause, advice, exercise or suspect has its reasons like a rule."""
    assert guarded([command, str(EXAMPLES / "lower_back.yaml"), name]) == 0
    assert said.lower() in " ".join(capsys.readouterr().out.split()).lower()
