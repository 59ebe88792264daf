"""The paths that a command takes: what it reads, and what it writes. Nothing is both.

Every path is one that is read, unless its type is `Written`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

STDOUT = "-"
_PAGES = (".html", ".htm", ".md", ".pdf", ".svg", ".dot", ".gv", ".mmd", ".mermaid", ".ics")
"""What is written but never read, so it may be written again among what is read."""


class Written(click.Path):
    """A file to write, with `-` for stdout; or a folder to replace, or to write into."""

    def __init__(self, *, to_stdout: bool = True, replaces: bool = False) -> None:
        super().__init__(path_type=Path)
        self.to_stdout = to_stdout
        self.replaces = replaces  # a folder, with all that is in it

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        if str(path) not in (STDOUT, "/dev/stdout"):
            return path
        if not self.to_stdout:
            option = _name(param) if param else "this"
            raise click.UsageError(f"{option} cannot be stdout: name a place for it", ctx)
        return Path(STDOUT)


def is_stdout(path: Path | None) -> bool:
    """Say whether an output goes to stdout: no place was named, or `-`."""
    return path is None or str(path) == STDOUT


def keep_what_is_read(ctx: click.Context) -> None:
    """Refuse to write over anything that the command reads.

    Raises:
        UsageError: an output is an input, contains it, or is a file in a folder that is read.
    """
    paths = list(_paths(ctx))
    for output, place in paths:
        if not isinstance(output.type, Written):
            continue
        for given, source in paths:
            if isinstance(given.type, Written):
                continue
            if _is_written_over(place, source, replaces=output.type.replaces):
                raise click.UsageError(
                    f"{_name(output)} {place} would write over {source}, which is read as "
                    f"{_name(given)}: choose another place",
                    ctx,
                )


def _paths(ctx: click.Context) -> Iterator[tuple[click.Parameter, Path]]:
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        if isinstance(param.type, click.Path):
            for each in value if isinstance(value, tuple) else (value,):
                if each is not None and str(each) != STDOUT:
                    yield param, Path(each)


def _is_written_over(place: Path, source: Path, *, replaces: bool) -> bool:
    try:
        if not place.exists() or not source.exists():
            return False
        if place.samefile(source):  # through links of either kind too
            return True
        if place.is_dir():
            return replaces and _is_inside(source, place)
        is_page = place.suffix.lower() in _PAGES
        return source.is_dir() and not is_page and _is_inside(place, source)
    except OSError:
        return False  # what cannot be looked at is reported when it is opened


def _is_inside(path: Path, folder: Path) -> bool:
    parents = Path(os.path.realpath(path)).parents
    return any(parent.samefile(folder) for parent in parents)


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name.upper()
