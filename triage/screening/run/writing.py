"""The one writer of a screening: files are whole or not there, and only for their owner."""

from __future__ import annotations

from pathlib import Path

from triage.screening.files.parquet import Parquet, write_whole
from triage.screening.run.outputs import Output
from triage.store.files import replacing


def write_output(output: Output, folder: Path) -> Path:
    """Write an output into a folder, whole or not at all, and return where it is.

    Raises:
        FileFault: it cannot be written. What was there before is unchanged.
    """
    place = folder / output.name
    with replacing(place, private=True) as temporary:
        match output.content:
            case bytes():
                temporary.write_bytes(output.content)
            case Parquet(frame, is_final):
                write_whole(frame, temporary, is_final=is_final)
            case pieces:
                with temporary.open("wb") as file:
                    file.writelines(pieces)
    return place
