"""`triage assess` as a user meets it."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Triage

DAY = ("--today", "2026-11-22")


def test_a_sheet_becomes_a_report_on_stdout(triage: Triage) -> None:
    """The text report leads with what to do, and nothing but the report is on stdout."""
    ran = triage("assess", EXAMPLES / "lower_back.yaml")
    assert ran.code == 0
    assert ran.out.lstrip().startswith("Look after it yourself")
    assert ran.err == ""


def test_an_emergency_says_so_first_and_offers_no_exercise(triage: Triage) -> None:
    """A red flag's report opens with the call for help and has no programme."""
    ran = triage("assess", EXAMPLES / "red_flag.yaml")
    assert ran.out.lstrip().startswith("Call for help now")
    assert "There is no exercise programme" in ran.out


@pytest.mark.parametrize("ending", ["html", "md", "json", "txt"])
def test_a_report_goes_to_a_file_only_its_owner_can_read(
    triage: Triage, tmp_path: Path, ending: str
) -> None:
    """-o writes the format its ending asks for, with owner-only rights."""
    file = tmp_path / f"report.{ending}"
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "-o", file)
    assert (ran.code, ran.out) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    start = {"html": "<!doctype html>", "md": "# Look", "json": "{", "txt": "\nLook"}[ending]
    assert file.read_text().lower().startswith(start.lower())


def test_json_holds_the_answers_it_was_made_of(triage: Triage, tmp_path: Path) -> None:
    """The sheet inside a JSON report gives the same report again."""
    first = triage("assess", EXAMPLES / "upper_back.yaml", "--json", *DAY)
    report = json.loads(first.out)
    again = tmp_path / "again.json"
    again.write_text(
        json.dumps({"runner": report["runner"], "date": report["date"], **report["sheet"]})
    )
    assert triage("assess", again, "--json", *DAY).out == first.out


@pytest.mark.parametrize(
    ("sheet", "level", "code"),
    [
        ("lower_back", "see_physio", 0),
        ("lower_back", "self_care", 10),
        ("red_flag", "emergency", 10),
    ],
)
def test_a_disposition_is_an_exit_code_only_when_asked_for(
    triage: Triage, sheet: str, level: str, code: int
) -> None:
    """--exit-on LEVEL leaves with 10 when that level is reached, else with 0."""
    assert triage("assess", EXAMPLES / f"{sheet}.yaml", "--exit-on", level).code == code
    assert triage("assess", EXAMPLES / f"{sheet}.yaml").code == 0


def test_what_is_still_open_counts_for_exit_on(triage: Triage, tmp_path: Path) -> None:
    """An unfinished sheet that could still become an emergency does not pass --exit-on."""
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("answers: {pain_location: lower}\n")
    assert triage("assess", sheet, "--exit-on", "emergency").code == 10


def test_an_unfinished_sheet_never_looks_clear(triage: Triage, tmp_path: Path) -> None:
    """The report of an unfinished sheet says so at the top and offers no programme."""
    sheet = tmp_path / "sheet.yaml"
    sheet.write_text("answers: {pain_location: lower}\n")
    out = triage("assess", sheet).out
    assert "not an all-clear" in out[:400]
    assert "no exercise programme yet" in out


def test_colour_is_left_out_when_it_would_not_be_seen(triage: Triage) -> None:
    """No escape codes reach a pipe."""
    assert "\x1b" not in triage("assess", EXAMPLES / "lower_back.yaml").out


def test_users_may_bring_their_own_templates(triage: Triage, tmp_path: Path) -> None:
    """A template in --templates DIR goes before the shipped one of its name."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "report.md.j2").write_text("Mine: {{ disposition.id }}")
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "-f", "md", "--templates", folder)
    assert ran.out == "Mine: self_care"


def test_a_users_template_runs_in_a_sandbox(triage: Triage, tmp_path: Path) -> None:
    """A template cannot reach into Python."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "report.md.j2").write_text("{{ ''.__class__.__mro__ }}")
    ran = triage("assess", EXAMPLES / "lower_back.yaml", "-f", "md", "--templates", folder)
    assert ran.code == 4
    assert "object" not in ran.out


def test_shuffled_answers_give_the_same_bytes(triage: Triage, tmp_path: Path) -> None:
    """The order of the lines of a sheet does not matter."""
    text = (EXAMPLES / "lower_back.yaml").read_text()
    head, tail = text.split("answers:\n")
    lines = tail.splitlines(keepends=True)
    shuffled = tmp_path / "shuffled.yaml"
    shuffled.write_text(head + "answers:\n" + "".join(reversed(lines)))
    for format in ("json", "html"):
        plain = triage("assess", EXAMPLES / "lower_back.yaml", "-f", format, *DAY).out
        assert triage("assess", shuffled, "-f", format, *DAY).out == plain


def test_the_version_names_software_pack_and_digest(triage: Triage) -> None:
    """--version prints all that a result depends on."""
    out = triage("--version").out
    assert re.fullmatch(
        r"triage \d+\.\d+\.\d+\npack runner_back_pain \d+\.\d+\.\d+\ndigest [0-9a-f]{64}\n", out
    )


def test_without_a_command_it_helps(triage: Triage) -> None:
    """`triage` alone prints short help with examples."""
    ran = triage()
    assert ran.code == 0
    assert "triage assess" in ran.out


def test_a_misspelt_command_gets_the_nearest_one(triage: Triage) -> None:
    """A near miss is named, and the exit code is that of wrong usage."""
    ran = triage("asess")
    assert ran.code == 2
    assert "Did you mean 'assess'?" in ran.err


def test_asking_without_a_terminal_says_what_to_do_instead(triage: Triage) -> None:
    """`triage ask` never waits where no answer can come."""
    ran = triage("ask")
    assert ran.code == 2
    assert "triage assess SHEET" in ran.err
