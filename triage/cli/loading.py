"""What a command works with, kept for when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from triage.model.pack import Pack


@dataclass
class Loaded:
    """The pack that was loaded last, if any: a failure after that is reported in its words.

    `as_json` says that faults go to stdout too, as JSON, and `debug` that tracebacks are shown.
    """

    pack: Pack | None = None
    debug: bool = False
    as_json: bool = False


def load_pack(folder: Path | None) -> Pack:
    """Return the pack in a folder, or the default pack, and keep it for when the command fails."""
    from triage.store import packs  # only where a pack is read

    return keep(packs.load_pack(folder) if folder else packs.default_pack())


def keep(pack: Pack) -> Pack:
    """Return a pack, and keep it for when the command fails."""
    context = click.get_current_context(silent=True)
    loaded = context.find_object(Loaded) if context else None
    if loaded is not None:
        loaded.pack = pack
    return pack
