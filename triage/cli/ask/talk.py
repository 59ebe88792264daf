"""The interview in a terminal: shows where it is, and turns what the runner does into events.

What comes next is decided by `triage.interview`. The words are those of ask.j2.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from triage.cli import printing
from triage.cli.ask.menus import MenuPrompts
from triage.cli.ask.prompts import Command, Prompts, Reply
from triage.cli.ask.replies import question_tree
from triage.cli.ask.typed import TypedPrompts, typed_letter
from triage.errors import FileFault
from triage.interview.course import offered
from triage.interview.interview import Interview, after, begin
from triage.interview.next import Ask
from triage.interview.states import (
    Accepted,
    Answered,
    AskedWhy,
    Chose,
    Declined,
    Event,
    Skipped,
    State,
    Stopped,
    Tried,
    WentBack,
    WentOn,
)
from triage.model.answers import Sheet
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.valuation import Valuation
from triage.programme.plan import Reason, plan
from triage.report.formats.fill import Macros
from triage.report.view.answers import answer_line
from triage.report.view.pack import disposition_view
from triage.store.drafts import save_draft
from triage.store.sheets import save_sheet
from triage.store.templates import environment

_COMMANDS: dict[Command, Event] = {
    Command.WHY: AskedWhy(),
    Command.BACK: WentBack(),
    Command.STOP: Stopped(),
}


class Talk:
    """One interview. Every answer is in the draft before the next question is asked."""

    def __init__(self, pack: Pack, sheet: Sheet, draft: Path, *, is_plain: bool) -> None:
        self.sheet = sheet
        self.draft = draft
        self.now: Interview = begin(pack, sheet.answers, sheet.tried)
        self.words = Macros("ask.j2", environment("text"))
        make = TypedPrompts if is_plain else MenuPrompts
        self.prompts: Prompts = make(self.words, self._say)

    def run(self, *, resumed: bool) -> Sheet:
        """Ask until nothing more can matter and the runner is content, and return the sheet."""
        turns = {
            State.ASKING: self._put,
            State.CHANGING: self._put,
            State.OFFERING: self._offer,
            State.REVIEWING: self._review,
            State.EMERGENCY: self._review,
        }
        self._say(self.words.welcome(_welcome(self.now.pack)))
        if resumed:
            self._say(self.words.resumed(len(self.now.answers)))
        while (turn := turns.get(self.now.state)) is not None:
            self._move(_heard(turn))
        if self.now.state is State.STOPPED:
            self._save()
            self._say(self.words.saved(str(self.draft)))
            raise click.exceptions.Exit(0)
        return replace(self.sheet, answers=self.now.answers)

    def try_out(self, assessment: Assessment) -> dict[str, bool]:
        """Ask how the exercises went, offering the next in line for each that did not go well.

        Anyone who leaves here has the report: what they said so far counts.
        """
        turn = self._offer_all
        while self.now.state is State.TRYING_OUT:
            self._move(_heard(partial(turn, assessment)))
            turn = self._offer_next
        return dict(self.now.tried)

    def keep(self, sheet: Sheet) -> None:
        """Offer to keep the answers in a file; just Enter, or leaving, means no."""
        self._say(self.words.keep_answers())
        while name := _typed_name(self.words.file_prompt()):
            path = Path(name).expanduser()
            if os.path.lexists(path):
                self._say(self.words.file_is_there(str(path)))
                continue
            try:
                save_sheet(path, sheet, self.now.pack)
            except FileFault as fault:
                printing.echo(str(fault), err=True)
                continue
            self._say(self.words.kept(str(path)))
            return

    # -- turns: show where the interview is, and return what the runner did ------------------------

    def _put(self) -> Event:
        question = self.now.question
        assert question is not None  # asking and changing have one
        reasons = self._reasons(self.now.ask)
        if self.now.is_explained:
            self._say(self.words.why(reasons))
        else:
            self._show_question(reasons)
        before = None if self.now.is_in_part else self.now.before  # as it is, it is asked again
        return _event(self.prompts.put(question, before))

    def _show_question(self, reasons: dict[str, object] | None) -> None:
        question, before = self.now.question, self.now.before
        assert question is not None
        tree = question_tree(question)
        line = answer_line(question, before) if before is not None else None
        if self.now.state is State.CHANGING or self.now.ask is None:
            self._say(self.words.question_again(tree, reasons, line))
            return
        number = len(self.now.asked) + 1
        left = self.now.ask.left
        self._say(self.words.question(tree, number, left, self.now.ask.demanded, reasons, line))

    def _offer(self) -> Event:
        offer, pack = self.now.offer, self.now.pack
        assert offer is not None  # offering has one
        events: dict[str, Event] = {
            "y": WentOn(),
            "n": Declined(),
            Command.BACK.value: WentBack(),
            Command.STOP.value: Stopped(),
        }
        rest = {
            "screens": offer.screens,
            "causes": offer.causes,
            "programme": offer.programme,
        }
        words = self.words.offer(disposition_view(offer.disposition, pack), rest)
        return events[self._letter(words, "".join(events))]

    def _review(self) -> Event:
        pack, answers = self.now.pack, self.now.answers
        is_emergency = self.now.state is State.EMERGENCY
        urgent = disposition_view(Disposition.EMERGENCY, pack) if is_emergency else None
        self._say(self.words.check_answers(urgent))
        asked = [question for question in pack.questions if question.id in answers]
        valuation = Valuation(pack, answers)
        lines = [
            answer_line(offered(valuation, question, again=True), answers.get(question.id))
            for question in asked
        ]
        picked = self.prompts.pick([self.words.answered(line).strip() for line in lines])
        if picked is None:
            return Accepted()
        return _COMMANDS[picked] if isinstance(picked, Command) else Chose(asked[picked].id)

    def _offer_all(self, assessment: Assessment) -> Event:
        first = plan(assessment, self.now.tried).because(Reason.FIRST)
        if not first:
            return Accepted()
        self._say(self.words.try_out([choice.exercise.name for choice in first]))
        if self._letter(self.words.try_prompt(), "yn", otherwise="n") == "n":
            return Accepted()
        return self._offer_next(assessment)

    def _offer_next(self, assessment: Assessment) -> Event:
        done = {*self.now.tried, *self.now.skipped}
        first = plan(assessment, self.now.tried).because(Reason.FIRST)
        waiting = [choice.exercise for choice in first if choice.exercise.id not in done]
        if not waiting:
            return Accepted()
        exercise = waiting[0]
        reply = self._letter(self.words.tried_well(exercise.name), "yns")
        return Skipped(exercise.id) if reply == "s" else Tried(exercise.id, reply == "y")

    # -- moving on ---------------------------------------------------------------------------------

    def _move(self, event: Event) -> None:
        is_at_the_start = not self.now.asked and self.now.state is not State.TRYING_OUT
        self.now = after(self.now, event)
        match event:
            case WentBack() if is_at_the_start:
                self._say(self.words.at_the_start())
            case Answered():
                if self.now.removed:
                    labels = [self.now.pack.label_of(item) for item in self.now.removed]
                    self._say(self.words.removed(labels))
                self._save()

    def _reasons(self, ask: Ask | None) -> dict[str, object] | None:
        if ask is None:
            return None
        pack = self.now.pack
        return {
            "dispositions": [pack.wordings[d].title for d in ask.dispositions],
            "causes": [pack.cause[cause].label for cause in ask.causes],
            "programme": ask.programme,
        }

    def _save(self) -> None:
        save_draft(self.draft, replace(self.sheet, answers=self.now.answers), self.now.pack)

    def _letter(self, text: str, letters: str, otherwise: str | None = None) -> str:
        return typed_letter(self.words, self._say, text, letters, otherwise)

    def _say(self, markdown: object) -> None:
        printing.print_markdown(str(markdown))


def _welcome(pack: Pack) -> dict[str, str]:
    return {
        "title": pack.title,
        "intended_use": pack.intended_use,
        "stop_notice": pack.stop_notice,
        "privacy": pack.privacy,
    }


def _typed_name(text: str) -> str:
    try:
        return str(click.prompt(text, prompt_suffix=": ", default="", show_default=False)).strip()
    except (KeyboardInterrupt, EOFError, click.Abort):
        return ""


def _event(reply: Reply) -> Event:
    return _COMMANDS[reply] if isinstance(reply, Command) else Answered(reply)


def _heard(turn: Callable[[], Event]) -> Event:
    """Return what the runner did in a turn; Ctrl-C and a closed terminal mean stop."""
    try:
        return turn()
    except (KeyboardInterrupt, EOFError, click.Abort):
        return Stopped()
