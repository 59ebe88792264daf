"""The interview by menu, in a terminal of any width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.ask.terminal import BACK_PAIN, DOWN, ENTER, SPACE, Terminal
from triage.cli.ask.replies import ticks
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind


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


def test_options_wrap_again_when_a_terminal_is_narrowed(tmp_path: Path, back_pain: Pack) -> None:
    """A menu that is open is drawn anew for the width there is now, and loses no word."""
    first = back_pain.questions[0]
    terminal = Terminal(tmp_path, columns=120, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.seen = ""
    terminal.child.setwinsize(60, 40)
    terminal.expect("Save and stop")
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.seen).splitlines()
    assert [line for line in lines if len(line) > 40] == []
    shown = " ".join(" ".join(lines).split())
    assert [option.label for option in first.options if option.label not in shown] == []
    terminal.leave()


def test_a_menu_answers_a_letter_at_once_and_keeps_the_whole_reply(tmp_path: Path) -> None:
    """`?` and `b` work without walking down, and what was picked stays on the screen in full."""
    terminal = Terminal(tmp_path, columns=40, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.child.send("?")
    terminal.expect("change the advice to")
    terminal.expect("Save and stop")
    terminal.child.send("b")
    terminal.expect("This is the first question")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN + DOWN + ENTER)
    terminal.expect("Your answer: Whole back, or I cannot")
    terminal.expect("which part")
    terminal.leave()


def test_enter_on_none_of_these_is_enough(tmp_path: Path) -> None:
    """With nothing ticked, Enter takes a line that can only be ticked alone."""
    terminal = Terminal(tmp_path, pack=BACK_PAIN)
    terminal.expect("Save and stop")
    terminal.child.send(ENTER)
    terminal.expect("Space to tick")
    terminal.expect("Save and stop")
    terminal.child.send(DOWN * 12 + ENTER)
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
    terminal.expect("Your answer so far: Whole back")
    terminal.expect("Save and stop")
    terminal.child.send(ENTER)
    terminal.expect("Your answer: Whole back")
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


def test_a_doubt_is_not_lost_when_an_answer_is_gone_over(back_pain: Pack) -> None:
    """A box not sure of stays so when others are picked; only none of these makes it a no."""
    question = next(q for q in back_pain.questions if q.kind is Kind.CHECKLIST)
    first, second, *_ = question.option_ids
    before = ticks(question, [second])
    before = Ticks(((first, Tick.UNSURE), *before.boxes[1:]))
    assert ticks(question, [second], before).get(first) is Tick.UNSURE
    assert ticks(question, [first], before).get(first) is Tick.YES
    assert ticks(question, [], before).get(first) is Tick.NO


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
    terminal.expect("cannot be ticked together")
    terminal.leave()
