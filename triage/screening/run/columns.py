"""A Parquet roster of any size, understood and judged: the rules as expressions, on an engine.

Where `batches` judges what people type, this takes a roster with the columns of
`circuit.columns` as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from triage.circuit.logic import JUDGED
from triage.columnar.assess import Columnar
from triage.errors import AnswerFault, Fault, FileFault, Location
from triage.model.pack import Pack
from triage.screening.files import parquet
from triage.screening.files.parquet import Parquet
from triage.screening.run import cluster, engine
from triage.screening.run.nation_files import COLUMNS
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import SPARK_ROWS, Workspace

if TYPE_CHECKING:
    from triage.screening.files.parquet import LazyFrame

BATCH = 250_000
AT_ONCE = 2
"""Batches in work at a time: while one is written, the next is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetRoster:
    """A Parquet roster that was understood, ready to be judged."""

    name: str
    files: tuple[Path, ...]
    frame: LazyFrame
    rows_in: int
    pack: Pack
    today: dt.date


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a roster: its rows, judged, and those with faults, with what is wrong."""

    rows: LazyFrame
    faulty: LazyFrame


# -- understanding ---------------------------------------------------------------------------------


def understand(source: Path, pack: Pack, today: dt.date) -> ParquetRoster:
    """Return the roster in a Parquet file, or in a folder of them.

    Raises:
        FileFault: there is none.
        AnswerFault: it is not Parquet; a column is missing, of another type, or named as a
            result is.
    """
    files, name = _rosters(source), str(source)
    frame = parquet.scan(files, name)
    engine.split(frame, pack, today, name)  # for its faults; nothing is read yet
    _refuse_taken(frame.collect_schema().names(), source)
    return ParquetRoster(
        name=name,
        files=files,
        frame=frame,
        rows_in=parquet.height(frame),
        pack=pack,
        today=today,
    )


def _rosters(source: Path) -> tuple[Path, ...]:
    found = (source,) if source.is_file() else tuple(sorted(source.glob("*.parquet")))
    if not found:
        raise FileFault(
            Fault(
                what="there are no Parquet files in this folder"
                if source.is_dir()
                else "there is no such file",
                where=Location(str(source)),
                fix="name a Parquet file, or a folder of them",
            )
        )
    return found


def _refuse_taken(names: Sequence[str], source: Path) -> None:
    """Refuse columns that could be mistaken for results."""
    results = {*JUDGED, *COLUMNS, "is_old"} - {"runner", "squad"}
    faults = [
        Fault(
            what=f"the column name '{name}' is reserved for results",
            where=Location(str(source)),
            fix="rename the column",
        )
        for name in names
        if name in results
    ]
    if faults:
        raise AnswerFault(faults)


# -- judging ---------------------------------------------------------------------------------------


def judge_on_polars(roster: ParquetRoster, size: int, work: Workspace, watch: Watch) -> Split:
    """Judge a roster by `size` rows at a time, each batch kept as soon as it is judged."""
    columnar = Columnar(roster.pack, roster.rows_in)

    def keep(start: int) -> tuple[Path, Path]:
        part = work.part(start // size)
        if not part.is_done:
            batch = roster.frame.slice(start, size)
            rows, faulty = engine.split(batch, roster.pack, roster.today, roster.name)
            judged = Parquet(columnar.assess(rows), False)
            work.keep(part, Parquet(faulty, False), judged)
        return part.rows, part.rejected

    starts = range(0, max(roster.rows_in, 1), size)
    parts = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for start, part in zip(starts, pool.map(keep, starts), strict=True):
                parts.append(part)
                watch("screened", min(start + size, roster.rows_in), roster.rows_in)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    rows, faulty = zip(*parts, strict=True)
    return _split_files(rows, faulty, roster.name)


def judge_on_spark(
    roster: ParquetRoster, master: str | None, work: Workspace, watch: Watch
) -> Split:
    """Judge a roster as one job of Spark, which writes its own files."""
    rows, rejected = work.batches / SPARK_ROWS, work.batches / "rejected"
    if not rows.exists():
        places = rows.with_suffix(".unfinished"), rejected
        columnar = Columnar(roster.pack, roster.rows_in)
        with cluster.session(master) as opened:
            cluster.assess(
                opened,
                columnar,
                roster.files,
                lambda frame: engine.split(frame, roster.pack, roster.today, roster.name),
                roster.rows_in,
                places,
                lambda done, tasks: watch("Spark tasks", done, tasks),
            )
        places[0].rename(rows)
    judged, faulty = sorted(rows.glob("*.parquet")), sorted(rejected.glob("*.parquet"))
    return _split_files(judged, faulty, roster.name)


def _split_files(rows: Sequence[Path], faulty: Sequence[Path], name: str) -> Split:
    return Split(parquet.scan(rows, name), parquet.scan(faulty, name))
