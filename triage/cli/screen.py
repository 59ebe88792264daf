"""`triage screen`: a squad's roster in, a board and its results out."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli import options
from triage.store.files import read_text, write_bytes
from triage.store.packs import load_pack
from triage.store.templates import environment
from triage.store.words import words_file

if TYPE_CHECKING:
    from triage.model.pack import Pack
    from triage.screening.roster.roster import Roster
    from triage.screening.run.request import Watch
    from triage.screening.standing.mark import Screening
    from triage.screening.standing.words import Words

SOME_REJECTED = 3
FORMATS = ("csv", "xlsx", "parquet")
path_type = click.Path(path_type=Path)


@click.command()
@click.argument("roster", type=path_type, required=False)
@click.option("-o", "--output", type=path_type, metavar="DIR", help="Where the results go.")
@options.pack_option
@click.option("--preview", is_flag=True, help="Show how ROSTER is understood; write nothing.")
@click.option(
    "-f",
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="How to write the results; may be given several times (default: csv).",
)
@click.option(
    "--clinician", type=path_type, metavar="FILE", help="Write everything to FILE, outside DIR."
)
@click.option(
    "--reports", type=path_type, metavar="DIR2", help="Write each runner's report to DIR2."
)
@click.option(
    "--previous", type=path_type, metavar="DIR", help="Say what changed since the results in DIR."
)
@click.option("--mapping", type=path_type, metavar="FILE", help="What headers and values mean.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How ROSTER writes dates.")
@click.option("--decimal", type=click.Choice(["comma", "point"]), help="How it writes decimals.")
@click.option("--encoding", metavar="NAME", help="The encoding of a text file (default: told).")
@click.option(
    "--template",
    "blank",
    type=click.Choice(["xlsx", "csv", "form", "parquet"]),
    help="Write an empty roster to -o FILE, or to stdout, and screen nothing.",
)
@click.option("--resume", is_flag=True, help="Go on with what was interrupted.")
@click.option("--force", is_flag=True, help="Replace earlier results.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that make reports.")
@click.option(
    "--engine",
    type=click.Choice(["polars", "spark"]),
    help="Screen Parquet of any size, as it is, on this engine.",
)
@click.option("--master", metavar="URL", help="The Spark cluster (default: as Spark is set up).")
@options.templates_option
@options.today_option
def screen(
    roster: Path | None,
    output: Path | None,
    pack_folder: Path | None,
    preview: bool,
    formats: tuple[str, ...],
    clinician: Path | None,
    reports: Path | None,
    previous: Path | None,
    mapping: Path | None,
    dates: str | None,
    decimal: str | None,
    encoding: str | None,
    blank: str | None,
    resume: bool,
    force: bool,
    workers: int | None,
    engine: str | None,
    master: str | None,
    templates: Path | None,
    today: dt.datetime | None,
) -> int:
    """Screen the squad in ROSTER: CSV, TSV, XLSX, Parquet or JSON lines, a row a runner.

    A folder whose folders hold dated results gives their trends instead: trends.html and .csv.

    DIR gets board.html and the results, which hold states, actions and dates, and no answers. Rows
    that cannot be read go to rejected.csv with the reasons; it holds what they held. Exit code 3
    says that there are such rows.

    With --engine, ROSTER is a Parquet file, or a folder of them, with the columns that
    --template parquet has. DIR gets results.parquet and rejected.parquet, and no board.

    \b
    Examples:
      triage screen --template xlsx -o roster.xlsx
      triage screen examples/squad.csv --preview
      triage screen examples/squad.csv -o week-47
      triage screen weeks -o trends
      triage screen examples/squad.csv -o week-47 --clinician trace.xlsx --reports reports
      triage screen nation.parquet --engine polars -o results
      triage screen nation.parquet --engine spark --master spark://host:7077 -o results
    """
    if blank is not None:
        return _write_blank(blank, output, load_pack(pack_folder), _words(templates), templates)
    if roster is None:
        raise click.UsageError("name a roster, such as examples/squad.csv")
    if master is not None and engine != "spark":
        raise click.UsageError("--master goes with --engine spark")
    if engine is not None:
        _take_as_it_is(formats)
        if output is None:
            raise click.UsageError("say where the results go with -o DIR")
        _keep_apart(output, clinician, None)
        from triage.screening.run.columns import NationRequest, screen_nation

        nation = NationRequest(
            source=roster,
            pack=load_pack(pack_folder),
            words=_words(templates),
            today=options.date_or_today(today),
            output=output,
            clinician=clinician,
            engine=engine,
            master=master,
            resume=resume,
            force=force,
        )
        with _progress() as watch:
            done = screen_nation(nation, watch)
        return _report(done, nation.words, output, "results.parquet", "rejected.parquet")
    if output is not None and roster.is_dir():
        return _trends(roster, output, pack_folder, templates, force=force)
    if output is None and not preview:
        raise click.UsageError("say where the results go with -o DIR, or add --preview")
    _keep_apart(output, clinician, reports)
    pack, words = load_pack(pack_folder), _words(templates)
    day = options.date_or_today(today)
    understood = _understand(roster, pack, words, mapping, dates, decimal, encoding, day)
    if preview:
        return _preview(understood)
    from triage.screening.run.request import Request
    from triage.screening.run.screen import screen as run

    assert output is not None
    with _progress() as watch:
        done = run(
            Request(
                roster=understood,
                source=roster,
                output=output,
                formats=formats or FORMATS[:1],
                templates=environment("html", templates),
                templates_folder=templates,
                clinician=clinician,
                reports=reports,
                previous=previous,
                resume=resume,
                force=force,
                workers=workers or os.cpu_count() or 1,
            ),
            watch,
        )
    unused = [c.header for c in understood.columns if not c.is_used and c.header]
    notes = [f"columns not used: {', '.join(unused)}"] if unused else []
    notes += [f"{understood.table.file}: {note}" for note in understood.table.notes]
    return _report(done, words, output, "board.html", "rejected.csv", notes)


def _trends(
    folder: Path, output: Path, pack_folder: Path | None, templates: Path | None, *, force: bool
) -> int:
    from triage.screening.run.trends import write_trends

    pack, words = load_pack(pack_folder), _words(templates)
    count, days = write_trends(
        folder, output, pack, words, environment("html", templates), force=force
    )
    click.echo(f"{days} screenings, {count} runners\ntrends: {output / 'trends.html'}")
    return 0


def _keep_apart(output: Path | None, clinician: Path | None, reports: Path | None) -> None:
    """Refuse to put what holds answers where the coach's files are."""
    for name, place in (("--clinician", clinician), ("--reports", reports)):
        if output is None or place is None:
            continue
        inner, outer = place.resolve(), output.resolve()
        if inner == outer or outer in inner.parents or inner in outer.parents:
            raise click.UsageError(f"{name} holds answers, and DIR is for the coach: keep it apart")


def _words(templates: Path | None) -> Words:
    from triage.screening.standing.words import read_words

    path = words_file("squad.yaml", templates)
    return read_words(read_text(path), str(path))


def _write_blank(
    kind: str, output: Path | None, pack: Pack, words: Words, templates: Path | None
) -> int:
    if kind == "parquet":
        if output is None:
            raise click.UsageError("Parquet is no text for a terminal: name a file with -o")
        from triage.screening.roster.blank_parquet import blank_parquet

        write_bytes(output, blank_parquet(pack))
        click.echo(f"empty roster: {output}", err=True)
        return 0
    from triage.report.formats.render import render_tree
    from triage.screening.roster.blank import blank_columns, blank_csv, blank_tree
    from triage.screening.roster.blank_workbook import write_blank

    columns = blank_columns(pack, words)
    if kind == "xlsx":
        if output is None and sys.stdout.isatty():
            raise click.UsageError("a workbook is no text for a terminal: name a file with -o")
        content = write_blank(columns)
    elif kind == "csv":
        content = blank_csv(columns)
    else:
        tree = blank_tree(columns, pack)
        content = render_tree(tree, "roster.form.md.j2", environment("md", templates)).encode()
    if output is None or str(output) == "-":
        click.echo(content, nl=False)
        return 0
    write_bytes(output, content)
    options.say(f"empty roster: {output}")
    return 0


def _understand(
    path: Path,
    pack: Pack,
    words: Words,
    mapping_file: Path | None,
    dates: str | None,
    decimal: str | None,
    encoding: str | None,
    today: dt.date,
) -> Roster:
    from triage.screening.files.open import open_table
    from triage.screening.roster.columns import known_header
    from triage.screening.roster.mapping import RosterMapping, read_mapping
    from triage.screening.roster.roster import survey

    mapping = RosterMapping()
    if mapping_file is not None:
        mapping = read_mapping(read_text(mapping_file), str(mapping_file), pack)
    mapping = replace(mapping, dates=dates or mapping.dates, decimal=decimal or mapping.decimal)
    table = open_table(path, known_header(pack, words, mapping), encoding=encoding)
    return survey(table, pack, words, mapping, today)


def _preview(understood: Roster) -> int:
    from triage.screening.roster.preview import preview

    line = ""
    for line in preview(understood):
        click.echo(line)
    return 0 if line.endswith(" 0 would be rejected") else SOME_REJECTED


def _take_as_it_is(formats: tuple[str, ...]) -> None:
    """Refuse the options that say how to understand what people write, or what to show them."""
    context = click.get_current_context()
    others = ("preview", "reports", "previous", "mapping", "dates", "decimal", "encoding")
    given = [f"--{name}" for name in (*others, "workers") if context.params[name]]
    given += [f"-f {name}" for name in formats if name != "parquet"]
    if given:
        raise click.UsageError(
            f"--engine takes Parquet as it is and gives Parquet: leave out {', '.join(given)}"
        )


def _report(
    done: Screening,
    words: Words,
    output: Path,
    shown: str,
    rejected: str,
    notes: Sequence[str] = (),
) -> int:
    more = done.fault_count - len(done.faults)
    for line in (*done.faults, *([f"… and {more} more"] if more else []), *notes):
        click.echo(line, err=True)
    for state, count in done.counts.items():
        click.echo(f"{count:6}  {words.states[state].label}")
    click.echo(
        f"{done.rows_in} rows in = {done.screened} screened + {done.rejected} rejected"
        f"\n{shown.partition('.')[0]}: {output / shown}"
    )
    if done.rejected:
        click.echo(f"rejected rows, with their answers: {output / rejected}", err=True)
    return SOME_REJECTED if done.rejected else 0


@contextmanager
def _progress() -> Iterator[Watch]:
    """Show a bar with rate and time left on a terminal; say how to go on when interrupted."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    tasks: dict[str, TaskID] = {}
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )

    def watch(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total, rate="")
        task = bar.tasks[tasks[stage]]
        rate = f"{task.speed:,.0f} a second" if task.speed else ""
        bar.update(tasks[stage], completed=done, rate=rate)

    try:
        with bar:
            yield watch
    except KeyboardInterrupt:
        click.echo("\nThe work so far is kept: add --resume to go on.", err=True)
        raise
