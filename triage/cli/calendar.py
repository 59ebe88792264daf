"""`triage calendar`: the programme of one answer sheet as a file for calendars."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.errors import AnswerFault, Fault, Location
from triage.programme.calendar import sessions
from triage.report.formats.calendar import owner_of, to_ics
from triage.report.formats.fill import Macros
from triage.report.view.report import view
from triage.store.files import write_bytes
from triage.store.templates import environment


@click.command()
@options.sheet_argument
@options.pack_option
@options.output_option("Write the calendar to FILE, such as exercises.ics (default: stdout).")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the first session (default: the date of the report).",
)
@click.option(
    "--details",
    is_flag=True,
    help="Name the exercises in each event. Otherwise events say only that there are exercises.",
)
@options.templates_option
@options.today_option("The day on which it is made, and the date of the report if it has none")
def calendar(
    sheet: Path,
    pack_folder: Path | None,
    output: Path | None,
    start: dt.datetime | None,
    details: bool,
    templates: Path | None,
    today: dt.datetime | None,
) -> None:
    """Write the exercise programme of SHEET as a file (.ics) that calendar programs can import.

    Each session is a private all-day event without an alarm. No two are on consecutive days.
    Importing a calendar that is made later moves the events of the same runner code.

    \b
    Examples:
      triage calendar examples/lower_back.yaml -o exercises.ics
      triage calendar examples/lower_back.yaml --start 2026-11-30 --details -o exercises.ics
    """
    _, filled, assessment, programme = sheets.assess_sheet(sheet, pack_folder)
    day = options.date_or_today(today)
    report = view(assessment, programme, filled, day, is_brief=True)
    words = Macros("calendar.j2", environment("text", templates))
    shown, dosage = report["programme"]["calendar"], programme.dosage
    if shown is None or dosage is None:
        raise AnswerFault(
            Fault(
                what=words.refusal(report["programme"]["withheld"]).strip(),
                where=Location(str(sheet)),
                fix=f"{words.where_to_look().strip()} {sheet}",
            )
        )
    first = start.date() if start else dt.date.fromisoformat(report["date"])
    owner = owner_of(report, filled.date, sheet.name)
    content = to_ics(
        report,
        shown,
        dosage.stop_rule,
        sessions(dosage.calendar, first),
        words,
        details=details,
        owner=owner,
        made=day,
    )
    if output is None or str(output) == "-":
        printing.print_document(content.decode())
        return
    when_written = words.written(str(output))
    write_bytes(output, content, private=True)
    printing.say(when_written)
    if report["runner"] is None:
        printing.say(words.without_code().strip())
