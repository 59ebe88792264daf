"""`triage pack schema`: the JSON Schemas of pack files, for editors."""

from __future__ import annotations

import json

import click

from triage.cli import options, printing
from triage.errors import did_you_mean
from triage.resources import schemas_folder
from triage.store.files import read_text


@click.command()
@click.argument("name", required=False)
@options.json_option
def schema(name: str | None, as_json: bool) -> None:
    """Print where the JSON Schema of each file of a pack is, or the schema NAME itself.

    An editor that is given them completes and checks a pack while you write it.

    \b
    Examples:
      triage pack schema
      triage pack schema questions.yaml
    """
    files = {
        path.name.removesuffix(".schema.json"): path
        for path in sorted(schemas_folder().glob("*.schema.json"))
    }
    if name is not None:
        wanted = name.removesuffix(".yaml")
        if wanted not in files:
            hint = did_you_mean(wanted, files, f"use one of: {', '.join(files)}")
            raise click.UsageError(f"There is no schema '{name}': {hint}.")
        printing.print_document(read_text(files[wanted]))
    elif as_json:
        paths = {stem: str(path) for stem, path in files.items()}
        tree = {"schema": "triage-schemas/1", "files": paths}
        printing.print_document(json.dumps(tree, indent=2) + "\n")
    else:
        for path in files.values():
            printing.echo(str(path))
