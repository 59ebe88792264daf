"""Parquet in and out, and the assessment of a batch. The only door of this room to Polars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.columnar.assess import Columnar
from triage.columnar.encode import frame_of
from triage.model.answers import Answers
from triage.screening.tables import MOST_COLUMNS, Row, Table, cell, missing_extra, refuse, too_wide

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
