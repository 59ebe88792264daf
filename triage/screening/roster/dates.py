"""Dates and times as software and people write them, read only where it is clear which day.

The day is the one on the clock of whoever answered, wherever that was: a time zone moves no day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from triage.screening.files.table import Cell, missing_extra
from triage.screening.roster.taken import Taken, in_trouble, short
from triage.screening.standing.words import fold

_LONGEST = 80
_MIDNIGHT = dt.time()
_FIX = "write year-month-day: 2026-11-22"

_MOMENT = re.compile(
    r"(?P<day>\S.*?)"
    r"(?:(?:(?<=[0-9])[tT]|[,\s]\s*(?:(?:at|um|à|alle|om|kl)\s+)?)"
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:uhr)?\s*(?P<zone>\S.*)?)?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])\s?([0-9]{1,2})\2\s?([0-9]{4})")
_WORD = r"[^\W\d_]+"
_WEEKDAY = rf"(?:(?P<weekday>{_WORD})\.?,?\s+)?"
_NAMED = tuple(
    re.compile(_WEEKDAY + pattern)
    for pattern in (
        rf"(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th|er|º)?[-\s/]*(?:de\s+)?(?P<month>{_WORD})\.?,?"
        r"[-\s/]*(?:del?\s+)?(?P<year>[0-9]{4})",
        rf"(?P<month>{_WORD})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})",
        rf"(?P<year>[0-9]{{4}})[-\s/](?P<month>{_WORD})\.?[-\s/](?P<day>[0-9]{{1,2}})",
    )
)
_FURTHEST = dt.timedelta(hours=14)
_OFFSET = re.compile(
    r"(?:utc|gmt|z)?\s?(?P<sign>[+\-\u2212])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-5][0-9])?"
)
_SHOWN = re.compile(rf"[0-9]{{1,2}}-({_WORD})\.?")
_SHORT_ZONE = re.compile(
    r"wes?t|ces?t|mes?z|ees?t|bst|ist|msk|[ecmp][sd]t|ak[sd]t|hst|a[ecw][sd]t|nz[sd]t|"
    r"[jk]st|sgt|hkt|sast|[wce]at|[ab]rt"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written. Without `month`, `first` and `second` are day and month."""

    year: int
    first: int
    second: int
    is_either: bool = False
    clock: dt.time | None = None

    @property
    def is_unclear(self) -> bool:
        """Two countries would read two days."""
        return self.is_either and self.first != self.second and max(self.first, self.second) <= 12

    @property
    def order(self) -> str | None:
        """The order of day and month that this date alone shows, if any."""
        if not self.is_either or max(self.first, self.second) <= 12:
            return None
        return "dmy" if self.second <= 12 else "mdy" if self.first <= 12 else None

    def day(self, order: str | None) -> dt.date | None:
        """Return the day, or None where the calendar has no such day."""
        day, month = self.first, self.second
        if self.is_either and (order or self.order) == "mdy":
            day, month = month, day
        try:
            return dt.date(self.year, month, day)
        except ValueError:
            return None


def date_in(
    cell: Cell, order: str | None, today: dt.date, languages: tuple[str, ...] = ()
) -> Taken:
    """Return the day that a cell holds, with its time of day if it has one.

    `order` is dmy or mdy where the roster shows it; the names of months may be in `languages`.
    """
    written = written_in(cell, languages)
    if isinstance(written, Taken):
        return written
    if order is None and written.is_unclear:
        what = "unclear whether {} starts with the day or the month"
        fix = f"add --dates dmy or --dates mdy, or {_FIX}"
        return in_trouble(what.format(f"'{short(cell)}'"), fix, what.format("this"), fix)
    day = written.day(order)
    if day is None:
        read_as = f", read as {order}" if order and written.is_either else ""
        what = f"is not a day in the calendar{read_as}"
        return in_trouble(f"'{short(cell)}' {what}", _FIX, f"this {what}", _FIX)
    if day > today:
        fix = f"correct the date, or give the day of the screening with --today (now {today})"
        return in_trouble(f"'{short(cell)}' is in the future", fix, "this is in the future", fix)
    return Taken(day if written.clock is None else dt.datetime.combine(day, written.clock))


def is_date(text: str, languages: tuple[str, ...] = ()) -> bool:
    """Say whether a text is a date, or what a spreadsheet shows for one: 3-4 becomes 04-Mar."""
    shown = _SHOWN.fullmatch(text)
    if shown:
        return fold(shown[1]) in _names(languages)[0]
    return isinstance(written_in(text, languages), Written)


def written_in(cell: Cell, languages: tuple[str, ...] = ()) -> Written | Taken:
    """Return the date that a cell holds as it is written, or what is wrong with it."""
    if isinstance(cell, dt.date):
        time = cell.timetz() if isinstance(cell, dt.datetime) else _MIDNIGHT
        return Written(cell.year, cell.day, cell.month, clock=_unless_midnight(time))
    found = None
    if isinstance(cell, str) and len(cell) <= _LONGEST:
        found = _MOMENT.fullmatch(" ".join(cell.split()))
    written = _day(found["day"], languages) if found else None
    if found is None or written is None:
        return in_trouble(f"'{short(cell)}' is not a date", _FIX, "this is not a date", _FIX)
    if found["hour"] is None:
        return written
    zone = _zone(found["zone"] or "")
    if zone is False:
        what, fix = f"'{short(found['zone'])}' is not a known time zone", "leave the time zone out"
        return in_trouble(what, fix, "this has an unknown time zone", fix)
    clock = _clock(found["hour"], found["minute"], found["second"], found["half"])
    if clock is None:
        what, fix = "has no time of day that exists", "write it as 14:30"
        return in_trouble(f"'{short(cell)}' {what}", fix, f"this {what}", fix)
    return replace(written, clock=_unless_midnight(clock.replace(tzinfo=zone)))


def _unless_midnight(clock: dt.time) -> dt.time | None:
    """Return a time of day, but none for midnight: software writes that after a day alone."""
    return None if clock == _MIDNIGHT else clock


def _day(text: str, languages: tuple[str, ...]) -> Written | None:
    iso, either = _YEAR_FIRST.fullmatch(text), _YEAR_LAST.fullmatch(text)
    if iso:
        return Written(int(iso["year"]), int(iso["day"]), int(iso["month"]))
    if either:
        return Written(int(either[4]), int(either[1]), int(either[3]), is_either=True)
    for pattern in _NAMED:
        named = pattern.fullmatch(text)
        if named:
            months, weekdays = _names(languages)
            month = months.get(fold(named["month"]))
            if month and (named["weekday"] is None or fold(named["weekday"]) in weekdays):
                return Written(int(named["year"]), int(named["day"]), month)
    return None


def _clock(hour: str, minute: str, second: str | None, half: str | None) -> dt.time | None:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    try:
        return dt.time(hours, int(minute), int(second or 0))
    except ValueError:
        return None


def _zone(text: str) -> dt.tzinfo | Literal[False] | None:
    """Return the time zone a text names, None where that does not say how far from UTC it is.

    False is a text that names no time zone. Short names have several meanings around the world.
    """
    name = text.partition("(")[0].strip()  # "GMT+0100 (CET)"
    offset = _OFFSET.fullmatch(name.casefold())
    if offset:
        apart = dt.timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if apart > _FURTHEST:
            return False
        return dt.timezone(apart if offset["sign"] == "+" else -apart)
    if name.casefold() in ("z", "utc", "gmt"):
        return dt.UTC
    if not text or _SHORT_ZONE.fullmatch(name.casefold()):
        return None
    return _place(name)


def _place(name: str) -> dt.tzinfo | Literal[False]:
    """Return the time zone of a place, such as Europe/Berlin, or False."""
    if not re.fullmatch(r"[A-Za-z_]+(/[A-Za-z_+\-0-9]+){1,2}", name):
        return False
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False


@lru_cache(maxsize=8)
def _names(languages: tuple[str, ...]) -> tuple[dict[str, int], frozenset[str]]:
    """Return the names of months, and of days of the week, less those that two languages share."""
    try:
        from babel import Locale
    except ImportError:
        raise missing_extra("reading the name of a month", "babel") from None
    months: dict[str, set[int]] = {}
    weekdays: set[str] = set()
    for language in ("en", *languages):
        locale = Locale.parse(language)
        for number, name in _written_names(locale.months):
            months.setdefault(name, set()).add(number)
        weekdays.update(name for _, name in _written_names(locale.days))
    return {name: min(of) for name, of in months.items() if len(of) == 1}, frozenset(weekdays)


def _written_names(table: object) -> Iterator[tuple[int, str]]:
    assert hasattr(table, "values")
    for widths in table.values():
        for width in ("wide", "abbreviated"):
            for number, name in widths.get(width, {}).items():
                yield number, fold(name).rstrip(".")
