"""Typed columns of Parquet -> cells. Dates come as numbers, since Polars panics on some of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from triage.screening.files.table import LONGEST_CELL, Cell, Unreadable, cell

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PER_SECOND = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what to ask of Polars, and what makes a cell of each value that it gives."""

    taken: Any
    cell: Callable[[Any], Cell]


def column_of(pl: Any, name: str, dtype: Any) -> Column:
    """Return how to read a column of a type; `pl` is Polars."""
    column = pl.col(name)
    if dtype == pl.String:
        # a small file can say that a million rows have the same long text
        return Column(column.str.slice(0, LONGEST_CELL + 1), cell)
    if dtype == pl.Date:
        return Column(column.to_physical(), lambda days: _within(_date, days))
    if dtype == pl.Datetime:
        unit, zone = dtype.time_unit, ZoneInfo(dtype.time_zone or "UTC")
        return Column(column.to_physical(), lambda at: _within(_datetime, at, unit, zone))
    if dtype == pl.List and _is_plain(pl, dtype.inner):
        return Column(column, cell)
    if dtype == pl.Binary or _is_plain(pl, dtype):
        return Column(column, cell)
    kind = str(dtype).partition("(")[0].lower()
    return Column(column.is_not_null(), lambda is_filled: _refused(kind) if is_filled else None)


def _is_plain(pl: Any, dtype: Any) -> bool:
    kinds = (pl.String, pl.Boolean, pl.Categorical, pl.Enum, pl.Null)
    return bool(dtype.is_numeric() or dtype in kinds)


def _within(make: Callable[..., Cell], value: int | None, *more: Any) -> Cell:
    if value is None:
        return None
    try:
        return make(value, *more)
    except (OverflowError, ValueError):
        what = "this is not a day in the calendar"
        return Unreadable(what, "write year-month-day: 2026-11-22", str(value))


def _date(days: int) -> dt.date:
    return dt.date(1970, 1, 1) + dt.timedelta(days)


def _datetime(ticks: int, unit: str, zone: ZoneInfo) -> dt.datetime:
    """Return a time of day as its own column has it, without the zone that all of it is in."""
    at = _EPOCH + dt.timedelta(microseconds=ticks * 1_000_000 // _PER_SECOND[unit])
    return at.astimezone(zone).replace(tzinfo=None)


def _refused(kind: str) -> Unreadable:
    return Unreadable(
        f"a column of type {kind} cannot be read",
        "write text, numbers, dates or lists",
        f"({kind})",
    )
