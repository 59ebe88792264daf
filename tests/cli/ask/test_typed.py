"""The interview with typed answers leads to a report."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.ask.terminal import CALM, Terminal


def test_typed_answers_lead_to_a_report(tmp_path: Path) -> None:
    """A runner who types every answer reads the report, and the draft is gone."""
    terminal = Terminal(tmp_path, "--plain", "-o", "report.html")
    terminal.answer_all(CALM)
    terminal.child.sendline("")
    out = terminal.end()
    assert "Look after it at home" in out
    assert terminal.child.exitstatus == 0
    assert (tmp_path / "report.html").exists()
    assert not (tmp_path / "triage-draft.yaml").exists()


def test_an_emergency_answer_ends_the_questions(tmp_path: Path) -> None:
    """After an emergency answer comes the check of answers, and no further question."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("y")
    terminal.expect("Call for help now")  # at once, before anything is to be checked
    terminal.expect("Check your answers")
    terminal.expect("see your advice")
    terminal.child.sendline("")
    terminal.expect("Call for help now")
    terminal.end()


def test_why_and_back_answer_a_persons_doubts(tmp_path: Path) -> None:
    """`?` says what an answer can still change, `b` goes back to the question before."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("?")
    terminal.expect("could still change the advice to: Call for help now")
    terminal.answer("n")
    terminal.expect("Question 2")
    terminal.answer("b")
    terminal.expect("Is the foot cold")
    terminal.leave()


def test_each_question_says_what_it_can_still_change(tmp_path: Path) -> None:
    """One line under each question says why it is asked, as long as it is asked."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.expect("We ask because your answer could still lead to: Call for help now.")
    terminal.answer("y")
    terminal.expect("Check your answers")
    terminal.expect("see your advice")
    terminal.child.sendline("1")  # the same question again: another answer would change it
    terminal.expect("Your answer so far: yes")
    terminal.expect("We ask because your answer could still lead to: Call for help now.")
    terminal.leave()


def test_what_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    """A reply that is not an answer is not taken for one."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("perhaps")
    terminal.expect("We did not understand that")
    terminal.leave()


def test_a_changed_answer_asks_only_what_it_opens(tmp_path: Path) -> None:
    """From the check of answers, moving the pain drops the ankle answer and asks about the foot."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer_all(CALM)
    terminal.child.sendline("2")  # where it hurts
    terminal.answer("2")  # in the middle of the foot
    terminal.expect("no longer applies: tender ankle bone")
    terminal.answer_all({"Does it hurt to press the bone here?": "n"})
    terminal.child.sendline("")
    assert "Look after it at home" in terminal.end()


def test_enter_keeps_a_typed_answer(tmp_path: Path) -> None:
    """Without menus too an answer gone back to is shown, and just Enter keeps it."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("n", "2", "b")
    terminal.expect("Your answer so far: ")
    terminal.expect("keep your answer.")
    terminal.answer("")
    terminal.expect("Question 3")
    terminal.child.close()


def test_the_last_words_are_what_to_do(tmp_path: Path) -> None:
    """Below a report longer than the screen, what to do first is repeated."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("y")
    terminal.expect("see your advice")
    terminal.child.sendline("")
    last = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", terminal.end()).split()[-40:])
    assert "Call for help now." in last
