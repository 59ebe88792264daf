"""Answers outlive a pack: what was given for an earlier version is used, and the rest is named."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.ask.terminal import OTTAWA, Terminal
from tests.knowledge.small import texts
from tests.knowledge.versioned import versioned
from triage.cli.errors import guarded

Run = Callable[..., tuple[int, str, str]]

CHANGES = [
    {"renamed": "cold_foot", "to": "danger"},
    {"split": "ankle_bone.any", "into": ["ankle_bone.outer", "ankle_bone.inner"]},
    {"retired": "weather", "why": "it says nothing of an ankle"},
]
OLD = """
pack: {id: ottawa_ankle, version: 1.0.0}
runner: R-014
answers:
  {cold_foot: no, pain_zone: ankle, four_steps: yes, ankle_bone: [any], weather: wet, age: 30,
   rolled_often: no}
"""
CARRIED = (
    "This sheet was filled in for version 1.0.0 of the questions, and these are version 2.0.0. "
    "Answers that carry over: 5.\n"
    "Please answer again: ankle_bone.outer, ankle_bone.inner.\n"
    "No longer asked, so left out: weather (it says nothing of an ankle).\n"
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The folder of a pack that renamed, split and retired something since 1.0.0."""
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, text in versioned(texts(Path(OTTAWA)), {"1.0.0": CHANGES}).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A sheet of 1.0.0."""
    path = tmp_path / "old.yaml"
    path.write_text(OLD, encoding="utf-8")
    return path


@pytest.fixture
def run(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command with that pack, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def ran(command: str, *arguments: object) -> tuple[int, str, str]:
        code = guarded([command, "--pack", str(pack), *map(str, arguments)])
        return code, *capsys.readouterr()

    return ran


def test_a_sheet_of_an_earlier_version_is_assessed(run: Run, old: Path) -> None:
    """Its report is not complete, and stderr says what must be asked again, even with -q."""
    code, out, err = run("assess", old, "-f", "json", "-q")
    report = json.loads(out)
    assert (code, err) == (0, CARRIED)
    assert "ankle_bone" not in report["sheet"]["answers"]
    assert report["sheet"]["answers"]["danger"] == "no"
    assert report["is_complete"] is False
    assert report["unasked"]["ankle_bone"] == "open"


def test_the_report_of_such_a_sheet_is_one_of_this_version(run: Run, old: Path) -> None:
    """It is read as a sheet without another word."""
    assert run("assess", old, "-o", "report.json")[0] == 0
    code, _, err = run("assess", "report.json")
    assert (code, err) == (0, "")


def test_an_interview_continues_an_earlier_draft_with_what_is_missing(run: Run, old: Path) -> None:
    """Once that is given, what is kept is a sheet of this version."""
    code, _, err = run("ask", "--no-input", "--resume", old)
    assert code == 2
    assert err.startswith(CARRIED)
    assert "'ankle_bone' is not answered" in err
    given = ("-a", "ankle_bone=none", "--save-answers", "kept.yaml")
    assert run("ask", "--no-input", "--resume", old, *given)[0] == 0
    code, _, err = run("assess", "kept.yaml")
    assert (code, err) == (0, "")


def test_a_runner_is_asked_again_what_does_not_carry_over(
    pack: Path, old: Path, tmp_path: Path
) -> None:
    """And nothing else."""
    terminal = Terminal(tmp_path, "--plain", "--resume", str(old), pack=str(pack))
    terminal.expect("Please answer again: ankle_bone.outer, ankle_bone.inner.")
    terminal.expect("Does it hurt to press the bone here?")
    terminal.answer("n")
    terminal.expect("see your advice")
    terminal.expect("Your choice: ")
    terminal.child.sendline("q")
    terminal.end()
    assert "Is the foot cold" not in terminal.seen


def test_an_earlier_roster_is_screened(run: Run, tmp_path: Path) -> None:
    """What a runner has to be asked again is not taken for no."""
    header = "runner,date,cold_foot,pain_zone,ankle_bone"
    rows = ("R-1,2026-11-23,no,ankle,none of these", "R-2,2026-11-23,no,ankle,any")
    (tmp_path / "squad.csv").write_text("\n".join((header, *rows)), encoding="utf-8")
    said = run("screen", "squad.csv", "-o", "out", "--clinician", "c.csv", "--today", "2026-11-24")
    assert said[0] == 0
    assert "its columns are of version 1.0.0 of the questions" in said[2]
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = sorted(csv.DictReader(file), key=lambda each: each["runner"])
    assert [each["answer ankle_bone"] for each in (first, second)] == ["none", ""]
    assert second["answer danger"] == "no"
