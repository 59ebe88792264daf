"""The rules on Polars: a batch of answers, or a Parquet roster of any size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from triage.columnar.assess import Columnar
from triage.columnar.frames import nw
from triage.columnar.roster.encode import frame_of
from triage.columnar.roster.faults import split as split_by_faults
from triage.model.answers import Answers
from triage.model.coaching import UNREAD
from triage.model.pack import Pack
from triage.screening.files.parquet import need_polars

if TYPE_CHECKING:
    import polars


def assess_batch(
    columnar: Columnar, answers: Sequence[Answers], beside: Mapping[str, Sequence[Any]]
) -> polars.DataFrame:
    """Return the results of a batch, one row per set of answers, with the columns `beside`."""
    pl = need_polars()
    frame = frame_of(columnar.pack, answers)
    kept = pl.DataFrame(beside, strict=False, infer_schema_length=None)
    judged: polars.DataFrame = kept.hstack(columnar.assess(frame).collect())
    return judged


Frame = TypeVar("Frame")


def split(roster: Frame, pack: Pack, today: dt.date, file: str) -> tuple[Frame, Frame]:
    """Return all rows of any engine's roster, and those with faults, with what is wrong with each.

    Raises:
        AnswerFault: a column is missing, or its type cannot hold the answers.
    """
    rows, faulty = split_by_faults(nw.from_native(roster), pack, today, file)
    return rows.to_native(), faulty.to_native()


def without_code(rows: polars.LazyFrame) -> int:
    """Return how many rows have no runner's code."""
    pl = need_polars()
    has_none = pl.col("runner").fill_null("") == ""
    return int(rows.select(has_none.sum()).collect().item())


def with_states(
    rows: polars.LazyFrame, standings: Sequence[Mapping[str, Any]], today: dt.date, lasts: int
) -> polars.LazyFrame:
    """Return assessed rows with their states, looked up in the table of `standings`."""
    pl = need_polars()
    table = pl.LazyFrame(standings)
    found = ("state", "label", "action", "urgency")
    keys = [key for key in standings[0] if key not in found]
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
        .with_columns(at_least=pl.col("at_least") & (pl.col("state") != UNREAD))
        .drop("is_old")
    )
    return stated
