"""The commands, each loaded when it is called, so that the first answer comes quickly."""

from __future__ import annotations

import importlib
from typing import Any

import click

from triage.cli.options import everywhere
from triage.errors import nearest

_COMMANDS = {
    "ask": (
        "triage.cli.ask.ask",
        "ask",
        "Answer the questions in the terminal, then read your report.",
    ),
    "assess": ("triage.cli.assess", "assess", "Assess one answer sheet and print the report."),
    "why": ("triage.cli.why", "why", "Explain a result."),
    "why-not": ("triage.cli.why_not", "why_not", "Explain why something is not a result."),
    "what-if": (
        "triage.cli.what_if",
        "what_if",
        "Compare the result with that of different answers.",
    ),
    "change": (
        "triage.cli.change",
        "change",
        "Find the fewest changed answers that lead to a different result.",
    ),
    "calendar": (
        "triage.cli.calendar",
        "calendar",
        "Write the exercise programme as a calendar file.",
    ),
    "screen": ("triage.cli.screen.screen", "screen", "Screen a squad from a roster file."),
    "verify": ("triage.cli.verify", "verify", "Check that a report follows from its answers."),
    "pack": ("triage.cli.pack.group", "pack", "Check, test and inspect a rule pack."),
}


class _LazyGroup(click.Group):
    """A group that imports a command when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return everywhere(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            close = nearest(args[0], _COMMANDS)
            hint = f" Did you mean '{close}'?" if close else f" Use one of: {', '.join(_COMMANDS)}."
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, _, short) in _COMMANDS.items()])


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> Any:
    if value and not ctx.resilient_parsing:
        from triage import __version__
        from triage.store.packs import load_pack

        pack = load_pack()
        from triage.cli import printing

        printing.echo(f"triage {__version__}\npack {pack.id} {pack.version}\ndigest {pack.digest}")
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the versions of the software and the pack, and the pack's digest.",
)
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Explainable triage of runners' back pain: what to do, why, and which exercises are safe.

    It does not diagnose. It never replaces a doctor or physiotherapist.

    \b
    Examples:
      triage ask
      triage assess examples/lower_back.yaml -f html -o report.html
    """
    if ctx.invoked_subcommand is None:
        from triage.cli import printing

        printing.echo(ctx.get_help())


everywhere(commands)
