"""A group of commands whose modules are imported when a command is named."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click

from triage.cli.options import everywhere


class LazyGroup(click.Group):
    """A group that has, beside its own commands, some that are loaded when they are named.

    `lazy` maps the name of a command to the module it is in, under a function of that name.
    """

    def __init__(self, *arguments: Any, lazy: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command: click.Command | None
        if cmd_name in self.lazy:
            command = getattr(importlib.import_module(self.lazy[cmd_name]), cmd_name)
        else:
            command = super().get_command(ctx, cmd_name)
        return command and everywhere(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        with formatter.section("Commands"):  # the whole first sentence, where click would cut it
            formatter.write_dl(
                [(name, one.get_short_help_str(200)) for name, one in commands.items() if one]
            )
