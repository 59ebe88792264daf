"""`triage pack check` and `triage pack test` on a pack that has something to remark on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from triage.cli.errors import guarded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new pack in which one vignette expects too little."""
    folder = tmp_path / "wrist"
    assert guarded(["pack", "new", str(folder), "--today", "2026-11-22"]) == 0
    path = folder / "vignettes" / "stories.yaml"
    text = path.read_text(encoding="utf-8")
    wrong = text.replace(
        "{disposition: same_day, fires: [RF-HOT-01]}",
        "{disposition: see_doctor, fires: [RF-HOT-01]}",
    )
    assert wrong != text
    path.write_text(wrong, encoding="utf-8")
    return folder


def test_a_vignette_that_fails_is_reported_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came out, what was expected, and the line it was written at."""
    assert guarded(["pack", "test", str(folder)]) == 4
    out = capsys.readouterr().out
    assert "FAILED hot-wrist" in out
    assert "disposition same_day, expected see_doctor" in out
    assert "stories.yaml:" in out


def test_one_vignette_can_be_run_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the vignette that was named is run; a name that does not exist is corrected."""
    assert guarded(["pack", "test", str(folder), "--vignette", "hot-wrist"]) == 4
    assert "0 passed, 1 failed" in capsys.readouterr().out
    assert guarded(["pack", "test", str(folder), "--vignette", "hot-wrst"]) == 2
    assert "hot-wrist" in capsys.readouterr().err
    arguments = ["--vignette", "hot-wrist", "--scoreboard", str(folder / "board.md")]
    assert guarded(["pack", "test", str(folder), *arguments]) == 2


def test_a_vignette_that_is_named_is_shown_whole_with_the_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its report, why the result is what it is, and what it misses."""
    capsys.readouterr()
    assert guarded(["pack", "test", str(folder), "hot-wrist"]) == 4
    out = capsys.readouterr().out
    assert "What to do first" in out
    assert "Hot, red and swollen wrist (RF-HOT-01;" in out
    assert "disposition same_day, expected see_doctor" in out
    assert "0 passed, 1 failed" in out


def test_the_rules_that_known_cases_depend_on_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As text and as JSON; together with vignettes of one's own choice it makes no sense."""
    assert guarded(["pack", "test", "--decisive", "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["schema"] == "triage-decisive/1"
    assert all(rule["cases"] for rule in tree["rules"])
    assert guarded(["pack", "test", "--decisive"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(tree["rules"]) + 1
    marked = sum(rule["for_one_case"] for rule in tree["rules"])
    assert lines[-1].endswith(f"{marked} of them decide only one and cite no guidance")
    assert guarded(["pack", "test", "--decisive", "--rule", "RF-X-01"]) == 2
    assert "leave the others out" in capsys.readouterr().err


def test_the_vignettes_about_a_rule_can_be_run_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that fire the rule or name it, and no others."""
    capsys.readouterr()
    assert guarded(["pack", "test", str(folder), "--rule", "RF-HOT-01", "--json"]) == 4
    tree = json.loads(capsys.readouterr().out)
    assert tree["schema"] == "triage-trials/1"
    ids = [trial["id"] for trial in tree["trials"]]
    assert "hot-wrist" in ids
    assert len(ids) < 18
    assert all(
        "RF-HOT-01" in trial["fired"] or trial["id"] != "hot-wrist" for trial in tree["trials"]
    )
    assert tree["confirmed"]
    assert guarded(["pack", "test", str(folder), "--rule", "RF-HTO-01"]) == 2


def test_trials_come_as_json_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each vignette with what was expected and what it misses."""
    capsys.readouterr()
    assert guarded(["pack", "test", str(folder), "--json"]) == 4
    trials = json.loads(capsys.readouterr().out)["trials"]
    missed = [trial for trial in trials if trial["misses"]]
    assert [trial["id"] for trial in missed] == ["hot-wrist"]


def test_remarks_are_printed_and_come_as_json_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A remark fails only a strict check, and names what it is about."""
    capsys.readouterr()
    assert guarded(["pack", "check", str(folder), "--today", "2030-01-01"]) == 0
    assert "review" in capsys.readouterr().out
    arguments = ["pack", "check", str(folder), "--today", "2030-01-01", "--strict", "--json"]
    assert guarded(arguments) == 4
    assert json.loads(capsys.readouterr().out)["remarks"]
