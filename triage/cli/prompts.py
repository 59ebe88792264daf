"""Two ways to put a question in a terminal: menus, and plain typed lines for screen readers.

Both return an answer or a command, and say nothing of their own: their words are the templates'.
"""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any, Protocol

import click

from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.question import Kind, Question


class Command(Enum):
    """What someone can do at a question besides answering it."""

    WHY = "?"
    BACK = "b"
    STOP = "q"


Reply = Answer | Command
_YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
_UNSURE = "unsure"
_NONE = "none"
_GO_ON = -1
_NO_HINT = " "  # in place of the library's own words
_AT_A_LIST = (Command.BACK, Command.STOP)  # there is no question there to ask the reason of
_ROOM = 8  # lines for a question with its reason above a menu
_POINTER, _BOX = 3, 5  # columns that a menu puts before a label: "»", and a box to tick besides


class Prompts(Protocol):
    """Puts questions and lists of things to choose from."""

    def put(self, question: Question, before: Answer | None) -> Reply:
        """Return the reply to a question that has been shown. Enter keeps the answer `before`."""
        ...

    def pick(self, labels: Sequence[str]) -> int | Command | None:
        """Return the place of one label, or None for "none of them, go on"; or go back, or stop."""
        ...


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
            if reply in {command.value for command in _AT_A_LIST}:
                return Command(reply)
            if reply.isdecimal() and 1 <= int(reply) <= len(labels):
                return int(reply) - 1
            self.say(self.words.not_picked(len(labels)))


class MenuPrompts:
    """Menus to move through with the arrow keys."""

    def __init__(self, words: Any, say: Any) -> None:
        import questionary
        from prompt_toolkit.filters import Condition

        self.lib = questionary
        self.when = Condition
        self.words = words
        self.say = say
        self.style = questionary.Style(
            [("pointer", "bold"), ("highlighted", "bold"), ("selected", "bold")]
        )

    def put(self, question: Question, before: Answer | None) -> Reply:
        if question.kind is Kind.NUMBER:
            return self._number(question, before)
        if question.kind is Kind.CHECKLIST:
            return self._checklist(question, before if isinstance(before, Ticks) else None)
        answers: list[tuple[str, Any]] = [(o.label, o.id) for o in question.options]
        answers.append((self.words.not_sure(), _UNSURE))
        picked = self._select(
            [*answers, *self._commands()],
            self.words.menu_hint(),
            Command,
            text=question.text,
            start=_UNSURE if before is UNSURE_ANSWER else before,
        )
        if isinstance(picked, Command):
            return picked
        self._echo([label for label, value in answers if value == picked])
        return UNSURE_ANSWER if picked == _UNSURE else str(picked)

    def pick(self, labels: Sequence[str]) -> int | Command | None:
        listed: list[tuple[str, Any]] = [(self.words.go_on(), _GO_ON)]
        listed += [(label, place) for place, label in enumerate(labels)]
        picked = self._select(listed, self.words.list_hint(), _AT_A_LIST)
        return None if picked == _GO_ON else picked

    def _commands(self) -> list[tuple[str, Any]]:
        return [
            (self.words.command_why(), Command.WHY),
            (self.words.command_back(), Command.BACK),
            (self.words.command_stop(), Command.STOP),
        ]

    def _select(
        self,
        listed: Sequence[tuple[str, Any]],
        hint: str,
        commands: Iterable[Command],
        *,
        text: str = "",
        start: Any = None,
    ) -> Any:
        choices = [self.lib.Choice(whole(label, _POINTER), value=value) for label, value in listed]
        prompt = self.lib.select(
            self._above(choices, text, hint),
            choices=choices,
            default=start,
            style=self.style,
            instruction=_NO_HINT,
            qmark="",
            erase_when_done=True,
        )
        return self._picked(prompt, commands)

    def _checklist(self, question: Question, before: Ticks | None) -> Reply:
        answers = [(self.words.none_of_these(), _NONE), (self.words.not_sure(), _UNSURE)]
        alone: list[tuple[str, Any]] = [*answers, *self._commands()]
        alone_values = [value for _, value in alone]
        boxes = [(option.label, option.id) for option in question.options]
        ticked = [o for o in question.option_ids if before and before.get(o) is Tick.YES]
        choices = [
            self.lib.Choice(whole(label, _BOX), value=value, checked=value in ticked)
            for label, value in boxes
        ]
        choices.append(self.lib.Separator(self.words.or_line()))
        choices += [self.lib.Choice(whole(label, _BOX), value=value) for label, value in alone]

        while True:
            prompt = self.lib.checkbox(
                self._above(choices, question.text, self.words.checklist_hint()),
                choices=choices,
                initial_choice=_start(question, before),
                style=self.style,
                instruction=_NO_HINT,
                qmark="",
                erase_when_done=True,
            )
            found = self._picked(prompt, Command, alone_values)
            picked = [found] if isinstance(found, Command | str) else list(found)
            self._echo([label for label, value in [*boxes, *answers] if value in picked])
            if not picked:
                self.say(self.words.tick_something())
            elif len(picked) > 1 and any(value in alone_values for value in picked):
                self.say(self.words.tick_alone())
            elif isinstance(picked[0], Command):
                return picked[0]
            elif before is not None and picked == ticked:
                return before
            else:
                values = [str(value) for value in picked if value != _NONE]
                return ticks(question, values, before)

    def _above(self, choices: Sequence[Any], text: str, hint: str) -> str:
        """Return what stands above a menu: the question itself where the menu fills the screen.

        The keys come with it, as the library would let the terminal break that line in a word.
        """
        lines = sum(str(choice.title).count("\n") + 1 for choice in choices)
        fills = lines + _ROOM > os.get_terminal_size().lines
        return whole(f"{text if text and fills else self.words.prompt()} {hint}", 1)

    def _picked(self, prompt: Any, commands: Iterable[Command], alone: Sequence[Any] = ()) -> Any:
        """Run a menu. A command's letter gives it at once; Enter takes a line that stands alone."""
        keys = prompt.application.key_bindings
        for command in commands:
            keys.add(command.value, eager=True)(partial(_leave, command))
        if alone:
            menu = next(
                control
                for control in prompt.application.layout.find_all_controls()
                if hasattr(control, "get_pointed_at")
            )

            def is_on_one() -> bool:
                return not menu.selected_options and menu.get_pointed_at().value in alone

            keys.add("enter", eager=True, filter=self.when(is_on_one))(
                lambda event: event.app.exit(result=menu.get_pointed_at().value)
            )
        return prompt.unsafe_ask()

    def _echo(self, labels: Sequence[str]) -> None:
        """Leave on the screen what was picked, in whole words: a menu would cut it off."""
        if labels:
            self.say(self.words.picked(list(labels)))

    def _number(self, question: Question, before: Answer | None) -> Reply:
        tree = question_tree(question)
        text = whole(self.words.number_prompt(tree, before is not None), 1)
        while True:
            prompt = self.lib.text(text, style=self.style, qmark="")
            word = str(prompt.unsafe_ask()).strip().lower()
            if word in {command.value for command in Command}:
                return Command(word)
            answer = before if before is not None and not word else read_reply(question, word)
            if answer is not None:
                return answer
            self.say(self.words.not_understood(tree))


def _start(question: Question, before: Ticks | None) -> str | None:
    """Return where a checklist is entered: at what was answered before, else at its first box."""
    if before is None:
        return None
    given = {option: before.get(option) for option in question.option_ids}
    for option, tick in given.items():
        if tick is Tick.YES:
            return option
    if set(given.values()) == {Tick.NO}:
        return _NONE
    return _UNSURE if set(given.values()) == {Tick.UNSURE} else None


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


def _leave(command: Command, event: Any) -> None:
    event.app.exit(result=command)


def whole(label: str, before: int) -> str:
    """Return a label broken into lines that fit the terminal after `before` columns.

    A menu cuts a longer line off, and with it what a sign is.
    """
    room = max(os.get_terminal_size().columns - before - 1, 10)
    return f"\n{' ' * before}".join(textwrap.wrap(label, room))


def question_tree(question: Question) -> dict[str, Any]:
    """Return a question as the templates read it."""
    span = question.span
    return {
        "text": question.text,
        "help": question.help,
        "kind": question.kind.value,
        "options": [
            {"id": option.id, "label": option.label}
            for option in question.options
            if question.kind is not Kind.YES_NO
        ],
        "unit": span.unit if span else None,
        "least": span.least if span else None,
        "most": span.most if span else None,
    }


def ticks(question: Question, picked: Sequence[str], before: Ticks | None = None) -> Ticks:
    """Return the answer to a checklist in which these boxes, none, or "unsure" were picked.

    A box that was not sure of in the answer `before` stays so, unless it, or none, is picked.
    """
    if list(picked) == [_UNSURE]:
        return Ticks(tuple((option, Tick.UNSURE) for option in question.option_ids))
    doubts = [o for o, tick in before.boxes if tick is Tick.UNSURE] if before and picked else []
    others = {o: Tick.UNSURE if o in doubts else Tick.NO for o in question.option_ids}
    return Ticks(tuple((o, Tick.YES if o in picked else tick) for o, tick in others.items()))


def read_reply(question: Question, reply: str) -> Answer | None:
    """Return the answer a typed reply gives, or None when it gives none."""
    if reply in ("u", _UNSURE):
        return ticks(question, [_UNSURE]) if question.kind is Kind.CHECKLIST else UNSURE_ANSWER
    if question.kind is Kind.YES_NO:
        return _YES_NO.get(reply)
    if question.kind is Kind.NUMBER:
        return _number(question, reply)
    if question.kind is Kind.CHECKLIST and reply in ("n", _NONE):
        return ticks(question, [])
    picked = _picked(question, reply)
    if question.kind is Kind.CHOICE:
        return picked[0] if len(picked) == 1 else None
    return ticks(question, picked) if picked else None


def _picked(question: Question, reply: str) -> list[str]:
    """Return the options picked by number or id; none when any of them is not one."""
    words = [word for word in re.split(r"[\s,;]+", reply) if word]
    numbered = {str(place): o for place, o in enumerate(question.option_ids, start=1)}
    picked = [numbered.get(word, word) for word in words]
    return picked if all(option in question.option_ids for option in picked) else []


def _number(question: Question, reply: str) -> Decimal | None:
    span = question.span
    assert span is not None  # a number question has a span
    text = reply.removesuffix(span.unit).strip()
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return None
    number = Decimal(text)
    if span.whole and number != number.to_integral_value():
        return None
    return number if span.least <= number <= span.most else None
