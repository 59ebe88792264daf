"""`triage screen`: the command. It reads the options and calls the module for what they ask."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from triage.cli import options
from triage.cli.loading import load_pack
from triage.cli.paths import Written, is_stdout
from triage.cli.screen.apart import keep_apart
from triage.cli.screen.beside import keep_inputs
from triage.cli.screen.blank import write_blank
from triage.cli.screen.nation import screen_as_it_is
from triage.cli.screen.preview import show_preview
from triage.cli.screen.squad import screen_squad
from triage.cli.screen.trends import show_trends
from triage.cli.screen.understanding import understand
from triage.cli.screen.words import squad_words
from triage.screening.files.beside import unread_place
from triage.screening.files.formats import FORMATS

path_type = click.Path(path_type=Path)


@click.command()
@click.argument("roster", type=path_type, required=False)
@click.option(
    "-o",
    "--output",
    type=Written(replaces=True),
    metavar="DIR",
    help="Write the results to DIR.",
)
@options.pack_option
@click.option("--preview", is_flag=True, help="Show how ROSTER is understood, and write nothing.")
@click.option(
    "-f",
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="How to write the results; may be repeated (default: csv).",
)
@click.option(
    "--clinician",
    type=Written(to_stdout=False),
    metavar="FILE",
    help="Write the full trace for the clinician to FILE.",
)
@click.option(
    "--reports",
    type=Written(to_stdout=False, replaces=True),
    metavar="DIR2",
    help="Write each runner's report to DIR2.",
)
@click.option(
    "--previous",
    type=path_type,
    multiple=True,
    metavar="OLD",
    help="Compare with the results in OLD, or in the folders of OLD; may be repeated. Athletes of "
    "these without a row are shown as not answered.",
)
@click.option(
    "--squad",
    type=path_type,
    metavar="FILE",
    help="The list of the squad: code, squad, joined, left. Those on it without a row are shown as "
    "not answered.",
)
@click.option(
    "--merge",
    type=path_type,
    multiple=True,
    metavar="FILE",
    help="Screen ROSTER with the rows of FILE, such as corrected ones; may be repeated. The newest "
    "answers of each athlete count; without times, those of FILE.",
)
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMN",
    help="Carry COLUMN, such as club, along to the results; may be repeated. It must not be a "
    "question.",
)
@click.option(
    "--mapping",
    type=path_type,
    metavar="FILE",
    help="A YAML file that says what headers and values mean.",
)
@click.option(
    "--dates",
    type=click.Choice(["dmy", "mdy"]),
    help="The order of day and month in the dates of ROSTER (default: detected).",
)
@click.option(
    "--decimal",
    type=click.Choice(["comma", "point"]),
    help="The decimal sign in the numbers of ROSTER (default: detected).",
)
@click.option("--encoding", metavar="NAME", help="The encoding of a text file (default: detected).")
@click.option("--sheet", metavar="NAME", help="The sheet to read (default: the visible one).")
@click.option(
    "--template",
    "blank",
    type=click.Choice(["xlsx", "csv", "form", "parquet"]),
    help="Write an empty roster to -o FILE, or to stdout, and stop.",
)
@click.option("--resume", is_flag=True, help="Continue an interrupted screening.")
@click.option("--force", is_flag=True, help="Replace earlier results.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes write reports (default: one per processor).",
)
@click.option(
    "--engine",
    type=click.Choice(["polars", "spark"]),
    help="Screen Parquet of any size with this engine.",
)
@click.option("--master", metavar="URL", help="The Spark cluster (default: Spark's own setting).")
@options.templates_option
@options.today_option("The date of the screening, and of rows that have none")
def screen(
    roster: Path | None,
    output: Path | None,
    pack_folder: Path | None,
    preview: bool,
    formats: tuple[str, ...],
    clinician: Path | None,
    reports: Path | None,
    previous: tuple[Path, ...],
    squad: Path | None,
    merge: tuple[Path, ...],
    keep: tuple[str, ...],
    mapping: Path | None,
    dates: str | None,
    decimal: str | None,
    encoding: str | None,
    sheet: str | None,
    blank: str | None,
    resume: bool,
    force: bool,
    workers: int | None,
    engine: str | None,
    master: str | None,
    templates: Path | None,
    today: dt.datetime | None,
) -> int:
    """Screen the squad in ROSTER: CSV, TSV, XLSX, Parquet or JSON lines, one row per runner.

    If ROSTER is a folder of results from several screenings, DIR gets their trends instead:
    trends.html and trends.csv.

    DIR gets board.html and the results, which hold states, actions and dates, but no answers. Rows
    that cannot be read in full are screened on what can be read; what to do about them is in
    unread.csv. The rows themselves, with their answers, are written beside --clinician FILE. The
    exit code is 3 if there are such rows.

    With --engine, ROSTER is a Parquet file, or a folder of them, with the columns that
    --template parquet writes. DIR gets results.parquet and unread.parquet, but no board.

    \b
    Examples:
      triage screen --template xlsx -o roster.xlsx
      triage screen examples/squad.csv --preview
      triage screen examples/squad.csv -o week-47
      triage screen examples/squad.csv -o weeks/47 --previous weeks --squad squad.xlsx
      triage screen examples/squad.csv --merge corrected.csv -o week-47 --force
      triage screen weeks -o trends
      triage screen examples/squad.csv -o week-47 --clinician trace.xlsx --reports reports
      triage screen nation.parquet --engine polars -o results
      triage screen nation.parquet --engine spark --master spark://host:7077 -o results
    """
    if blank is not None:
        return write_blank(blank, output, pack_folder, templates, force=force)
    if roster is None:
        raise click.UsageError("name a roster, such as examples/squad.csv")
    if output is not None and is_stdout(output):
        raise click.UsageError("results are a folder of files: name it with -o DIR")
    if master is not None and engine != "spark":
        raise click.UsageError("--master can only be used with --engine spark")
    day = options.date_or_today(today)
    if engine is not None:
        return screen_as_it_is(
            roster,
            engine,
            output=output,
            pack_folder=pack_folder,
            formats=formats,
            clinician=clinician,
            master=master,
            templates=templates,
            today=day,
            resume=resume,
            force=force,
        )
    if output is not None and roster.is_dir():
        return show_trends(roster, output, pack_folder, templates, force=force, squad=squad)
    if output is None and not preview:
        raise click.UsageError("name a folder for the results with -o DIR, or add --preview")
    keep_apart(output, clinician, reports)
    if clinician is not None:
        keep_inputs(unread_place(clinician), (roster, squad, mapping, *merge))
    pack = load_pack(pack_folder)
    words = squad_words(pack, templates)
    understood = understand(
        roster, pack, words, mapping, dates, decimal, encoding, sheet, day, keep
    )
    merged = [
        understand(
            file, pack, words, mapping, dates, decimal, None, None, day, keep, is_merged=True
        )
        for file in merge
    ]
    if preview or output is None:
        return show_preview([understood, *merged], previous, squad)
    return screen_squad(
        understood,
        words,
        source=roster,
        output=output,
        formats=formats,
        templates=templates,
        clinician=clinician,
        reports=reports,
        previous=previous,
        squad=squad,
        merged=merged,
        resume=resume,
        force=force,
        workers=workers,
    )
