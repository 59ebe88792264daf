"""One file that a screening makes, as a value: its name, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.screening.files.parquet import Parquet

Content = bytes | Iterable[bytes] | Parquet
"""All bytes of a file, or its bytes piece by piece, or a table that is computed as it is written.

The last two are for files that may be large: they are never whole in memory.
"""


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written: its name in the folder it goes to, and what it holds."""

    name: str
    content: Content

    def __post_init__(self) -> None:
        if self.name in ("", ".", "..") or "/" in self.name or "\\" in self.name:
            raise ValueError(f"{self.name!r} is not the name of a file")
