"""Plain lines, typed: for screen readers and for any terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from triage.cli.ask.prompts import AT_A_LIST, Command, Reply
from triage.cli.ask.replies import question_tree, read_reply
from triage.model.answers import Answer
from triage.model.question import Question


class TypedPrompts:
    """Plain lines: numbers and letters are typed. Works with screen readers and any terminal."""

    def __init__(self, words: Any, say: Any) -> None:
        self.words = words
        self.say = say

    def put(self, question: Question, before: Answer | None) -> Reply:
        tree = question_tree(question)
        self.say(self.words.typed_choices(tree, before is not None))
        while True:
            reply = typed(self.words.prompt())
            if reply in {command.value for command in Command}:
                return Command(reply)
            answer = before if before is not None and not reply else read_reply(question, reply)
            if answer is not None:
                return answer
            self.say(self.words.not_understood(tree))

    def pick(self, labels: Sequence[str]) -> int | Command | None:
        self.say(self.words.typed_list(list(labels)))
        while True:
            reply = typed(self.words.pick_prompt())
            if not reply:
                return None
            if reply in {command.value for command in AT_A_LIST}:
                return Command(reply)
            if reply.isdecimal() and 1 <= int(reply) <= len(labels):
                return int(reply) - 1
            self.say(self.words.not_picked(len(labels)))


def typed(text: str) -> str:
    """Return a typed line, in small letters: empty where somebody just pressed Enter."""
    reply = click.prompt(text, prompt_suffix=": ", default="", show_default=False)
    return str(reply).strip().lower()


def typed_letter(
    words: Any, say: Any, text: str, letters: str, otherwise: str | None = None
) -> str:
    """Return one of some letters; `otherwise` where somebody just pressed Enter."""
    say(text)
    while True:
        reply = typed(words.prompt())[:1] or otherwise
        if reply and reply in letters:
            return reply
        say(words.no_such_letter(list(letters)))
