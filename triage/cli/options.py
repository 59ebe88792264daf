"""Options and small steps that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from triage.cli.help import HelpContext
from triage.cli.paths import Written, keep_what_is_read

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

pack_option = click.option(
    "--pack",
    "pack_folder",
    type=click.Path(path_type=Path),
    envvar="TRIAGE_PACK",
    metavar="DIR",
    help="The rule pack to use (default: the shipped pack).",
)


def today_option(text: str = "The date of the report, if the sheet has none") -> Option:
    """Return the option `--today`; `text` says what the date is for."""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help=f"{text} (default: today).",
    )


def output_option(text: str, default: Path | None = None) -> Option:
    """Return the option `-o FILE`; `text` says what is written, and where without it."""
    return click.option(
        "-o",
        "--output",
        type=Written(),
        default=default,
        metavar="FILE",
        help=text,
    )


templates_option = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Use the templates in DIR instead of the shipped ones with the same names.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
sheet_argument = click.argument("sheet", type=click.Path(path_type=Path))


QUIET, NO_COLOUR = "triage.quiet", "triage.no_colour"


def _noted(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
    """Return a callback that notes a flag for the whole run."""

    def note(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.meta[name] = True

    return note


def everywhere(command: click.Command) -> click.Command:
    """Give a command, once, what every command has: some flags, and care for what it reads."""
    if any(option.name == "debug" for option in command.params):
        return command
    command.context_class = HelpContext
    flags = (
        (["--no-color", "--no-colour"], NO_COLOUR, "Do not use colour."),
        (["-q", "--quiet"], QUIET, "Print only results and faults."),
        # what it does is done in `errors.guarded`
        (["--debug"], "triage.debug", "Show technical details when something goes wrong."),
    )
    for names, name, text in flags:
        command.params.append(
            click.Option(names, is_flag=True, expose_value=False, callback=_noted(name), help=text)
        )
    if command.callback is not None:
        command.callback = _careful(command.callback)
    return command


def _careful(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def run(*arguments: Any, **options: Any) -> Any:
        keep_what_is_read(click.get_current_context())
        return callback(*arguments, **options)

    return run


def is_noted(name: str) -> bool:
    """Say whether a flag of `everywhere` was given."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(name))


def date_or_today(given: dt.datetime | None) -> dt.date:
    """Return the date an option gave, else today's."""
    return given.date() if given else dt.date.today()
