"""`triage pack graph`: a rule pack as a drawing."""

from __future__ import annotations

from pathlib import Path

import click

from triage.assurance.graph import about as part_about
from triage.assurance.graph import graph_of
from triage.cli import options, printing
from triage.cli.pack.arguments import folder_argument
from triage.report.documents.graph import TEMPLATES, render_graph
from triage.store.files import write_bytes
from triage.store.packs import load_pack
from triage.store.templates import environment

ENDINGS = {".svg": "svg", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}


@click.command()
@folder_argument
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice([*TEMPLATES]),
    help="The format of the graph (default: by the ending of FILE; on stdout, svg).",
)
@click.option(
    "--about",
    "--rule",
    "name",
    metavar="NAME",
    help="Draw only what leads to and from NAME: a question, rule, cause or exercise.",
)
@options.output_option("Write the graph to FILE (default: stdout).", default=Path("-"))
def graph(folder: Path | None, format: str | None, name: str | None, output: Path) -> None:
    """Draw the rule pack in FOLDER: questions, rules, and what they conclude.

    \b
    Examples:
      triage pack graph --about RF-FEVER-02 -o fever.svg
      triage pack graph --about weak_glutes --format mermaid
      triage pack graph my_pack -o my_pack.dot
    """
    is_printed = str(output) == "-"
    format = format or ("svg" if is_printed else ENDINGS.get(output.suffix.lower()))
    if format is None:
        endings = ", ".join(ENDINGS)
        raise click.UsageError(f"-o needs a name that ends in one of {endings}, or add --format")
    pack = load_pack(folder)
    whole = graph_of(pack)
    shown = part_about(whole, name) if name else whole
    kind = "html" if format == "svg" else "md"
    text = render_graph(shown, pack, format, environment(kind)).lstrip()
    if is_printed:
        printing.print_document(text)
    else:
        write_bytes(output, text.encode())
