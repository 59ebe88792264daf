"""What the commands print: messages, documents, and Markdown laid out for the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

import click

from triage.cli.options import NO_COLOUR, QUIET, is_noted
from triage.report.formats.visible import visible

T = TypeVar("T")


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text, or an error message, in which nothing can steer the terminal."""
    click.echo(visible(text), err=err, nl=nl)


def say(message: str) -> None:
    """Say what was done, on stderr, unless -q was given."""
    if not is_noted(QUIET):
        echo(message, err=True)


def print_document(text: str) -> None:
    """Print a document that says itself that it is UTF-8, whatever the terminal's encoding.

    On a terminal nothing in it can steer the terminal. Elsewhere each byte is that of the document.
    """
    print_bytes((visible(text) if sys.stdout.isatty() else text).encode())


def print_bytes(content: bytes) -> None:
    """Print the bytes of a file."""
    click.echo(content, nl=False)


def print_markdown(markdown: str) -> None:
    """Print Markdown laid out for whatever stdout is."""
    from triage.report.formats.terminal import lay_out

    print_laid_out(lay_out(markdown, width=terminal_width(), colour=wants_colour()))


def print_laid_out(text: str) -> None:
    """Print lines that are laid out for stdout, with their colours."""
    click.echo(text, nl=False, color=True)


def print_tree(tree: Any, template: str, templates: Path | None, *, as_json: bool) -> None:
    """Print what a command found: as JSON, or in the words of a template."""
    from triage.report.formats.render import render_tree, to_json
    from triage.store.templates import environment

    if as_json:
        print_document(to_json(tree))
        return
    print_markdown(render_tree(tree, template, environment("text", templates)))


def progress(items: Sequence[T]) -> AbstractContextManager[Iterable[T]]:
    """Return the items to walk through, with a bar on stderr where that is a terminal."""
    return click.progressbar(items, file=sys.stderr, hidden=not sys.stderr.isatty())


def wants_colour() -> bool:
    """Say whether stdout is a terminal that may be coloured."""
    is_unwanted = is_noted(NO_COLOUR) or os.environ.get("NO_COLOR")
    return sys.stdout.isatty() and not is_unwanted and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return the columns to write in: the terminal's, from 40 to 100; 80 without a terminal."""
    if not sys.stdout.isatty():
        return 80
    return max(40, min(100, os.get_terminal_size().columns))
