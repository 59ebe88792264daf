"""`triage screen --engine`: Parquet of any size, read exactly as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from triage.cli.loading import load_pack
from triage.cli.screen.apart import keep_apart
from triage.cli.screen.beside import keep_inputs
from triage.cli.screen.outcome import show_outcome
from triage.cli.screen.progress import progress
from triage.cli.screen.words import squad_words
from triage.screening.files.beside import unread_place


def screen_as_it_is(
    roster: Path,
    engine: str,
    *,
    output: Path | None,
    pack_folder: Path | None,
    formats: tuple[str, ...],
    clinician: Path | None,
    master: str | None,
    templates: Path | None,
    today: dt.date,
    resume: bool,
    force: bool,
) -> int:
    """Screen Parquet of any size on an engine, and return the exit code."""
    _refuse_what_does_not_apply(formats)
    if output is None:
        raise click.UsageError("name a folder for the results with -o DIR")
    keep_apart(output, clinician, None)
    if clinician is not None:
        keep_inputs(unread_place(clinician, ".parquet"), [roster])
    from triage.screening.run.nation import NationRequest, screen_nation
    from triage.screening.run.nation_files import UNREAD_FILE

    pack = load_pack(pack_folder)
    nation = NationRequest(
        source=roster,
        pack=pack,
        words=squad_words(pack, templates),
        today=today,
        output=output,
        clinician=clinician,
        engine=engine,
        master=master,
        resume=resume,
        force=force,
    )
    with progress() as watch:
        done = screen_nation(nation, watch)
    unread = unread_place(clinician, ".parquet") if clinician is not None else None
    return show_outcome(
        done, nation.words, output / "results.parquet", output / UNREAD_FILE, unread
    )


def _refuse_what_does_not_apply(formats: tuple[str, ...]) -> None:
    """Refuse the options about rosters that people type, and about boards and reports."""
    context = click.get_current_context()
    others = (
        "preview",
        "reports",
        "previous",
        "squad",
        "keep",
        "merge",
        "mapping",
        "dates",
        "decimal",
        "encoding",
        "sheet",
    )
    given = [f"--{name}" for name in (*others, "workers") if context.params[name]]
    given += [f"-f {name}" for name in formats if name != "parquet"]
    if given:
        raise click.UsageError(
            f"--engine reads Parquet as it is and writes Parquet: leave out {', '.join(given)}"
        )
