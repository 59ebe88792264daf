"""Packs on disk."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import triage
from triage.errors import Fault, FileFault, Location
from triage.model.pack import Pack
from triage.resources import default_pack_folder
from triage.store.cache import cache_folder
from triage.store.files import read_text, write_bytes

if TYPE_CHECKING:
    from triage.model.vignette import Vignette


def load_pack(folder: Path | None = None) -> Pack:
    """Return the pack in a folder, or the default pack.

    Raises:
        FileFault: there is no such folder, or a file cannot be read.
        PackFault: with every fault of the pack.
    """
    if folder is None:
        return _default_pack(default_pack_folder())
    return _built(_texts(folder), folder)


def _built(texts: Mapping[str, str], folder: Path) -> Pack:
    from triage.knowledge.pack.build import build_pack  # not needed for a pack from the cache

    return build_pack(texts, str(folder))


def _default_pack(folder: Path) -> Pack:
    """Return the pack the software came with, from the user's cache when that has this very pack.

    Reading its YAML takes longer than everything else an assessment does (benchmarks/startup.py).
    A pack that somebody names is always read from its files.
    """
    texts = _texts(folder)
    cached = cache_folder()
    if cached is None:
        return _built(texts, folder)
    # Two installations must not take turns in writing one file.
    place = sha256(str(folder).encode()).hexdigest()[:8]
    path, key = cached / f"{folder.name}-{place}.pack", _fingerprint(texts, folder)
    pack = _unpacked(path, key)
    if pack is None:
        pack = _built(texts, folder)
        content = pickle.dumps(pack, pickle.HIGHEST_PROTOCOL)
        with suppress(FileFault):  # a full disk costs time and nothing else
            write_bytes(path, key + sha256(content).digest() + content, private=True)
    return pack


def _unpacked(path: Path, key: bytes) -> Pack | None:
    """Return the pack in a cache file, or None unless it is whole and was made from `key`."""
    try:
        held = path.read_bytes()
    except OSError:
        return None
    size = len(key)
    if held[:size] != key or held[size : 2 * size] != sha256(held[2 * size :]).digest():
        return None
    try:
        pack: Pack = pickle.loads(held[2 * size :])  # noqa: S301  # ours alone: store/cache.py
    except Exception:  # whatever it is that cannot be put together, the files can be read
        return None
    return pack


def _fingerprint(texts: Mapping[str, str], folder: Path) -> bytes:
    """Return a digest of all a read pack depends on: its texts, our code, Python and PyYAML."""
    package = Path(triage.__file__).parent
    code = sorted([*package.glob("model/*.py"), *package.glob("knowledge/*.py")])
    stamps = [(path.name, (about := path.stat()).st_mtime_ns, about.st_size) for path in code]
    versions = (triage.__version__, sys.version, yaml.__version__)
    digest = sha256(repr((versions, stamps, str(folder))).encode())
    for name, text in sorted(texts.items()):
        digest.update(f"\n{name} {len(text)}\n".encode())
        digest.update(text.encode())
    return digest.digest()


def load_vignettes(pack: Pack, folder: Path | None = None) -> tuple[Vignette, ...]:
    """Return the vignettes of the pack in a folder.

    Raises:
        PackFault: with every fault of the vignette files.
    """
    from triage.knowledge.pack.vignettes import build_vignettes

    folder = (folder or default_pack_folder()) / "vignettes"
    return build_vignettes(_texts(folder), str(folder), pack) if folder.is_dir() else ()


def _texts(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise FileFault(Fault.worded("folder.no_pack", Location(str(folder))))
    return {
        path.name: read_text(path)
        for path in sorted(folder.iterdir())
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
    }
