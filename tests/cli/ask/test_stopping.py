"""However an interview is stopped, its answers are kept and it can continue."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.cli.ask.terminal import BACK_PAIN, CALM, ENTER, LOWER_BACK, Terminal
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.pack import Pack


def test_stopping_keeps_every_answer(tmp_path: Path, ottawa: Pack) -> None:
    """Ctrl-C says where the answers are, and --resume goes on from there."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("n")
    terminal.expect("Question 2")
    terminal.interrupt()
    assert "triage ask --resume triage-draft.yaml" in " ".join(terminal.end().split())
    draft = tmp_path / "triage-draft.yaml"
    answers = read_sheet(draft.read_text(), "draft", ottawa).answers
    assert answers.given == {"danger": "no"}
    again = Terminal(tmp_path, "--plain", "--resume", "triage-draft.yaml")
    again.expect("Your draft holds 1 answer")
    again.answer_all(CALM)
    again.child.sendline("")
    assert "Look after it at home" in again.end()


@pytest.mark.parametrize("how", [(), ("--plain",)])
def test_back_and_stop_work_where_answers_are_checked(tmp_path: Path, how: tuple[str, ...]) -> None:
    """From the check of answers `b` leads to the last question, and `q` saves and stops."""
    enter = "\n" if how else ""
    terminal = Terminal(tmp_path, *how)
    terminal.expect("Your answer")
    terminal.child.send("y" + enter if how else ENTER)
    terminal.expect("Check your answers")
    terminal.expect("stop")
    terminal.child.send("b" + enter)
    terminal.expect("Is the foot cold")
    terminal.expect("Your answer so far: yes")
    terminal.expect("Your answer: " if how else "Save and stop")
    terminal.child.send(enter or ENTER)
    terminal.expect("Check your answers")
    terminal.expect("stop")
    terminal.child.send("q" + enter)
    assert "triage ask --resume triage-draft.yaml" in " ".join(terminal.end().split())
    assert terminal.child.exitstatus == 0


def test_leaving_the_try_out_leaves_the_report(tmp_path: Path) -> None:
    """Ctrl-C among the exercises is not a failure: the report is there, and is mentioned once."""
    (tmp_path / "sheet.yaml").write_text(LOWER_BACK.read_text())
    terminal = Terminal(
        tmp_path, "--plain", "-o", "report.html", "--resume", "sheet.yaml", pack=BACK_PAIN
    )
    terminal.expect("see your advice")
    terminal.child.sendline("")
    terminal.expect("how they went")
    terminal.answer("perhaps")
    terminal.expect("We did not understand that.")
    terminal.interrupt()
    out = terminal.end()
    assert terminal.child.exitstatus == 0
    assert out.count("report.html") == 1
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "sheet.yaml").exists()  # a sheet of the runner's own is not our draft


def test_a_killed_interview_goes_on_where_it_was(tmp_path: Path, ottawa: Pack) -> None:
    """Every answer is on disk before the next question: even kill -9 loses none."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("n", "1")
    terminal.expect("Question 3")
    terminal.child.kill(signal.SIGKILL)
    draft = tmp_path / "triage-draft.yaml"
    answers = read_sheet(draft.read_text(), "draft", ottawa).answers
    assert answers.given == {"danger": "no", "pain_zone": "ankle"}
    again = Terminal(tmp_path, "--plain", "--resume", "triage-draft.yaml")
    again.expect("Your draft holds 2 answers")
    again.expect("Question 3")
    again.leave()


def test_a_draft_from_before_is_offered_and_enter_does_not_take_it(tmp_path: Path) -> None:
    """It may be somebody else's: it shows whose it is and from when, and has to be accepted."""
    first = Terminal(tmp_path, "--plain", "--runner", "Anna")
    first.answer("n")
    first.expect("Question 2")
    first.interrupt()
    first.end()
    again = Terminal(tmp_path, "--plain")
    again.expect("1 saved answer in triage-draft.yaml")
    again.expect("Anna")
    again.expect("saved on")
    again.expect("Your answer: ")
    again.child.sendline("")
    again.expect("We did not understand that.")
    again.expect("Your answer: ")
    again.child.sendline("y")
    again.expect("Your draft holds 1 answer")
    again.expect("Question 2")
    again.leave()
