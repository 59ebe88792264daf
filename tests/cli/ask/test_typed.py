"""The interview in a real terminal, typed and by menu."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pexpect
import pytest

from triage.cli.ask.replies import ticks
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind

DOWN, ENTER, SPACE = "\x1b[B", "\r", " "
CALM = {
    "Is the foot cold": "n",
    "Where does it hurt?": "1",
    "Could you take four steps": "y",
    "Does it hurt to press": "n",
    "How old are you": "30",
    "Have you rolled this ankle": "y",
}
BACK_PAIN = str(Path(__file__).parents[2] / "rules" / "runner_back_pain")
LOWER_BACK = Path(__file__).parents[2] / "examples" / "lower_back.yaml"
OTTAWA = str(Path(__file__).parents[1] / "packs" / "ottawa_ankle")


class Terminal:
    """One `triage ask` in a terminal of some width."""

    def __init__(
        self, folder: Path, *arguments: str, columns: int = 80, pack: str = OTTAWA
    ) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "triage", "ask", "--pack", pack, *arguments],
            cwd=str(folder),
            env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1"},  # pexpect tells no cursor's place
            dimensions=(60, columns),
            encoding="utf-8",
            timeout=600,  # of a terminal that hangs; a slow machine is no fault of the software
        )
        self.seen = ""

    def expect(self, text: str) -> None:
        self.child.expect_exact(text)
        self.seen += self.child.before + self.child.after

    def answer(self, *replies: str) -> None:
        for reply in replies:
            self.expect("Your answer: ")
            self.child.sendline(reply)

    def answer_all(self, replies: dict[str, str]) -> None:
        """Reply to each question by its text, until the answers are to be checked."""
        texts = [*replies, "see your advice"]
        while (place := self.child.expect_exact(texts)) < len(replies):
            self.answer(replies[texts[place]])

    def interrupt(self) -> None:
        """Press Ctrl-C at a prompt."""
        self.expect("Your answer: ")
        self.press_ctrl_c()

    def press_ctrl_c(self) -> None:
        """Press Ctrl-C once the process waits: Python's readline misses one that comes before."""
        state = Path(f"/proc/{self.child.pid}/stat")
        if not state.exists():
            time.sleep(0.3)  # not Linux, where alone a process's state can be read
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] == "R":
            time.sleep(0.01)
        self.child.sendintr()

    def end(self) -> str:
        self.child.expect(pexpect.EOF)
        self.seen += self.child.before
        self.child.close()
        return self.seen

    def leave(self) -> None:
        """Stop as a runner does, by Ctrl-C: closing the terminal would not let it end well."""
        self.press_ctrl_c()
        self.end()


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
    terminal.expect("can still change what to do to: Call for help now")
    terminal.answer("n")
    terminal.expect("Question 2")
    terminal.answer("b")
    terminal.expect("Is the foot cold")
    terminal.leave()


def test_each_question_says_what_it_can_still_change(tmp_path: Path) -> None:
    """One line under each question says why it is asked, as long as it is asked."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.expect("We ask because your answer can still lead to: Call for help now.")
    terminal.answer("y")
    terminal.expect("Check your answers")
    terminal.expect("see your advice")
    terminal.child.sendline("1")  # the same question again: another answer would change it
    terminal.expect("Your answer so far: yes")
    terminal.expect("We ask because your answer can still lead to: Call for help now.")
    terminal.leave()


def test_what_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    """A reply that is no answer is not taken for one."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("perhaps")
    terminal.expect("We could not read that")
    terminal.leave()


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
    again.expect("We read 1 answer")
    again.answer_all(CALM)
    again.child.sendline("")
    assert "Look after it at home" in again.end()


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


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_menus_lead_to_a_report_at_any_width(tmp_path: Path, columns: int) -> None:
    """With arrow keys, Space and Enter alone a runner gets to the report."""
    terminal = Terminal(tmp_path, columns=columns)
    terminal.expect("Your answer")
    terminal.child.send(ENTER)  # the first option: yes, the foot is in danger
    terminal.expect("Check your answers")
    terminal.expect("Your answer")
    terminal.child.send(ENTER)  # see my advice
    assert "Call for help" in terminal.end()


@pytest.mark.parametrize("columns", [40, 80])
def test_a_menu_never_cuts_an_option_off(tmp_path: Path, columns: int, back_pain: Pack) -> None:
    """Every word of every option is on the screen, however narrow."""
    first = back_pain.questions[0]
    terminal = Terminal(tmp_path, columns=columns, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    shown = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.seen).split())
    assert [option.label for option in first.options if option.label not in shown] == []
    terminal.leave()


def test_a_menu_answers_a_letter_at_once_and_keeps_the_whole_reply(tmp_path: Path) -> None:
    """`?` and `b` work without walking down, and what was picked stays on the screen in full."""
    terminal = Terminal(tmp_path, columns=40, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.child.send("?")
    terminal.expect("change what to do to")
    terminal.expect("Save and stop")
    terminal.child.send("b")
    terminal.expect("This is the first question")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + DOWN + ENTER)
    terminal.expect("Your answer: Upper and lower back, or")
    terminal.expect("the whole back")
    terminal.leave()


def test_enter_on_none_of_these_is_enough(tmp_path: Path) -> None:
    """With nothing ticked, Enter takes a line that can only stand alone."""
    terminal = Terminal(tmp_path, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.child.send(ENTER)
    terminal.expect("Space to tick")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN * 10 + ENTER)
    terminal.expect("Your answer: None of these")
    terminal.expect("Question 3")
    terminal.leave()


def test_a_menu_starts_at_the_answer_before(tmp_path: Path, back_pain: Pack) -> None:
    """Whoever goes back finds what they answered chosen or ticked, and Enter keeps it."""
    terminal = Terminal(tmp_path, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + DOWN + ENTER)  # the whole back
    terminal.expect("Space to tick")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + SPACE + "b")  # a tick that goes with the question, unanswered
    terminal.expect("Your answer so far: Upper and lower back")
    terminal.expect("Save and stop")
    terminal.child.send(ENTER)
    terminal.expect("Your answer: Upper and lower back")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + SPACE + ENTER)  # the second sign: an emergency
    terminal.expect("Check your answers")
    terminal.expect("back, q stop")
    terminal.child.send(DOWN + DOWN + ENTER)  # change it
    terminal.expect("Save and stop")
    terminal.child.send(ENTER)
    second = back_pain.questions[1].options[1].label
    terminal.expect("Your answer: " + " ".join(second.split()[:6]))
    terminal.child.close()
    answers = read_sheet((tmp_path / "triage-draft.yaml").read_text(), "draft", back_pain).answers
    assert answers.given["pain_location"] == "both"
    assert answers.get("emergency_signs") == ticks(
        back_pain.questions[1], [back_pain.questions[1].option_ids[1]]
    )


def test_enter_keeps_a_typed_answer(tmp_path: Path) -> None:
    """Without menus too an answer gone back to is shown, and just Enter keeps it."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("n", "2", "b")
    terminal.expect("Your answer so far: ")
    terminal.expect("Just Enter keeps")
    terminal.answer("")
    terminal.expect("Question 3")
    terminal.child.close()


def test_a_doubt_is_not_lost_when_an_answer_is_gone_over(back_pain: Pack) -> None:
    """A box not sure of stays so when others are picked; only none of these makes it a no."""
    question = next(q for q in back_pain.questions if q.kind is Kind.CHECKLIST)
    first, second, *_ = question.option_ids
    before = ticks(question, [second])
    before = Ticks(((first, Tick.UNSURE), *before.boxes[1:]))
    assert ticks(question, [second], before).get(first) is Tick.UNSURE
    assert ticks(question, [first], before).get(first) is Tick.YES
    assert ticks(question, [], before).get(first) is Tick.NO


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
    """Ctrl-C among the exercises is no failure: the report is there, and said to be, once."""
    (tmp_path / "sheet.yaml").write_text(LOWER_BACK.read_text())
    terminal = Terminal(
        tmp_path, "--plain", "-o", "report.html", "--resume", "sheet.yaml", pack=BACK_PAIN
    )
    terminal.expect("see your advice")
    terminal.child.sendline("")
    terminal.expect("how they went")
    terminal.answer("perhaps")
    terminal.expect("We could not read that.")
    terminal.interrupt()
    out = terminal.end()
    assert terminal.child.exitstatus == 0
    assert out.count("report.html") == 1
    assert (tmp_path / "report.html").exists()
    assert (tmp_path / "sheet.yaml").exists()  # a sheet of the runner's own is no draft of ours


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
    again.expect("We read 2 answers")
    again.expect("Question 3")
    again.leave()


def test_a_menu_checklist_refuses_none_beside_a_tick(tmp_path: Path) -> None:
    """ "None of these" excludes every other box."""
    terminal = Terminal(tmp_path)
    menus = {
        "Is the foot cold": DOWN + ENTER,
        "Where does it hurt?": ENTER,
        "Could you take four steps": ENTER,
        "How old are you": "30" + ENTER,
        "Have you rolled this ankle": ENTER,
        "Space to tick": SPACE + DOWN + DOWN + SPACE + ENTER,
    }
    texts = list(menus)
    while (place := terminal.child.expect_exact(texts)) < len(texts) - 1:
        terminal.expect("A number" if texts[place].startswith("How old") else "Your answer")
        terminal.child.send(menus[texts[place]])
    terminal.child.send(menus["Space to tick"])
    terminal.expect("lines below them alone")
    terminal.leave()


def test_a_draft_from_before_is_offered_and_not_written_over(tmp_path: Path) -> None:
    """Someone who stopped and starts again is asked whether to go on, and by Enter does."""
    first = Terminal(tmp_path, "--plain")
    first.answer("n")
    first.expect("Question 2")
    first.interrupt()
    first.end()
    again = Terminal(tmp_path, "--plain")
    again.expect("answers from before in triage-draft.yaml")
    again.child.sendline("")
    again.expect("We read 1 answer")
    again.expect("Question 2")
    again.leave()


def test_the_last_words_are_what_to_do(tmp_path: Path) -> None:
    """Below a report longer than the screen stands once more what to do first."""
    terminal = Terminal(tmp_path, "--plain")
    terminal.answer("y")
    terminal.expect("see your advice")
    terminal.child.sendline("")
    last = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", terminal.end()).split()[-40:])
    assert "Call for help now." in last
