"""A report in JSON is read wherever a sheet is, and means what its sheet meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import EXAMPLES
from tests.conftest import OTTAWA
from triage.cli.errors import guarded
from triage.knowledge.sheet import report as sheets_in_reports
from triage.model.pack import Pack
from triage.report.facts import facts
from triage.store.sheets import load_sheet

SHEET = EXAMPLES / "upper_back.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line where `report.json` is a report of a sheet with a runner and tries."""
    lines = SHEET.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("runner:")]
    (tmp_path / "sheet.yaml").write_text("\n".join(["runner: R-014 \U0001f3c3", *kept]), "utf-8")
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = guarded(arguments)
        return code, *capsys.readouterr()

    assert ran("assess", "sheet.yaml", "-o", "report.json")[0] == 0
    return ran


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a report on disk."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    change(tree)
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("assess", "{}", "-f", "json"),
        ("why", "{}"),
        ("why", "{}", "emergency", "--json"),
        ("why-not", "{}", "emergency"),
        ("what-if", "{}", "age=70"),
        ("change", "{}", "--to", "see_doctor"),
    ],
)
def test_a_command_says_of_a_report_what_it_says_of_its_sheet(
    command: tuple[str, ...], run: Run
) -> None:
    """Answers, runner, date and the exercises tried are those of the report."""
    of_sheet = run(*(part.format("sheet.yaml") for part in command))
    of_report = run(*(part.format("report.json") for part in command))
    assert of_report == of_sheet
    assert of_sheet[0] in (0, 3)


@pytest.mark.usefixtures("run")
def test_the_sheet_of_a_report_is_the_sheet(tmp_path: Path, back_pain: Pack) -> None:
    """All of it, to the date and the tries."""
    sheet = load_sheet(tmp_path / "sheet.yaml", back_pain)
    again = load_sheet(tmp_path / "report.json", back_pain)
    assert sheet.tried
    assert sheet.runner == "R-014 \U0001f3c3"
    assert (again.runner, again.date, again.tried) == (sheet.runner, sheet.date, sheet.tried)
    assert again.answers == sheet.answers


def test_a_calendar_of_a_report_has_the_events_of_its_sheet(run: Run) -> None:
    """The runner's code says whose it is."""
    day = ("--today", "2026-11-29")
    assert run("calendar", "report.json", *day) == run("calendar", "sheet.yaml", *day)


def test_a_report_of_another_pack_is_refused(run: Run, tmp_path: Path) -> None:
    """The same id and version do not make it the same rules: its digest counts."""

    def change(tree: Any) -> None:
        tree["pack"]["digest"] = "0" * 64

    edit(tmp_path / "report.json", change)
    code, out, err = run("why", "report.json")
    assert (code, out) == (3, "")
    assert "the report was made with runner_back_pain" in err
    assert "(000000000000), and this pack is runner_back_pain" in err
    assert "name the pack that made the report with --pack" in err
    shutil.copytree(OTTAWA, tmp_path / "pack")
    assert run("why", "report.json", "--pack", "pack")[0] == 3


def test_a_report_of_another_version_is_refused(run: Run, tmp_path: Path) -> None:
    """What its keys mean is not guessed."""
    edit(tmp_path / "report.json", lambda tree: tree.update(schema="triage-report/99"))
    code, _, err = run("why", "report.json")
    assert code == 3
    assert "the report has the schema 'triage-report/99'" in err


def test_a_report_without_a_sheet_is_refused(run: Run, tmp_path: Path) -> None:
    """No answers are not taken for a sheet of no answers."""
    edit(tmp_path / "report.json", lambda tree: tree.pop("sheet"))
    code, _, err = run("why", "report.json")
    assert code == 3
    assert "the report holds no sheet" in err


def test_an_altered_answer_of_a_report_is_a_fault_with_its_place(run: Run, tmp_path: Path) -> None:
    """The answers of a report are checked as those of a sheet are."""

    def change(tree: Any) -> None:
        tree["sheet"]["answers"]["age"] = "340"

    edit(tmp_path / "report.json", change)
    code, _, err = run("why", "report.json")
    assert code == 3
    assert err.startswith("report.json:1:")
    assert "out of range for 'age'" in err


def test_the_version_that_is_read_is_the_one_that_is_written() -> None:
    """Knowledge does not know reports, so each has the number."""
    assert sheets_in_reports.SCHEMA == facts.SCHEMA
