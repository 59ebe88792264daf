"""Answers changed from the command line: `question=answer`, or one box: `question.box=answer`."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.knowledge.golden import BAD, assert_golden
from tests.knowledge.small import small_pack
from triage.errors import AnswerFault
from triage.knowledge.sheet.changes import read_changes
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks

PACK = small_pack()
BEFORE = Answers({"place": "low", "signs": Ticks((("fever", Tick.NO),)), "days": Decimal(3)})


def test_every_fault_of_bad_changes_says_what_and_how_to_fix_it() -> None:
    """Every fault of every change, as a file beside them has it word for word."""
    typed = (BAD / "changes" / "typed.args").read_text("utf-8").splitlines()
    with pytest.raises(AnswerFault) as caught:
        read_changes(typed, PACK, BEFORE)
    assert_golden(str(caught.value), BAD / "changes" / "expected.txt")


@pytest.mark.parametrize(
    ("change", "question", "answer"),
    [
        ("place=high", "place", "high"),
        ("place = high", "place", "high"),
        ("place=unsure", "place", UNSURE_ANSWER),
        ("tired=yes", "tired", "yes"),
        ("days=42", "days", Decimal(42)),
        ("days=42 days", "days", Decimal(42)),
        ("signs=none", "signs", Ticks((("fever", Tick.NO), ("chills", Tick.NO)))),
        ("signs=[chills]", "signs", Ticks((("fever", Tick.NO), ("chills", Tick.YES)))),
        ("signs.chills=yes", "signs", Ticks((("fever", Tick.NO), ("chills", Tick.YES)))),
        ("signs.fever=unsure", "signs", Ticks((("fever", Tick.UNSURE),))),
    ],
)
def test_a_change_changes_one_answer_and_leaves_the_others(
    change: str, question: str, answer: Answer
) -> None:
    """One answer, or one box of a checklist; nothing else is touched."""
    after = read_changes([change], PACK, BEFORE)
    assert after.get(question) == answer
    assert after.without(question) == BEFORE.without(question)


def test_of_two_changes_to_one_answer_the_last_counts() -> None:
    """Changes are made in the order they are typed."""
    assert read_changes(["days=5", "days=7"], PACK, BEFORE).get("days") == Decimal(7)


def test_no_change_changes_nothing() -> None:
    """Nothing typed, nothing changed."""
    assert read_changes([], PACK, BEFORE) == BEFORE
