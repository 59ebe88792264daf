"""`triage pack diff` on folders and on git revisions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import OTTAWA
from triage.cli.errors import guarded
from triage.engine.assess import Engine
from triage.store.packs import load_pack


def edited(folder: Path, old: str = "age < 18 years", new: str = "age < 16 years") -> None:
    """Replace a text in a pack folder, and give the pack another version."""
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace(old, new)
        if path.name == "pack.yaml":
            text = re.sub(r"(?m)^version: .*", f"version: 2.0.{zlib.crc32(new.encode())}", text)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the ankle pack."""
    return Path(shutil.copytree(OTTAWA, tmp_path / "pack"))


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, by an author of no machine."""
    who = ["-c", "user.name=author", "-c", "user.email=author@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_two_folders_are_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page says which way it goes, with a worked witness."""
    edited(folder)
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 0
    page = capsys.readouterr().out
    assert "Logic changed: 1 rule; 1 of 20 pairs of dispositions becomes less urgent" in page
    assert "### DOWN: doctor soon →" in page
    assert "### rule RF-CHILD-01 changed: Under 18" in page
    (row,) = [line for line in page.splitlines() if "age" in line and line.startswith("| ≠")]
    assert row.replace("\\", "").count("(age < 1") == 2  # old beside new


def test_the_page_is_read_as_lists_not_as_code(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pull request an indented line shows as code, unless it is below an item."""
    edited(folder)
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    below = [above.lstrip()[:2] for above, line in pairwise(lines) if line.startswith("    ")]
    assert set(below) <= {"- "}
    assert {"- age: 16 years", "- age: 17 years"} & set(lines)  # both are moved by the edit


def test_an_edit_that_lowers_can_fail_a_build(folder: Path) -> None:
    """--fail-on-lower exits with 4 when a result is lowered, with 0 when none is."""
    assert guarded(["pack", "diff", str(OTTAWA), str(folder), "--fail-on-lower"]) == 0
    edited(folder)
    assert guarded(["pack", "diff", str(OTTAWA), str(folder), "--fail-on-lower"]) == 4
    assert guarded(["pack", "diff", str(folder), str(OTTAWA), "--fail-on-lower"]) == 0


def test_two_revisions_are_compared(
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A revision is read from git, by --rev or by name, whatever the folder holds now."""
    git(tmp_path, "init", "--quiet")
    for change in (lambda: None, lambda: edited(folder)):
        change()
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "--quiet", "-m", "a pack")
    edited(folder, "age < 16 years", "age < 12 years")
    monkeypatch.chdir(tmp_path)
    assert guarded(["pack", "diff", str(folder), "--rev", "HEAD~1..HEAD", "--json"]) == 0
    by_option = json.loads(capsys.readouterr().out)
    assert guarded(["pack", "diff", "HEAD~1:pack", "HEAD:pack", "--json"]) == 0
    by_name = json.loads(capsys.readouterr().out)
    assert by_name["sections"] == by_option["sections"]
    assert by_name["moves"][0]["count"] == by_option["moves"][0]["count"]
    assert [entry["id"] for entry in by_option["sections"][0]["entries"]] == ["RF-CHILD-01"]
    assert by_option["moves"][0]["is_down"]


@pytest.mark.parametrize("name", ["no_such_folder", "HEAD:no/such/folder", "--output=x:y"])
def test_what_is_not_a_pack_is_reported(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is neither a folder nor a revision leaves with a plain message."""
    assert guarded(["pack", "diff", "--", name, str(OTTAWA)]) == 5
    assert "fix:" in capsys.readouterr().err


def test_the_page_lists_changed_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edit of words alone moves nobody, and is still there to be reviewed."""
    edited(folder, "An X-ray today.", "An X-ray.")
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 0
    page = capsys.readouterr().out
    assert "No change of logic; 2 texts changed, on what a coach does." in page
    assert "| ≠ | No training. An X-ray today. | No training. An X-ray. |" in page


def test_another_pack_under_the_same_version_is_a_fault(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is compared all the same, and the message says what to raise."""
    path = folder / "red_flags.yaml"
    path.write_text(path.read_text("utf-8").replace("title: Under 18", "title: Below 18"), "utf-8")
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 4
    page, message = capsys.readouterr()
    assert "Raise the version: one version says one thing." in page
    assert "the pack changed and is still version 1.0.0; fix: raise `version`" in message


def test_a_softer_wording_fails_a_build_until_it_is_accepted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the place of each text, and what to add when it was meant."""
    edited(folder, "An X-ray today.", "An X-ray this week.")
    command = ["pack", "diff", str(OTTAWA), str(folder), "--fail-on-lower"]
    assert guarded(command) == 4
    page, message = capsys.readouterr()
    places = [f"coach.same_day.{part}.action" for part in ("finished", "unfinished")]
    for place in places:
        assert f"accept it with --accept {place}" in message
    assert "## How soon and who to see: possibly less urgent" in page
    accepted = [part for place in places for part in ("--accept", place)]
    assert guarded([*command, *accepted]) == 0
    assert "possibly less urgent" not in capsys.readouterr().out


def test_accepting_what_is_not_less_urgent_is_a_mistake(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An acceptance that is no longer needed does not wait for the next softer wording."""
    edited(folder)
    assert guarded(["pack", "diff", str(OTTAWA), str(folder), "--accept", "stop_notice"]) == 2
    assert "nothing to accept is there" in capsys.readouterr().err


def test_json_is_written_when_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    """A script reads the same schema whatever was found."""
    assert guarded(["pack", "diff", str(OTTAWA), str(OTTAWA), "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["schema"] == "triage-pack-diff/2"
    assert tree["is_same"]
    assert tree["sections"] == []


def test_json_is_written_when_a_pack_has_faults(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The faults are in it, and on stderr as ever."""
    edited(folder, "age < 18 years", "age < 18 months")
    assert guarded(["pack", "diff", str(OTTAWA), str(folder), "--json"]) == 4
    out, message = capsys.readouterr()
    tree = json.loads(out)
    assert tree["schema"] == "triage-faults/1"
    assert tree["faults"][0]["what"] in message


def test_a_change_of_words_needs_no_solver_and_no_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can move no runner is not looked for."""
    edited(folder, "title: Under 18", "title: Below 18")
    for name in ("moves.Sheets", "moves.Engine", "vignettes.Engine", "vignettes.Valuation"):
        monkeypatch.delattr(f"triage.assurance.diff.{name}")
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 0


def test_a_sheet_that_an_engine_does_not_confirm_is_our_fault(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not printed: a comparison that was wrong once is never believed again."""
    edited(folder)
    unedited = Engine(load_pack(OTTAWA))
    monkeypatch.setattr("triage.assurance.diff.moves.Engine", lambda _: unedited)
    assert guarded(["pack", "diff", str(OTTAWA), str(folder)]) == 70
    out, message = capsys.readouterr()
    assert out == ""
    assert "a sheet found to go from" in message
