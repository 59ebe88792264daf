"""Packs on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from triage.errors import Fault, FileFault, Location
from triage.model.pack import Pack
from triage.model.vignette import Reading
from triage.resources import default_pack_folder
from triage.store.files import read_text

if TYPE_CHECKING:
    from triage.model.vignette import Vignette


def load_pack(folder: Path | None = None) -> Pack:
    """Return the pack in a folder, or the default pack.

    Raises:
        FileFault: there is no such folder, or a file cannot be read.
        PackFault: with every fault of the pack.
    """
    from triage.knowledge.pack.build import build_pack  # only for who reads a pack

    folder = folder or default_pack_folder()
    return build_pack(_texts(folder), str(folder))


def load_vignettes(pack: Pack, folder: Path | None = None) -> tuple[Vignette, ...]:
    """Return the vignettes of the pack in a folder.

    Raises:
        PackFault: with every fault of the vignette files.
    """
    from triage.knowledge.pack.vignettes import build_vignettes

    folder = (folder or default_pack_folder()) / "vignettes"
    return build_vignettes(_texts(folder), str(folder), pack) if folder.is_dir() else ()


def load_reading(folder: Path | None = None) -> Reading:
    """Return how the figures of the pack in a folder on its published cases are to be read."""
    from triage.knowledge.pack.vignettes import build_reading

    folder = (folder or default_pack_folder()) / "vignettes"
    return build_reading(_texts(folder), str(folder)) if folder.is_dir() else Reading()


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise FileFault(Fault.worded("folder.no_pack", Location(str(folder))))
    return {
        path.name: read_text(path)
        for path in sorted(folder.iterdir())
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
    }
