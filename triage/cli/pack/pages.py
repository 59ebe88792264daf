"""Pages that a command for authors of packs writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triage.cli import printing
from triage.report.formats.fill import fill
from triage.store.files import write_bytes
from triage.store.templates import environment


def write_page(template: str, tree: Any, output: Path) -> None:
    """Write a page of Markdown to a file, or to stdout for `-`."""
    text = fill(template, tree, environment("md"))
    if str(output) == "-":
        printing.print_document(text)
    else:
        write_bytes(output, text.encode())
