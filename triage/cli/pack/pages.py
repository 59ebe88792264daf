"""Pages that a command for authors of packs writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from triage.cli import printing
from triage.report.formats.fill import fill
from triage.report.formats.render import to_json
from triage.store.files import write_bytes
from triage.store.templates import environment


def write_page(template: str, tree: Any, output: Path, *, as_json: bool = False) -> None:
    """Write a page of Markdown, or its tree as JSON, to a file, or to stdout for `-`."""
    text = to_json(tree) if as_json else fill(template, tree, environment("md"))
    if str(output) == "-":
        printing.print_document(text)
    else:
        write_bytes(output, text.encode())
