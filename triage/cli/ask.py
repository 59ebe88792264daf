"""`triage ask`: the interview in the terminal, then the report."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cli import options
from triage.cli.assess import format_of, say_written, write_report
from triage.cli.prompts import (
    Command,
    MenuPrompts,
    Prompts,
    TypedPrompts,
    question_tree,
    typed_letter,
)
from triage.engine.assess import Engine
from triage.interview.course import give
from triage.interview.next import Ask, ask_again, next_ask
from triage.knowledge.sheet.sheet import read_changes
from triage.model.answers import Answer, Answers, Sheet
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Question
from triage.programme.plan import Reason, plan
from triage.report.view.answers import answer_line
from triage.report.view.report import view
from triage.store.packs import load_pack
from triage.store.sheets import load_sheet, save_sheet
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.report.view.report import ReportView

DRAFT = Path("triage-draft.yaml")


@click.command()
@options.pack_option
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    metavar="DRAFT",
    help="Go on with a draft that was saved before.",
)
@click.option(
    "--draft",
    type=click.Path(path_type=Path),
    default=DRAFT,
    show_default=True,
    metavar="FILE",
    help="Where answers are kept while you answer.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report to FILE as well, by its ending: html, md, json or text.",
)
@click.option("--runner", metavar="CODE", help="A name or code to put on the report.")
@click.option("--plain", is_flag=True, help="Type answers instead of using menus.")
@click.option(
    "-a",
    "--answer",
    "given",
    multiple=True,
    metavar="QUESTION=ANSWER",
    help="Answer a question beforehand. May be given many times; a box is QUESTION.BOX=yes.",
)
@click.option(
    "--no-input", is_flag=True, help="Never prompt: fail where an answer is not given by --answer."
)
@options.today_option
def ask(
    pack_folder: Path | None,
    resume: Path | None,
    draft: Path,
    output: Path | None,
    runner: str | None,
    plain: bool,
    given: tuple[str, ...],
    no_input: bool,
    today: dt.datetime | None,
) -> None:
    """Answer the questions here, then read your report.

    It asks only what can still matter, stops at once in an emergency, and keeps your answers in a
    draft until the report is written. --plain is made for screen readers.

    \b
    Examples:
      triage ask
      triage ask --plain -o report.html
    """
    pack = load_pack(pack_folder)
    engine, date = Engine(pack), options.date_or_today(today)
    if not no_input:
        _need_a_terminal()
        resume = resume or _left_from_before(draft)
    sheet = load_sheet(resume, pack) if resume else Sheet(answers=Answers())
    answers = read_changes(given, pack, sheet.answers)
    sheet = replace(sheet, answers=answers, runner=runner or sheet.runner)
    if no_input:
        _need_no_more(pack, answers)
        _, report = _report(engine, sheet, date)
        _show(report, output)
        if output is not None:
            say_written(output)
        return
    is_plain = plain or os.environ.get("TERM") == "dumb"
    interview = Interview(engine, sheet, resume or draft, is_plain=is_plain)
    sheet = interview.run(resumed=resume is not None)
    assessment, report = _report(engine, sheet, date)
    _show(report, output)
    if output is not None:  # now, and not after the try-out, which someone may leave
        options.print_markdown(interview.words.written(output))
    tried = interview.try_out(assessment)
    if tried != sheet.tried:
        _, report = _report(engine, replace(sheet, tried=tried), date)
        _show(report, output)
    options.print_markdown(interview.words.last_word(report))
    if interview.draft == draft:  # not a sheet of the runner's own that was gone on with
        draft.unlink(missing_ok=True)


def _report(engine: Engine, sheet: Sheet, date: dt.date) -> tuple[Assessment, ReportView]:
    assessment = engine.assess(sheet.answers)
    return assessment, view(assessment, plan(assessment, sheet.tried), sheet, date)


def _show(report: ReportView, output: Path | None) -> None:
    """Print a report, and write it to a file where one is wanted."""
    write_report(report, "text", None, None)
    if output is not None:
        write_report(report, format_of(output), output, None)


def _need_a_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "'triage ask' asks questions, so it needs a terminal. Without one, give every answer "
            "with --no-input --answer QUESTION=ANSWER, or write your answers on a sheet and use: "
            "triage assess SHEET"
        )


def _need_no_more(pack: Pack, answers: Answers) -> None:
    now = next_ask(pack, answers)
    if now is not None:
        raise click.UsageError(
            f"--no-input was given, and '{now.question.id}' is not answered: add --answer "
            f"{now.question.id}=ANSWER ({now.question.text})"
        )


def _left_from_before(draft: Path) -> Path | None:
    """Return the draft of an earlier interview when there is one and the runner wants it."""
    if not draft.exists():
        return None
    words: Any = environment("text").get_template("ask.j2").module
    say = options.print_markdown
    is_wanted = typed_letter(words, say, words.left_from_before(draft), "yn", otherwise="y") == "y"
    return draft if is_wanted else None


class Interview:
    """One interview. Every answer is in the draft before the next question is asked."""

    def __init__(self, engine: Engine, sheet: Sheet, draft: Path, *, is_plain: bool) -> None:
        self.engine = engine
        self.pack = engine.pack
        self.sheet = sheet
        self.draft = draft
        self.taken_back: dict[str, Answer] = {}
        self.words: Any = environment("text").get_template("ask.j2").module
        make = TypedPrompts if is_plain else MenuPrompts
        self.prompts: Prompts = make(self.words, self._say)

    def run(self, *, resumed: bool) -> Sheet:
        """Ask until nothing more can matter and the runner is content, and return the sheet."""
        answers = self.sheet.answers
        self._say(self.words.welcome(self.pack))
        if resumed:
            self._say(self.words.resumed(len(answers)))
        try:
            while True:
                answers = self._ask_what_matters(answers)
                changed = self._review(answers)
                if changed is None:
                    return replace(self.sheet, answers=answers)
                answers = changed
        except (KeyboardInterrupt, EOFError, click.Abort, _Stopped) as stopped:
            answers = stopped.answers if isinstance(stopped, _Stopped) else self.sheet.answers
            self._save(answers)
            self._say(self.words.saved(self.draft))
            raise click.exceptions.Exit(0) from None

    def try_out(self, assessment: Assessment) -> dict[str, bool]:
        """Ask how the exercises went, offering the next in line for each that did not.

        Whoever leaves here has the report: what they told so far counts.
        """
        tried = dict(self.sheet.tried)
        with suppress(KeyboardInterrupt, EOFError, click.Abort):
            self._try_out(assessment, tried)
        return tried

    def _try_out(self, assessment: Assessment, tried: dict[str, bool]) -> None:
        first = plan(assessment, tried).because(Reason.FIRST)
        if not first:
            return
        self._say(self.words.try_out([choice.exercise.name for choice in first]))
        if self._letter(self.words.try_prompt(), "yn", otherwise="n") == "n":
            return
        skipped: set[str] = set()
        while True:
            waiting = [
                choice.exercise
                for choice in plan(assessment, tried).because(Reason.FIRST)
                if choice.exercise.id not in tried and choice.exercise.id not in skipped
            ]
            if not waiting:
                return
            exercise = waiting[0]
            reply = self._letter(self.words.tried_well(exercise.name), "yns")
            if reply == "s":
                skipped.add(exercise.id)
            else:
                tried[exercise.id] = reply == "y"

    # -- asking ------------------------------------------------------------------------------

    def _ask_what_matters(self, answers: Answers) -> Answers:
        course = list(answers)  # the questions answered, in the order they were asked
        while (now := next_ask(self.pack, answers)) is not None:
            tree, number = question_tree(now.question), len(course) + 1
            before = self.taken_back.get(now.question.id)
            line = answer_line(now.question, before) if before is not None else None
            self._say(self.words.question(tree, number, now.left, self._reasons(now), line))
            reply = self._reply(now.question, now, answers, before)
            if reply is Command.BACK:
                answers = self._back(answers, course)
                continue
            assert not isinstance(reply, Command)  # why and stop were dealt with
            self.taken_back.pop(now.question.id, None)
            answers = self._give(answers, now.question, reply)
            course.append(now.question.id)
        return answers

    def _reply(
        self, question: Question, now: Ask | None, answers: Answers, before: Answer | None
    ) -> Answer | Command:
        """Return an answer, or the wish to go back."""
        while True:
            try:
                reply = self.prompts.put(question, before)
            except (KeyboardInterrupt, EOFError, click.Abort):
                raise _Stopped(answers) from None
            if reply is Command.STOP:
                raise _Stopped(answers)
            if reply is not Command.WHY:
                return reply
            self._say(self.words.why(self._reasons(now)))

    def _give(self, answers: Answers, question: Question, answer: Answer) -> Answers:
        change = give(self.pack, answers, question.id, answer)
        if change.removed:
            labels = [self.pack.question[removed].label for removed in change.removed]
            self._say(self.words.removed(labels))
        self._save(change.answers)
        return change.answers

    def _back(self, answers: Answers, course: list[str]) -> Answers:
        if not course:
            self._say(self.words.at_the_start())
            return answers
        question = course.pop()
        self.taken_back[question] = answers.given[question]
        return answers.without(question)

    def _review(self, answers: Answers) -> Answers | None:
        """Show all answers; return them with one changed, or None when nothing is to change."""
        asked = [question for question in self.pack.questions if question.id in answers]
        level = self.engine.assess(answers).disposition
        is_emergency = level is Disposition.EMERGENCY
        self._say(self.words.check_answers(self.pack.wordings[level] if is_emergency else None))
        lines = [answer_line(question, answers.get(question.id)) for question in asked]
        labels = [self.words.answered(line).strip() for line in lines]
        try:
            place = self.prompts.pick(labels)
        except (KeyboardInterrupt, EOFError, click.Abort):
            raise _Stopped(answers) from None
        if place is None:
            return None
        if place is Command.STOP:
            raise _Stopped(answers)
        if isinstance(place, Command):
            return self._back(answers, list(answers))
        question = asked[place]
        now = ask_again(self.pack, answers, question)
        tree = question_tree(question)
        self._say(self.words.question_again(tree, self._reasons(now), lines[place]))
        reply = self._reply(question, now, answers, answers.given[question.id])
        if isinstance(reply, Command):
            return answers
        return self._give(answers, question, reply)

    def _reasons(self, now: Ask | None) -> dict[str, object] | None:
        if now is None:
            return None
        return {
            "dispositions": [self.pack.wordings[d].title for d in now.dispositions],
            "causes": [self.pack.cause[cause].label for cause in now.causes],
            "programme": now.programme,
        }

    def _save(self, answers: Answers) -> None:
        save_sheet(self.draft, replace(self.sheet, answers=answers), self.pack)

    def _letter(self, text: str, letters: str, otherwise: str | None = None) -> str:
        return typed_letter(self.words, self._say, text, letters, otherwise)

    def _say(self, markdown: object) -> None:
        options.print_markdown(str(markdown))


class _Stopped(Exception):
    """The runner stopped; these are the answers so far."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
