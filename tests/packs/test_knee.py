"""A pack about knees, written from the documents alone, passes everything and needs no code.

It weighs the signs of a blood clot, has signs that count alone and a gate with an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from triage.cli.errors import guarded

KNEE = Path(__file__).parent / "knee_pain"
CLOT = "calf_swollen: yes, calf_tender: yes"
MILD = (
    "answers: {urgent: none, age: 30, start: slowly, walking: normal, locked: no, "
    "calf_swollen: no, calf_tender: no, clot_risk: none, days: 5, load: [hills], "
    "squat_hurts: yes}\n"
)
ROSTER = """\
runner,date,complaint,urgent,age,start,walking,calf_swollen,calf_tender
R-1,2026-11-23,yes,cold_foot,30,,,,
R-2,2026-11-23,yes,none,30,slowly,normal,yes,yes
R-3,2026-11-23,no,,,,,,
"""
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own; return its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    Path("mild.yaml").write_text(MILD)
    Path("clot.yaml").write_text(f"answers: {{urgent: none, age: 30, {CLOT}}}\n")
    Path("roster.csv").write_text(ROSTER)

    def run(*arguments: object) -> tuple[int, str]:
        code = guarded([str(each) for each in arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_it_has_no_faults_and_no_remarks(run: Run) -> None:
    """Nothing is unused, untested or hard to read."""
    code, said = run("pack", "check", KNEE, "--strict", "--today", "2026-11-24")
    assert code == 0, said
    assert "12 questions" in said
    assert "no faults, 0 remarks" in said


def test_its_vignettes_come_out_as_expected(run: Run) -> None:
    """Every story of a runner ends as its author expects."""
    code, said = run("pack", "test", KNEE)
    assert code == 0, said
    assert "0 failed" in said


def test_every_property_is_proved(run: Run) -> None:
    """Over every sheet, with one exception, which is needed."""
    code, said = run("pack", "prove", KNEE)
    assert code == 0, said


def test_its_vignettes_cover_every_clause(run: Run) -> None:
    """Each clause of each rule decides in some vignette."""
    code, said = run("pack", "cover", KNEE)
    assert code == 0, said
    assert said.count("100.0%") == 4


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_a_report_names_the_signs_of_a_score_and_not_its_points(run: Run, format: str) -> None:
    """A runner reads what counted, in each format."""
    code, said = run("assess", "clot.yaml", "-f", format, "--pack", KNEE)
    assert code == 0, said
    assert "Be seen today" in said
    assert "your calf is swollen" in said
    assert "2 points" not in said


def test_a_mild_knee_gets_a_programme_without_what_hurts(run: Run) -> None:
    """The squat is held, and the next exercise in line is offered instead."""
    code, said = run("assess", "mild.yaml", "--pack", KNEE)
    assert code == 0, said
    assert "Look after it at home" in said
    assert "Leg raise" in said
    assert "Run half as far for two weeks" in said


def test_a_squad_is_screened(run: Run) -> None:
    """Rows come out as sheets do: an emergency, a clot, and one who is well."""
    code, said = run("screen", "roster.csv", "--today", "2026-11-24", "-o", "board", "--pack", KNEE)
    assert code == 0, said
    board = Path("board/results.csv").read_text("utf-8-sig")
    assert "No training. Call for help now." in board
    assert "No training. The knee must be seen today." in board


@pytest.mark.parametrize("command", [("book", "-o", "book.html"), ("graph",), ("hazards",)])
def test_its_pages_for_reviewers_are_written(run: Run, command: tuple[str, ...]) -> None:
    """The book, the graph and the hazard log."""
    code, said = run("pack", command[0], KNEE, *command[1:])
    assert code == 0, said
