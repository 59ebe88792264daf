"""`triage ask`: the command. It holds the interview, then shows the report."""

from __future__ import annotations

import datetime as dt
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli import options, printing, sheets
from triage.cli.ask.talk import Talk
from triage.cli.ask.typed import typed_letter
from triage.cli.loading import load_pack
from triage.cli.paths import Written, is_stdout
from triage.cli.reports import format_of, words_when_written, write_report
from triage.engine.assess import Engine
from triage.errors import AnswerFault, Fault, Location
from triage.interview.next import next_ask
from triage.knowledge.sheet.changes import read_changes
from triage.knowledge.sheet.sheet import read_runner
from triage.model.answers import Answers, Sheet
from triage.model.assessment import Assessment
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.formats.fill import Macros
from triage.report.view.report import view
from triage.store.drafts import load_draft
from triage.store.sheets import save_sheet
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
    help="Continue a saved draft.",
)
@click.option(
    "--draft",
    type=click.Path(path_type=Path),
    default=DRAFT,
    metavar="FILE",
    help=f"Keep your answers in FILE until the report is written (default: {DRAFT}).",
)
@options.output_option(
    "Also write the report to FILE, as its ending says: html, md, json or pdf, else text."
)
@click.option("--runner", metavar="CODE", help="A name or code to put on the report.")
@click.option(
    "--save-answers",
    "kept",
    type=Written(to_stdout=False),
    metavar="FILE",
    help="Keep your answers in FILE, to use with why, why-not, what-if, change or calendar.",
)
@click.option("--plain", is_flag=True, help="Type answers instead of using menus.")
@click.option(
    "-a",
    "--answer",
    "given",
    multiple=True,
    metavar="QUESTION=ANSWER",
    help="Answer a question in advance; may be repeated. For a box, write QUESTION.BOX=yes.",
)
@click.option(
    "--no-input",
    is_flag=True,
    help="Never prompt: stop with an error if an answer that could still raise the result was not "
    "given.",
)
@options.today_option("The date of the report, if the draft has none")
def ask(
    pack_folder: Path | None,
    resume: Path | None,
    draft: Path,
    output: Path | None,
    runner: str | None,
    kept: Path | None,
    plain: bool,
    given: tuple[str, ...],
    no_input: bool,
    today: dt.datetime | None,
) -> None:
    """Answer the questions in the terminal, then read your report.

    It asks only what can still matter, stops at once in an emergency, and keeps your answers in a
    draft until the report is written. As soon as no answer could make the result more urgent, it
    shows the result; questions about causes and exercises are then offered, and you can leave them
    out. Use --plain with a screen reader.

    \b
    Examples:
      triage ask
      triage ask --plain -o report.html
    """
    output = None if is_stdout(output) else output  # the report is printed there anyway
    pack = load_pack(pack_folder)
    engine, date = Engine(pack), options.date_or_today(today)
    _need_a_place_of_its_own(kept, draft, output)
    if runner is not None:
        runner = read_runner(runner, Location("--runner"), pack)
    if not no_input:
        _need_a_terminal()
    resume, sheet = _begun(resume, draft, pack, runner, may_ask=not no_input)
    sheets.say_carried(sheet, pack)
    answers = read_changes(given, pack, sheet.answers)
    sheet = replace(sheet, answers=answers, runner=runner or sheet.runner)
    if no_input:
        _need_no_more(pack, answers)
        _, report = _report(engine, sheet, date)
        _show(report, output, pack)
        if output is not None:
            printing.say(words_when_written(output))
        if kept is not None:
            save_sheet(kept, sheet, pack)
        return
    is_plain = plain or os.environ.get("TERM") == "dumb"
    talk = Talk(pack, sheet, resume or draft, is_plain=is_plain)
    sheet = talk.run(resumed=resume is not None)
    if kept is not None:  # now, and once more with the exercises that were tried
        save_sheet(kept, sheet, pack)
    assessment, report = _report(engine, sheet, date)
    _show(report, output, pack)
    if output is not None:  # now, and not after the try-out, which someone may leave
        printing.print_markdown(talk.words.written(str(output)))
    tried = talk.try_out(assessment)
    if tried != sheet.tried:
        sheet = replace(sheet, tried=tried)
        _, report = _report(engine, sheet, date)
        _show(report, output, pack)
    is_draft = talk.draft == draft  # not a sheet of the runner's own that was continued
    if kept is not None:
        save_sheet(kept, sheet, pack)
        printing.print_markdown(talk.words.kept(str(kept)))
    elif is_draft:
        talk.keep(sheet)
    printing.print_markdown(talk.words.last_word(report))
    if is_draft:
        draft.unlink(missing_ok=True)


def _need_a_place_of_its_own(kept: Path | None, *others: Path | None) -> None:
    if kept is not None and kept.resolve() in {path.resolve() for path in others if path}:
        raise click.UsageError("--save-answers needs a file of its own: name another FILE")


def _report(engine: Engine, sheet: Sheet, date: dt.date) -> tuple[Assessment, ReportView]:
    assessment = engine.assess(sheet.answers)
    return assessment, view(assessment, plan(assessment, sheet.tried), sheet, date)


def _show(report: ReportView, output: Path | None, pack: Pack) -> None:
    """Print a report, and write it to a file where one is wanted."""
    write_report(report, "text", None, None, pack)
    if output is not None:
        write_report(report, format_of(output), output, None, pack)


def _need_a_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "'triage ask' asks questions, so it needs a terminal. Without one, give every answer "
            "with --no-input --answer QUESTION=ANSWER, or write your answers to a file and use: "
            "triage assess SHEET"
        )


def _need_no_more(pack: Pack, answers: Answers) -> None:
    now = next_ask(pack, answers)
    if now is not None and now.demanded:
        raise click.UsageError(
            f"--no-input was given, but '{now.question.id}' is not answered: add --answer "
            f"{now.question.id}=ANSWER ({now.question.text})"
        )


def _begun(
    resume: Path | None, draft: Path, pack: Pack, runner: str | None, *, may_ask: bool
) -> tuple[Path | None, Sheet]:
    """Return the draft that is continued, if any, and its sheet or an empty one."""
    if resume is not None:
        sheet = load_draft(resume, pack).sheet
        _refuse_other_runner(resume, sheet, runner)
        return resume, sheet
    left = _left_from_before(draft, pack, runner) if may_ask else None
    return (None, Sheet(answers=Answers())) if left is None else (draft, left)


def _left_from_before(draft: Path, pack: Pack, runner: str | None) -> Sheet | None:
    """Return the sheet of an earlier interview's draft when the runner wants to continue it."""
    if not os.path.lexists(draft):
        return None
    try:
        found = load_draft(draft, pack)
    except AnswerFault as error:  # such as one of a version of the pack that it cannot read
        way_out = Fault.worded("draft.unusable", Location(str(draft)))
        raise AnswerFault([*error.faults, way_out]) from None
    _refuse_other_runner(draft, found.sheet, runner)
    words = Macros("ask.j2", environment("text"))
    offer = words.left_from_before(
        {
            "path": str(draft),
            "runner": found.sheet.runner,
            "count": len(found.sheet.answers),
            "day": found.saved.date().isoformat(),
            "time": f"{found.saved:%H:%M}",
            "days": max(0, (dt.date.today() - found.saved.date()).days),
        }
    )
    is_wanted = typed_letter(words, printing.print_markdown, offer, "yn") == "y"
    return found.sheet if is_wanted else None


def _refuse_other_runner(draft: Path, sheet: Sheet, runner: str | None) -> None:
    """Refuse to put a runner's name over the answers of somebody else."""
    if runner is not None and sheet.runner not in (None, runner):
        theirs, where = sheet.runner, Location(str(draft))
        raise AnswerFault(Fault.worded("draft.other_runner", where, theirs=theirs, ours=runner))
