"""Rows with one code are known to belong together, and dates say which is the newest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from tests.screening.squad import entries, in_memory
from triage.model.pack import Pack
from triage.screening.roster.repeats import newest

DAY = dt.date(2026, 11, 20)


@dataclass(frozen=True)
class Row:
    """When a row was answered."""

    date: dt.date | None
    time: dt.datetime | None = None


def _at(day: int, hour: int | None = None, zone: dt.tzinfo | None = None) -> Row:
    date = dt.date(2026, 11, day)
    time = None if hour is None else dt.datetime(2026, 11, day, hour, tzinfo=zone)
    return Row(date, time)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((_at(9), _at(23), _at(16)), (1,)),
        ((_at(23, 8), _at(23, 9)), (1,)),
        ((_at(23, 9), _at(22, 23)), (0,)),
        ((_at(23), _at(23, 9), _at(22)), (0, 1)),
        ((_at(23, 9), _at(23, 9)), (0, 1)),
        ((_at(23, 9, dt.UTC), _at(23, 10)), (0, 1)),
        ((_at(23), Row(None), _at(9)), (0, 1, 2)),
        ((Row(None), Row(None)), (0, 1)),
    ],
)
def test_the_newest_row_is_known_only_where_every_row_has_a_date(
    rows: tuple[Row, ...], found: tuple[int, ...]
) -> None:
    """Times count within a day; a missing date, or one that cannot be compared, leaves it open."""
    assert newest(rows) == found


@pytest.mark.parametrize("codes", [("R-1", "R\u20131"), ("7", "007")])
def test_codes_that_only_look_alike_are_pointed_out_and_kept_apart(
    back_pain: Pack, codes: tuple[str, str]
) -> None:
    """They may be one runner or two: the run says where they are, and both are screened."""
    roster = in_memory(back_pain, ("runner", "complaint"), *((code, "no") for code in codes))
    assert [entry.runner for entry in entries(roster)] == list(codes)
    (note,) = roster.notes
    assert "row 3" in note
    assert "row 2" in note


def test_the_same_code_in_another_case_is_one_runner(back_pain: Pack) -> None:
    """As everywhere else, so its rows belong together."""
    roster = in_memory(back_pain, ("runner", "complaint"), ("R-1", "no"), ("r-1", "yes"))
    assert [entry.others for entry in entries(roster)] == [(3,), (2,)]
    assert not roster.notes
