"""Parquet in and out, and the assessment of a batch. The only door of this room to Polars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from triage.columnar.assess import Columnar
from triage.columnar.frames import nw
from triage.columnar.roster.encode import frame_of, schema_of
from triage.columnar.roster.faults import parted as parted_by_faults
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.screening.files.open import (
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

_SLICE = 10_000


def _polars() -> Any:
    try:
        import polars
    except ImportError:
        raise missing_extra("screening", "polars") from None
    return polars


def read_parquet(path: Path) -> Table:
    """Return the roster in a Parquet file, read slice by slice.

    Raises:
        AnswerFault: it is no Parquet file, or too wide.
    """
    pl, file = _polars(), str(path)
    try:
        frame = pl.scan_parquet(path)
        headers = tuple(frame.collect_schema().names())
        height = int(frame.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as error:
        why = str(error).partition("\n")[0]
        refuse(f"this is no Parquet file ({why})", file, "export it again")
    if len(headers) > MOST_COLUMNS:
        too_wide(file)

    def read() -> Iterator[Row]:
        number = 1
        for start in range(0, height, _SLICE):
            for values in frame.slice(start, _SLICE).collect().iter_rows():
                number += 1
                yield Row(number, tuple(map(cell, values)))

    return Table(file=file, headers=headers, rows=read, notes=("Parquet",))


def assess_batch(
    columnar: Columnar, answers: Sequence[Answers], beside: Mapping[str, Sequence[Any]]
) -> polars.DataFrame:
    """Return the results of a batch, a row for each set of answers, with the columns `beside`."""
    pl = _polars()
    frame = frame_of(columnar.pack, answers)
    kept = pl.DataFrame(beside, strict=False, infer_schema_length=None)
    judged: polars.DataFrame = kept.hstack(columnar.assess(frame).collect())
    return judged


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the rows of Parquet files, one file in memory at a time."""
    pl = _polars()
    for path in paths:
        yield from pl.read_parquet(path).iter_rows(named=True)


def write_frame(path: Path, rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Write rows of text, numbers, dates and lists of text to a Parquet file."""
    pl = _polars()
    frame = (
        pl.DataFrame(rows, infer_schema_length=None)
        if rows
        else pl.DataFrame(schema=dict.fromkeys(columns, pl.String))
    )
    frame.select(columns).write_parquet(path)


def join_frames(parts: Sequence[Path], path: Path) -> None:
    """Write one Parquet file with the rows of several, in order, in bounded memory."""
    pl = _polars()
    frames = [pl.scan_parquet(part) for part in parts]
    pl.concat(frames, how="diagonal_relaxed").sink_parquet(path)


# -- rosters of any size, never in memory ----------------------------------------------------------

Frame = TypeVar("Frame")


def scan(paths: Sequence[Path], file: str) -> polars.LazyFrame:
    """Return the rows of Parquet files, in their order, to be read when they are needed.

    Raises:
        AnswerFault: one of them is no Parquet file, or they differ in their columns.
    """
    pl = _polars()
    try:
        found: polars.LazyFrame = pl.scan_parquet(list(paths))
        found.collect_schema()
        height(found)
    except (pl.exceptions.PolarsError, OSError) as error:
        why = str(error).partition("\n")[0]
        refuse(f"this is no Parquet roster ({why})", file, "export it again, all files alike")
    return found


def height(frame: polars.LazyFrame) -> int:
    """Return how many rows there are."""
    return int(frame.select(_polars().len()).collect().item())


def parted(roster: Frame, pack: Pack, today: dt.date, file: str) -> tuple[Frame, Frame]:
    """Return the good rows of any engine's roster, and the bad ones with what is wrong with each.

    Raises:
        AnswerFault: a column is missing, or its type holds no such answers.
    """
    good, bad = parted_by_faults(nw.from_native(roster), pack, today, file)
    return good.to_native(), bad.to_native()


def with_states(
    parts: Sequence[Path], standings: Sequence[Mapping[str, Any]], today: dt.date, lasts: int
) -> polars.LazyFrame:
    """Return assessed rows with their states, looked up in what every way to stand means."""
    pl = _polars()
    table = pl.LazyFrame(standings)
    keys = [key for key in standings[0] if key not in ("state", "label", "action")]
    rows = pl.scan_parquet(list(parts))
    there = rows.collect_schema()
    day = pl.col("date") if "date" in there else pl.lit(today)
    stated: polars.LazyFrame = (
        rows.with_columns(
            pl.col("disposition").cast(pl.String),
            answered=pl.when("has_answered").then(day),
            squad=pl.col("squad").cast(pl.String) if "squad" in there else pl.lit(None, pl.String),
        )
        .with_columns(
            is_old=((today - pl.col("answered")) > pl.duration(days=lasts)).fill_null(False),
            answer_by=pl.col("answered") + pl.duration(days=lasts),
            since=pl.col("answered").fill_null(today),
        )
        .join(table, on=keys, how="left", maintain_order="left")
        .drop("is_old")
    )
    return stated


def counted(frame: polars.LazyFrame, column: str) -> dict[str, int]:
    """Return how often each value stands in a column."""
    return dict(frame.group_by(column).len().collect(engine="streaming").iter_rows())


def first_rows(
    frame: polars.LazyFrame, columns: Sequence[str], count: int
) -> list[tuple[Any, ...]]:
    """Return some columns of the first rows."""
    return frame.select(columns).head(count).collect().rows()


def write_whole(frame: polars.LazyFrame, path: Path, *, is_final: bool = True) -> None:
    """Write a Parquet file nobody else may read, in bounded memory.

    One that is not final is soon read again: that it is written quickly counts more than its size.
    """
    path.touch(mode=0o600)
    if is_final:
        frame.sink_parquet(path)
    else:
        frame.sink_parquet(path, compression="lz4", statistics=False)
    path.chmod(0o600)


def blank_parquet(pack: Pack) -> bytes:
    """Return an empty roster with every column that an engine needs or can use."""
    import io

    pl = _polars()
    own = {"runner": pl.String, "date": pl.Date, "squad": pl.String, "complaint": pl.Boolean}
    buffer = io.BytesIO()
    pl.DataFrame(schema={**own, **schema_of(pack)}).write_parquet(buffer)
    return buffer.getvalue()
