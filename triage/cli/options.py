"""Options and small steps that several commands share."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from triage.model.answers import Sheet
    from triage.model.assessment import Assessment
    from triage.model.pack import Pack
    from triage.programme.plan import Programme

T = TypeVar("T")

pack_option = click.option(
    "--pack",
    "pack_folder",
    type=click.Path(path_type=Path),
    envvar="TRIAGE_PACK",
    metavar="DIR",
    help="The rule pack to use (default: the one that came with the software).",
)
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date of the report, where the sheet has none (default: today).",
)
templates_option = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use your own templates where DIR has them.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
sheet_argument = click.argument("sheet", type=click.Path(path_type=Path))


def date_or_today(given: dt.datetime | None) -> dt.date:
    """Return the date an option gave, else today's."""
    return given.date() if given else dt.date.today()


def assess_sheet(path: Path, pack_folder: Path | None) -> tuple[Pack, Sheet, Assessment, Programme]:
    """Read a sheet, assess it and plan the programme."""
    from triage.engine.assess import Engine
    from triage.programme.plan import plan
    from triage.store.packs import load_pack
    from triage.store.sheets import load_sheet

    pack = load_pack(pack_folder)
    sheet = load_sheet(path, pack)
    assessment = Engine(pack).assess(sheet.answers)
    return pack, sheet, assessment, plan(assessment, sheet.tried)


def print_markdown(markdown: str) -> None:
    """Print Markdown laid out for whatever stdout is."""
    from triage.report.terminal import lay_out

    text = lay_out(markdown, width=terminal_width(), colour=wants_colour())
    click.echo(text, nl=False, color=True)


def progress(items: Sequence[T]) -> AbstractContextManager[Iterable[T]]:
    """Return the items to walk through, with a bar on stderr where that is a terminal."""
    return click.progressbar(items, file=sys.stderr, hidden=not sys.stderr.isatty())


def wants_colour() -> bool:
    """Say whether stdout is a terminal that may be coloured."""
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def terminal_width() -> int:
    """Return the columns to write in: the terminal's, from 40 to 100; 80 without a terminal."""
    if not sys.stdout.isatty():
        return 80
    return max(40, min(100, os.get_terminal_size().columns))
