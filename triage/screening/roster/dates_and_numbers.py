"""Dates and numbers that two countries read differently, read only where it is clear which way."""

from __future__ import annotations

import datetime as dt
import re

from triage.screening.files.table import Cell
from triage.screening.roster.habits import COMMA, EITHER, POINT
from triage.screening.roster.taken import Taken, in_trouble, short, text_of

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?", re.ASCII)
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)


def date_in(cell: Cell, order: str | None, today: dt.date) -> Taken:
    """Return the day that a cell holds; `order` is dmy or mdy where the roster shows it."""
    if isinstance(cell, dt.date):
        return _day(cell.year, cell.month, cell.day, cell, order, today)
    text = text_of(cell)
    iso, either = _ISO.fullmatch(text), EITHER.fullmatch(text)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), cell, order, today)
    if either is None or not isinstance(cell, str):
        return in_trouble(f"'{short(cell)}' is not a date", "write year-month-day: 2026-11-22")
    first, second, year = int(either[1]), int(either[3]), int(either[4])
    if first != second and max(first, second) <= 12 and order is None:
        return in_trouble(
            f"unclear whether '{short(cell)}' starts with the day or the month",
            "add --dates dmy or --dates mdy, or write year-month-day: 2026-11-22",
        )
    is_day_first = order == "dmy" if order else first > 12
    day, month = (first, second) if is_day_first else (second, first)
    return _day(year, month, day, cell, order, today)


def _day(year: int, month: int, day: int, cell: Cell, order: str | None, today: dt.date) -> Taken:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        read_as = f", read as {order}" if order else ""
        return in_trouble(
            f"'{short(cell)}' is not a day in the calendar{read_as}",
            "write year-month-day: 2026-11-22",
        )
    if found > today:
        return in_trouble(
            f"'{short(cell)}' is in the future",
            f"correct the date, or give the day of the screening with --today (now {today})",
        )
    return Taken(found)


def number_in(text: str, decimal: str | None) -> str | Taken:
    """Return a number as a sheet writes it; `decimal` is the decimal sign, where it is known."""
    comma, point = COMMA.fullmatch(text), POINT.fullmatch(text)
    if comma is not None and decimal != "comma":
        return in_trouble(
            f"unclear whether the comma in '{short(text)}' separates thousands or decimals",
            "write whole numbers without it, or add --decimal comma if it is the decimal sign",
        )
    if point is not None and len(point[2]) == 3 and decimal != "point":
        return in_trouble(
            f"unclear whether the point in '{short(text)}' separates thousands or decimals",
            "write whole numbers without it, or add --decimal point if it is the decimal sign",
        )
    if point is not None and decimal == "comma":
        return in_trouble(
            f"'{short(text)}' has a point where other numbers have a comma",
            "write all numbers of the roster the same way",
        )
    found = _WHOLE.fullmatch(text.replace(",", "."))
    return found[1] if found else text.replace(",", ".")
