"""How a roster is understood: from the file, the mapping, and the options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.store.files import read_text

if TYPE_CHECKING:
    from triage.model.pack import Pack
    from triage.screening.roster.roster import Roster
    from triage.screening.standing.words import Words


def understand(
    path: Path,
    pack: Pack,
    words: Words,
    mapping_file: Path | None,
    dates: str | None,
    decimal: str | None,
    encoding: str | None,
    sheet: str | None,
    today: dt.date,
    kept: Sequence[str] = (),
    *,
    is_merged: bool = False,
) -> Roster:
    """Open a roster and work out what its columns mean."""
    from triage.screening.files.open import WORKBOOKS, open_table
    from triage.screening.roster.columns import known_header
    from triage.screening.roster.keep import keep
    from triage.screening.roster.mapping import RosterMapping, read_mapping
    from triage.screening.roster.roster import survey

    if sheet is not None and path.suffix.lower() not in WORKBOOKS:
        raise click.UsageError(f"--sheet can only be used with {' or '.join(WORKBOOKS)}")
    mapping = RosterMapping()
    if mapping_file is not None:
        mapping = read_mapping(read_text(mapping_file), str(mapping_file), pack)
    mapping = replace(mapping, dates=dates or mapping.dates, decimal=decimal or mapping.decimal)
    table = open_table(path, known_header(pack, words, mapping), encoding=encoding, sheet=sheet)
    return keep(survey(table, pack, words, mapping, today), kept, may_lack=is_merged)
