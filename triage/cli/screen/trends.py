"""`triage screen FOLDER -o trends`: what changed over several screenings."""

from __future__ import annotations

from pathlib import Path

from triage.cli import printing
from triage.cli.loading import load_pack
from triage.cli.screen.words import squad_words
from triage.store.templates import environment


def show_trends(
    folder: Path,
    output: Path,
    pack_folder: Path | None,
    templates: Path | None,
    *,
    force: bool,
    squad: Path | None = None,
) -> int:
    """Write the trends of a folder whose folders hold the results of screenings."""
    from triage.screening.run.trends import write_trends

    pack = load_pack(pack_folder)
    words = squad_words(pack, templates)
    count, days = write_trends(
        folder, output, pack, words, environment("html", templates), force=force, squad=squad
    )
    screenings = "1 screening" if days == 1 else f"{days} screenings"
    runners = "1 runner" if count == 1 else f"{count} runners"
    printing.echo(f"{screenings}, {runners}\ntrends: {output / 'trends.html'}")
    return 0
