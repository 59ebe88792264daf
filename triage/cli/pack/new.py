"""`triage pack new`: a small working pack to start from."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from triage.cli import options, printing
from triage.cli.paths import Written
from triage.store.scaffold import new_pack


@click.command()
@click.argument("folder", type=Written(to_stdout=False))
@options.today_option("The date of the new pack")
@options.json_option
def new(folder: Path, today: dt.datetime | None, as_json: bool) -> None:
    """Write a small rule pack to FOLDER, as a start for your own.

    It is about a sore wrist and has each kind of question and rule. It passes every check, test and
    proof, and every mutation of its rules is noticed. FOLDER must be new or empty; its name
    becomes the id of the pack.

    \b
    Examples:
      triage pack new my_pack
      triage pack check my_pack --strict
    """
    written = [str(path) for path in new_pack(folder, options.date_or_today(today))]
    if as_json:
        printing.echo(json.dumps({"schema": "triage-new/1", "files": written}, indent=2))
    else:
        printing.echo("\n".join(written))
    printing.echo(
        f"Next: edit it, then run 'triage pack check --strict {folder}', 'triage pack test "
        f"{folder}' and 'triage pack prove {folder}'",
        err=True,
    )
