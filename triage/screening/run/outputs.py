"""Files that are written piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_chunks(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that only its owner may read, piece by piece."""
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.writelines(pieces)
