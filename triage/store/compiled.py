"""The default pack as it was read when the package was built, so that no run has to read its YAML.

It is part of the package and trusted as our own code is: only building a package writes it
(`triage.store.build`), and it is read from nowhere else. A checkout has none.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from hashlib import sha256
from importlib.util import MAGIC_NUMBER
from io import BytesIO
from pathlib import Path

import triage
from triage.model.pack import Pack

_SIZE = sha256().digest_size


def keep(pack: Pack, texts: Mapping[str, str], folder: Path) -> None:
    """Write a pack, which was read from these texts, beside its files."""
    path = compiled_file(folder)
    path.parent.mkdir(exist_ok=True)
    content = BytesIO()
    _Pickler(content, folder).dump(pack)
    whole = content.getvalue()
    path.write_bytes(_key(texts) + sha256(whole).digest() + whole)


def kept(texts: Mapping[str, str], folder: Path) -> Pack | None:
    """Return the pack kept beside its files, or None unless it is whole and from these texts."""
    try:
        held = compiled_file(folder).read_bytes()
    except OSError:
        return None
    key, checksum, content = held[:_SIZE], held[_SIZE : 2 * _SIZE], held[2 * _SIZE :]
    if key != _key(texts) or checksum != sha256(content).digest():
        return None
    try:
        pack = _Unpickler(BytesIO(content), folder).load()
    except Exception:  # whatever cannot be put together: the files are there
        return None
    return pack if isinstance(pack, Pack) else None


def compiled_file(folder: Path) -> Path:
    """Return where the pack in a folder is kept, for the Python that runs."""
    return folder / "__pycache__" / f"{sys.implementation.cache_tag}.pack"


def _key(texts: Mapping[str, str]) -> bytes:
    """Return a digest of all that a pack which was read depends on: texts, software, Python."""
    digest = sha256(repr((triage.__version__, MAGIC_NUMBER)).encode())
    for name, text in sorted(texts.items()):
        content = text.encode()
        digest.update(f"\n{name} {len(content)}\n".encode() + content)
    return digest.digest()


class _Pickler(pickle.Pickler):
    """Leaves out the folder of the pack, which is another one where the package is installed."""

    def __init__(self, file: BytesIO, folder: Path) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._start = f"{folder}/"

    def persistent_id(self, obj: object) -> str | None:
        if isinstance(obj, str) and obj.startswith(self._start):
            return obj.removeprefix(self._start)
        return None


class _Unpickler(pickle.Unpickler):
    """Puts the folder of the pack back where a rule says in which file it is."""

    def __init__(self, file: BytesIO, folder: Path) -> None:
        super().__init__(file)
        self._start = f"{folder}/"

    def persistent_load(self, pid: str) -> str:
        return sys.intern(self._start + pid)
