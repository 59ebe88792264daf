"""Menus to move through with the arrow keys."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

from triage.cli.ask.prompts import AT_A_LIST, Command, Reply
from triage.cli.ask.replies import NONE, UNSURE, question_tree, read_reply, ticks
from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.question import Kind, Question
from triage.report.formats.visible import visible

_GO_ON = -1
_NO_HINT = " "  # in place of the library's own words
_ROOM = 8  # lines for a question with its reason above a menu
_POINTER, _BOX = 3, 5  # columns that a menu puts before a label: "»", and a box to tick besides


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
        answers.append((self.words.not_sure(), UNSURE))
        picked = self._select(
            [*answers, *self._commands()],
            self.words.menu_hint(),
            Command,
            text=question.text,
            start=UNSURE if before is UNSURE_ANSWER else before,
        )
        if isinstance(picked, Command):
            return picked
        self._echo([label for label, value in answers if value == picked])
        return UNSURE_ANSWER if picked == UNSURE else str(picked)

    def pick(self, labels: Sequence[str]) -> int | Command | None:
        listed: list[tuple[str, Any]] = [(self.words.go_on(), _GO_ON)]
        listed += [(label, place) for place, label in enumerate(labels)]
        picked = self._select(listed, self.words.list_hint(), AT_A_LIST)
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
        choices = [self.lib.Choice(_label(label, _POINTER), value=value) for label, value in listed]
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
        answers = [(self.words.none_of_these(), NONE), (self.words.not_sure(), UNSURE)]
        alone: list[tuple[str, Any]] = [*answers, *self._commands()]
        alone_values = [value for _, value in alone]
        boxes = [(option.label, option.id) for option in question.options]
        ticked = [o for o in question.option_ids if before and before.get(o) is Tick.YES]
        choices = [
            self.lib.Choice(_label(label, _BOX), value=value, checked=value in ticked)
            for label, value in boxes
        ]
        choices.append(self.lib.Separator(self.words.or_line()))
        choices += [self.lib.Choice(_label(label, _BOX), value=value) for label, value in alone]

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
                values = [str(value) for value in picked if value != NONE]
                return ticks(question, values, before)

    def _above(self, choices: Sequence[Any], text: str, hint: str) -> str:
        """Return what stands above a menu: the question itself where the menu fills the screen.

        The keys come with it, as the library would let the terminal break that line in a word.
        """

        def now() -> str:
            lines = sum(f"{choice.title}".count("\n") + 1 for choice in choices)
            fills = lines + _ROOM > os.get_terminal_size().lines
            return whole(f"{text if text and fills else self.words.prompt()} {hint}", 1)

        return Drawn(now)

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
        text = _label(self.words.number_prompt(tree, before is not None), 1)
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
        return NONE
    return UNSURE if set(given.values()) == {Tick.UNSURE} else None


def _leave(command: Command, event: Any) -> None:
    event.app.exit(result=command)


class Drawn(str):
    """Text that is made anew each time a menu is drawn: a terminal can become narrower.

    A menu formats its texts as it draws them.
    """

    __slots__ = ("_now",)
    _now: Callable[[], str]

    def __new__(cls, now: Callable[[], str]) -> Self:
        drawn = super().__new__(cls, now())
        drawn._now = now
        return drawn

    def __format__(self, spec: str) -> str:
        return format(self._now(), spec)


def _label(label: str, before: int) -> Drawn:
    return Drawn(partial(whole, label, before))


def whole(label: str, before: int) -> str:
    """Return a label broken into lines that fit the terminal after `before` columns.

    A menu cuts a longer line off, and with it what a sign is.
    """
    room = max(os.get_terminal_size().columns - before - 1, 10)
    return f"\n{' ' * before}".join(textwrap.wrap(visible(label), room))
