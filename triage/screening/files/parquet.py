"""Parquet in and out. With run.engine the only module of this room that uses Polars."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.screening.files.table import (
    MOST_COLUMNS,
    Row,
    Table,
    cell,
    missing_extra,
    refuse,
    too_wide,
)

if TYPE_CHECKING:
    import polars
    from polars import LazyFrame as LazyFrame  # noqa: PLC0414  # for those who pass one on

_SLICE = 10_000
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
"""How Polars reports that a disk is full, say: in the words of an error of its own."""


def need_polars() -> Any:
    """Return the library Polars.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        import polars
    except ImportError:
        raise missing_extra("screening", "Polars") from None
    return polars


def read_parquet(path: Path) -> Table:
    """Return the roster in a Parquet file, read slice by slice.

    Raises:
        AnswerFault: it is not a Parquet file, or has too many columns.
    """
    pl, file = need_polars(), str(path)
    try:
        frame = pl.scan_parquet(path)
        headers = tuple(frame.collect_schema().names())
        height = int(frame.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        why = str(error).partition("\n")[0]
        refuse(f"this is not a Parquet file ({why})", file, "export it again")
    if len(headers) > MOST_COLUMNS:
        too_wide(file)

    def read() -> Iterator[Row]:
        number = 1
        for start in range(0, height, _SLICE):
            for values in frame.slice(start, _SLICE).collect().iter_rows():
                number += 1
                yield Row(number, tuple(map(cell, values)))

    return Table(file=file, headers=headers, rows=read, notes=("Parquet",))


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the rows of Parquet files, one file in memory at a time."""
    pl = need_polars()
    for path in paths:
        yield from pl.read_parquet(path).iter_rows(named=True)


@dataclass(frozen=True, slots=True)
class Parquet:
    """A table that becomes a Parquet file when it is written, in bounded memory.

    One that is not final is read again soon, so speed matters more than size.
    """

    frame: polars.LazyFrame
    is_final: bool = True


def packed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows of text, numbers, dates and lists of text as a Parquet file."""
    pl, buffer = need_polars(), BytesIO()
    frame = (
        pl.DataFrame(rows, infer_schema_length=None)
        if rows
        else pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    )
    frame.select(columns).write_parquet(buffer)
    return buffer.getvalue()


def joined(files: Iterable[bytes]) -> Parquet:
    """Return the rows of several Parquet files as one, in order; they are unpacked when read."""
    pl = need_polars()
    frames = [pl.scan_parquet(BytesIO(file)) for file in files]
    return Parquet(pl.concat(frames, how="diagonal_relaxed"))


def empty(columns: Mapping[str, Any]) -> bytes:
    """Return a Parquet file with no rows; `columns` maps names to types of Python or Polars."""
    pl, buffer = need_polars(), BytesIO()
    pl.DataFrame(schema=dict(columns)).write_parquet(buffer)
    return buffer.getvalue()


def scan(paths: Sequence[Path], file: str) -> polars.LazyFrame:
    """Return the rows of Parquet files, in their order, to be read when they are needed.

    Raises:
        AnswerFault: one of them is not a Parquet file, or their columns differ.
    """
    pl = need_polars()
    try:
        found: polars.LazyFrame = pl.scan_parquet(list(paths))
        found.collect_schema()
        height(found)
    except (pl.exceptions.PolarsError, OSError) as error:
        why = str(error).partition("\n")[0]
        refuse(
            f"this cannot be read as Parquet ({why})",
            file,
            "export it again, with the same columns in every file",
        )
    return found


def height(frame: polars.LazyFrame) -> int:
    """Return how many rows there are."""
    return int(frame.select(need_polars().len()).collect().item())


def counted(frame: polars.LazyFrame, column: str) -> dict[str, int]:
    """Return how often each value of a column occurs."""
    return dict(frame.group_by(column).len().collect(engine="streaming").iter_rows())


def first_rows(
    frame: polars.LazyFrame, columns: Sequence[str], count: int
) -> list[tuple[Any, ...]]:
    """Return some columns of the first rows."""
    return frame.select(columns).head(count).collect().rows()


def write_whole(frame: polars.LazyFrame, path: Path, *, is_final: bool = True) -> None:
    """Write a Parquet file that only its owner may read, in bounded memory.

    One that is not final is read again soon, so speed matters more than size.

    Raises:
        OSError: it cannot be written.
    """
    path.touch(mode=0o600)
    try:
        if is_final:
            frame.sink_parquet(path)
        else:
            frame.sink_parquet(path, compression="lz4", statistics=False)
    except need_polars().exceptions.PolarsError as error:
        if (found := _OS_ERROR.search(str(error))) is not None:
            raise OSError(int(found[1]), os.strerror(int(found[1]))) from error
        raise
    path.chmod(0o600)
