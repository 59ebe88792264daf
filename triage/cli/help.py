"""The help of commands on narrow terminals: click's own formatter wants 50 columns."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

import click

_NARROW, _NARROWEST = 50, 20


class _Formatter(click.HelpFormatter):
    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        room = shutil.get_terminal_size().columns - 2
        if width is None and room < _NARROW:
            width = max(room, _NARROWEST)
        super().__init__(indent_increment, width, max_width)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        most = self.width // 3 if self.width < _NARROW else col_max
        super().write_dl(rows, most, col_spacing)


class HelpContext(click.Context):
    """A command's context, whose help fits the terminal."""

    formatter_class = _Formatter
