"""`triage pack hazards`: the hazard log of a rule pack."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from triage.cli import options
from triage.cli.pack.arguments import folder_argument
from triage.cli.pack.pages import write_page
from triage.store.packs import load_pack


@click.command()
@folder_argument
@options.output_option("Write the hazard log to FILE (default: stdout).", default=Path("-"))
@options.json_option
def hazards(folder: Path | None, output: Path, as_json: bool) -> None:
    """Write the hazard log of the rule pack in FOLDER, as Markdown or JSON."""
    found = load_pack(folder)
    tree = {
        "schema": "triage-hazards/1",
        "pack": {key: getattr(found, key) for key in ("id", "version", "digest", "review_status")},
        "hazards": [asdict(hazard) for hazard in found.hazards],
    }
    write_page("hazards.md.j2", tree, output, as_json=as_json)
