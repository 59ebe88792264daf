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
