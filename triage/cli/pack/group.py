"""`triage pack`: the group of commands on a rule pack, each loaded when it is named."""

from __future__ import annotations

import click

from triage.cli.lazy import LazyGroup

_COMMANDS = (
    "book",
    "check",
    "cover",
    "diff",
    "graph",
    "hazards",
    "mutate",
    "new",
    "prove",
    "schema",
    "test",
)


@click.group(cls=LazyGroup, lazy={name: f"triage.cli.pack.{name}" for name in _COMMANDS})
def pack() -> None:
    """Check, test and inspect a rule pack (default: the shipped pack)."""
