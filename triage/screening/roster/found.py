"""Columns of times that no header names, found by their cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from triage.screening.files.table import Cell, Table, Unreadable
from triage.screening.roster.dates import Written, written_in
from triage.screening.standing.words import Words, fold

_RECENT = dt.timedelta(days=366)
"""Days without a time of day may be birthdays or races. Those of answers are not all older."""


@dataclass(slots=True)
class _Seen:
    """What the cells of a column have shown so far: the latest day, and whether all have a time."""

    latest: dt.datetime
    have_clocks: bool


def time_columns(
    table: Table, unknown: Sequence[int], words: Words, today: dt.date, *, has_date: bool
) -> tuple[int, ...]:
    """Return which columns hold nothing but times of answering, best first.

    Those with the latest times come first: a form writes when it was opened and when it was sent.
    Columns of days without a time count only if no other column, and no known header
    (`has_date`), has the time of answering.
    """
    seen: dict[int, _Seen] = {}
    left = list(unknown)
    for row in table.rows():
        if not left:
            break
        if row.broken is None:
            cells = {index: cell for index, cell in enumerate(row.cells) if index in left}
            left = [index for index in left if _fits(cells.get(index), index, seen, words)]
    seen = {index: each for index, each in seen.items() if index in left}
    clocks = {index: each for index, each in seen.items() if each.have_clocks}
    if not clocks and not has_date:
        recent = today - _RECENT
        clocks = {i: each for i, each in seen.items() if recent <= each.latest.date() <= today}
    return tuple(sorted(clocks, key=lambda index: clocks[index].latest, reverse=True))


def _fits(cell: Cell, index: int, seen: dict[int, _Seen], words: Words) -> bool:
    """Say whether a cell leaves it open that its column holds times, and note what it shows."""
    if cell is None or isinstance(cell, Unreadable):
        return True
    if isinstance(cell, str) and fold(cell[:99]) in {"", *words.missing_folded}:
        return True
    written = written_in(cell, tuple(words.languages))
    if not isinstance(written, Written):
        return False
    days = [day for order in ("dmy", "mdy") if (day := written.day(order)) is not None]
    if not days:
        return False
    clock = (written.clock or dt.time()).replace(tzinfo=None)
    latest = dt.datetime.combine(min(days), clock)
    column = seen.setdefault(index, _Seen(latest, written.clock is not None))
    column.latest = max(column.latest, latest)
    column.have_clocks &= written.clock is not None
    return True
