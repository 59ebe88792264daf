"""Markdown -> lines for a terminal, with colour or without."""

from __future__ import annotations

from io import StringIO
from typing import ClassVar

from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement
from rich.text import Text
from rich.theme import Theme

from triage.report.formats.visible import visible

_THEME = Theme({"markdown.code": "bold", "markdown.h1": "bold", "markdown.h2": "bold"})


class _PlainHeading(Heading):
    """A heading at the left margin, underlined by its level."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = self.text
        text.justify = "left"
        yield Text("")
        yield text
        rule = {"h1": "=", "h2": "-"}.get(self.tag)
        if rule:
            yield Text(rule * min(text.cell_len, options.max_width))


class _PlainMarkdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _PlainHeading,
    }


def lay_out(markdown: str, *, width: int, colour: bool) -> str:
    """Return Markdown as lines of at most `width` columns, with ANSI colour if asked.

    Nothing in the Markdown itself can steer the terminal.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        theme=_THEME,
        highlight=False,
        _environ={},
    )
    console.print(_PlainMarkdown(visible(markdown), hyperlinks=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
