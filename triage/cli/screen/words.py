"""The words of a screening: those that came with the software, or the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from triage.store.files import read_text
from triage.store.words import words_file

if TYPE_CHECKING:
    from triage.model.pack import Pack
    from triage.screening.standing.words import Words


def squad_words(pack: Pack, templates: Path | None) -> Words:
    """Return the words of squad.yaml, the user's own where there is one, and of the pack."""
    from triage.screening.standing.words import read_words

    path = words_file("squad.yaml", templates)
    return read_words(read_text(path), str(path), pack.coaching)
