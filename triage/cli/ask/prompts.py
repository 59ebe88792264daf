"""What every way to put a question does: it returns an answer or a command."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from triage.model.answers import Answer
from triage.model.question import Question


class Command(Enum):
    """What someone can do at a question besides answering it."""

    WHY = "?"
    BACK = "b"
    STOP = "q"


Reply = Answer | Command
AT_A_LIST = (Command.BACK, Command.STOP)  # in a list there is no question to explain


class Prompts(Protocol):
    """Puts questions and lists of things to choose from."""

    def put(self, question: Question, before: Answer | None) -> Reply:
        """Return the reply to a question that has been shown. Enter keeps the answer `before`."""
        ...

    def pick(self, labels: Sequence[str]) -> int | Command | None:
        """Return the place of one label, or None for "none of them, go on"; or go back, or stop."""
        ...
