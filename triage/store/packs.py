"""Packs on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from triage.errors import Fault, FileFault, Location
from triage.model.pack import Pack
from triage.resources import default_pack_folder, is_built
from triage.store.files import read_text

if TYPE_CHECKING:
    from triage.model.vignette import Reading, Vignette


def load_pack(folder: Path | None = None) -> Pack:
    """Return the pack in a folder, or the default pack, always read from its files.

    Raises:
        FileFault: there is no such folder, or a file cannot be read.
        PackFault: with every fault of the pack.
    """
    folder = folder or default_pack_folder()
    return _built(_texts(folder), folder)


def default_pack() -> Pack:
    """Return the default pack, as the package brings it along compiled if its files are the same.

    This is for commands that use the pack. Those that check one, or a report, call `load_pack`.
    """
    folder = default_pack_folder()
    texts = _texts(folder)
    if is_built():
        from triage.store.compiled import kept

        pack = kept(texts, folder)
        if pack is not None:
            return pack
    return _built(texts, folder)


def compile_default() -> None:
    """Compile the default pack beside its files: what building a package does."""
    from triage.store.compiled import keep

    folder = default_pack_folder()
    texts = _texts(folder)
    keep(_built(texts, folder), texts, folder)


def _built(texts: Mapping[str, str], folder: Path) -> Pack:
    from triage.knowledge.pack.build import build_pack  # only where a pack is read

    return build_pack(texts, str(folder))


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
    return build_reading(_texts(folder) if folder.is_dir() else {}, str(folder))


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise FileFault(Fault.worded("folder.no_pack", Location(str(folder))))
    return {
        path.name: read_text(path)
        for path in sorted(folder.iterdir())
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
    }
