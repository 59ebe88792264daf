"""`triage pack book`: a whole rule pack as one readable document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from triage.cli import options, printing
from triage.cli.pack.arguments import folder_argument
from triage.store.files import write_bytes
from triage.store.packs import load_pack, load_vignettes
from triage.store.templates import environment

ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".pdf": "pdf"}


@click.command()
@folder_argument
@options.output_option(
    "Write the book to FILE, as its ending says: html, md or pdf (default: stdout, as md).",
    default=Path("-"),
)
@click.option(
    "--cover", "with_cover", is_flag=True, help="Also show which clauses the vignettes cover."
)
@options.today_option("The date of the book")
def book(folder: Path | None, output: Path, with_cover: bool, today: dt.datetime | None) -> None:
    """Write the rule pack in FOLDER as one document to read and review.

    It holds every question in asking order; every rule with its condition in words, its reason, its
    sources and the vignettes that fire it; causes, advice, and exercises with their drawings; and
    all sources, with a mark on those that have not been read.

    \b
    Examples:
      triage pack book -o book.html
      triage pack book my_pack --cover -o book.pdf
    """
    from triage.assurance.cover.cover import cover as measure
    from triage.assurance.trials.trial import fired_by
    from triage.report.documents.book import book_view, illustrated_book
    from triage.report.formats.fill import fill
    from triage.report.formats.render import render_tree

    format = "md" if str(output) == "-" else ENDINGS.get(output.suffix.lower())
    if format is None:
        raise click.UsageError(f"-o needs a name that ends in one of {', '.join(ENDINGS)}")
    pack = load_pack(folder)
    vignettes = load_vignettes(pack, folder)
    coverage = measure(pack, vignettes) if with_cover else None
    tree = book_view(pack, fired_by(pack, vignettes), coverage, options.date_or_today(today))
    if format == "md":
        text = render_tree(tree, "book.md.j2", environment("md"))
    else:
        text = fill("book.html.j2", illustrated_book(tree, pack), environment("html"))
    if str(output) == "-":
        printing.print_document(text)
        return
    write_bytes(output, _to_pdf(text) if format == "pdf" else text.encode())
    printing.say(f"Book written to {output}")


def _to_pdf(page: str) -> bytes:
    from triage.store.pdf import to_pdf

    return to_pdf(page, "a4")
