"""Parquet in and out. With run.engine the only module of this room that uses Polars."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.screening.files.parquet_columns import column_of
from triage.screening.files.table import (
    MOST_COLUMNS,
    Row,
    Table,
    missing_extra,
    refuse,
    too_wide,
    whole_text,
)

if TYPE_CHECKING:
    import polars
    from polars import LazyFrame as LazyFrame  # noqa: PLC0414  # for those who pass one on

_SLICE = 10_000
_OS_ERROR = re.compile(r"\(os error (\d+)\)")
"""How Polars reports that a disk is full, say: in the words of an error of its own."""
_QUOTED = re.compile(r'ErrString\("([^"\\]*)')  # what a panic says, within the names of Rust
_FEW = 100
"""Rows that are Python values at a time."""


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
    with _fault_of(file, "this cannot be read as Parquet", "export it again"):
        frame = pl.scan_parquet(path)
        schema = frame.collect_schema()
        count = height(frame)
    headers = tuple(map(whole_text, schema.names()))
    if len(headers) > MOST_COLUMNS:
        too_wide(file)
    columns = [column_of(pl, name, dtype) for name, dtype in schema.items()]
    frame = frame.select(column.taken for column in columns)

    def read() -> Iterator[Row]:
        number = 1
        for start in range(0, count, _SLICE):
            with _fault_of(file, "the rows cannot be read", "export it again"):
                part = frame.slice(start, _SLICE).collect()
            for few in part.iter_slices(_FEW):
                with _fault_of(file, "the rows cannot be read", "export it again"):
                    rows = few.rows()
                for values in rows:
                    number += 1
                    made = (c.cell(value) for c, value in zip(columns, values, strict=True))
                    yield Row(number, tuple(made))
        if number != count + 1:
            refuse(f"it should have {count} rows, but has {number - 1}", file, "export it again")

    return Table(file=file, headers=headers, rows=read, notes=("Parquet",))


@contextmanager
def _fault_of(file: str, what: str, fix: str) -> Iterator[None]:
    """Report whatever Polars raises as the file's fault, a panic included.

    Raises:
        AnswerFault: Polars raised something.
    """
    panic = need_polars().exceptions.PanicException  # no Exception, but a BaseException
    try:
        with _without_panic_messages():
            yield
    except (Exception, panic) as error:
        said = _QUOTED.search(str(error))
        why = (said[1] if said else str(error)).partition("\n")[0]
        refuse(f"{what} ({why})", file, fix)


@contextmanager
def _without_panic_messages() -> Iterator[None]:
    """Discard what is written to stderr: Rust prints a panic, with its stack, before raising it."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


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
    pl, fix = need_polars(), "export it again, with the same columns in every file"
    with _fault_of(file, "this cannot be read as Parquet", fix):
        found: polars.LazyFrame = pl.scan_parquet(list(paths))
        found.collect_schema()
        height(found)
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
