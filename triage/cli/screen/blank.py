"""`triage screen --template KIND`: an empty roster to fill in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from triage.cli import printing
from triage.cli.loading import load_pack
from triage.cli.paths import is_stdout
from triage.cli.screen.words import squad_words
from triage.errors import Fault, FileFault, Location
from triage.store.files import write_bytes
from triage.store.templates import environment


def write_blank(
    kind: str,
    output: Path | None,
    pack_folder: Path | None,
    templates: Path | None,
    *,
    force: bool,
) -> int:
    """Write an empty roster of this kind to a file, or to stdout; never over one that is filled."""
    to_stdout = output is None or is_stdout(output)
    if output is not None and not to_stdout and output.is_file() and not force:
        raise FileFault(
            Fault(
                what="there is a file here, which may be a roster that was filled in",
                where=Location(str(output)),
                fix="choose another name, or add --force to replace it",
            )
        )
    pack = load_pack(pack_folder)
    words = squad_words(pack, templates)
    if kind == "parquet":
        if output is None or to_stdout:
            raise click.UsageError("Parquet cannot be shown in a terminal: name a file with -o")
        from triage.screening.roster.blank_parquet import blank_parquet

        write_bytes(output, blank_parquet(pack))
        printing.echo(f"empty roster: {output}", err=True)
        return 0
    from triage.report.formats.render import render_tree
    from triage.screening.roster.blank import blank_columns, blank_csv, blank_tree
    from triage.screening.roster.blank_workbook import write_blank as blank_workbook

    columns = blank_columns(pack, words)
    if kind == "xlsx":
        if to_stdout and sys.stdout.isatty():
            raise click.UsageError("a workbook cannot be shown in a terminal: name a file with -o")
        content = blank_workbook(columns)
    elif kind == "csv":
        content = blank_csv(columns)
    else:
        tree = blank_tree(columns, pack)
        content = render_tree(tree, "roster.form.md.j2", environment("md", templates)).encode()
    if output is None or to_stdout:
        printing.print_bytes(content)
        return 0
    write_bytes(output, content)
    printing.say(f"empty roster: {output}")
    return 0
