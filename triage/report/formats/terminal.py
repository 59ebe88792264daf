"""Markdown -> lines for a terminal, with colour or without."""

from __future__ import annotations

from triage.report.formats import simple_markdown


def lay_out(markdown: str, *, width: int, colour: bool) -> str:
    """Return Markdown as lines of at most `width` columns, with ANSI colour if asked."""
    text = simple_markdown.lay_out(markdown, width=width, colour=colour)
    if text is None:
        from triage.report.formats import any_markdown  # importing rich takes long

        text = any_markdown.lay_out(markdown, width=width, colour=colour)
    return text
