"""The time of answering is found and read as people and software write it, in any language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.screening.roster.reading import faults_of, read, roster_of
from tests.screening.squad import entries
from triage.model.pack import Pack
from triage.screening.roster.mapping import RosterMapping

DAY = dt.date(2026, 11, 14)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-14",
        "2026/11/14",
        "14.11.2026",
        "14. 11. 2026",
        "11/14/2026",
        "14 Nov 2026",
        "14-Nov-2026",
        "Nov 14, 2026",
        "November 14th, 2026",
        "Sat, 14 Nov 2026",
        "Saturday, November 14, 2026",
        "Samstag, 14. November 2026",
        "14 novembre 2026",
        "14 de noviembre de 2026",
        "14 nov. 2026",
        "2026-11-14 00:00:00",
        DAY,
        dt.datetime(2026, 11, 14),
    ],
)
def test_a_day_is_read_in_every_usual_form(back_pain: Pack, cell: str) -> None:
    """Names of months may be in any language of the words."""
    assert read(back_pain, "date", cell).value == DAY


@pytest.mark.parametrize(
    ("cell", "zone"),
    [
        ("2026-11-14 15:04:05", None),
        ("2026-11-14T15:04:05.123", None),
        ("2026-11-14T15:04:05Z", 0),
        ("2026-11-14T15:04:05.123+01:00", 1),
        ("2026-11-14T15:04:05-0500", -5),
        ("2026/11/14 3:04:05 PM GMT+1", 1),
        ("2026-11-14 15:04:05 Europe/Berlin", 1),
        ("2026-11-14 15:04:05 CET", None),
        ("14.11.2026 15:04:05", None),
        ("14.11.2026, 15:04:05", None),
        ("14.11.2026 um 15:04:05 Uhr", None),
        ("11/14/2026 3:04:05 PM", None),
        ("11/14/2026 3:04:05 p.m.", None),
        ("Nov 14, 2026 at 3:04:05 PM", None),
        ("14 novembre 2026 à 15:04:05", None),
        ("Sat Nov 14 2026 15:04:05 GMT+0100 (Central European Standard Time)", 1),
        (dt.datetime(2026, 11, 14, 15, 4, 5), None),
        (dt.datetime(2026, 11, 14, 15, 4, 5, tzinfo=dt.UTC), 0),
    ],
)
def test_a_time_of_day_and_its_zone_are_kept(back_pain: Pack, cell: str, zone: int | None) -> None:
    """So that two answers of one day can be ordered. The day is the one on the runner's clock."""
    found = read(back_pain, "date", cell).value
    assert isinstance(found, dt.datetime)
    assert found.replace(tzinfo=None) == dt.datetime(2026, 11, 14, 15, 4, 5)
    assert found.utcoffset() == (None if zone is None else dt.timedelta(hours=zone))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("0000-01-01", "not a day in the calendar"),
        ("9999-12-31", "in the future"),
        ("99999-01-01", "not a date"),
        ("2026-02-30", "not a day in the calendar"),
        ("30 Feb 2026", "not a day in the calendar"),
        ("14.11.26", "not a date"),
        ("14 Foo 2026", "not a date"),
        ("Foosday, 14 Nov 2026", "not a date"),
        ("20261114", "not a date"),
        ("46340", "not a date"),
        ("yesterday", "not a date"),
        ("2026-11-14 25:00", "no time of day that exists"),
        ("2026-11-14 13:00 PM", "no time of day that exists"),
        ("2026-11-14 15:04 Mars/Olympus", "not a known time zone"),
        ("2026-11-14 15:04 XYZ", "not a known time zone"),
        ("2026-11-14 15:04 +25:00", "not a known time zone"),
        ("2026-11-14 15:04 ../../etc/passwd", "not a known time zone"),
        ("03/04/2026 10:00", "unclear whether"),
        ("2026-11-25", "in the future"),
        (True, "not a date"),
    ],
)
def test_what_is_no_time_of_answering_is_a_fault_of_its_cell(
    back_pain: Pack, cell: str, said: str
) -> None:
    """It says what is wrong."""
    taken = read(back_pain, "date", cell)
    assert taken.value is None
    assert said in taken.troubles[0].what


# -- which column --------------------------------------------------------------------------------


def _dates(roster: object) -> list[dt.date | None]:
    return [entry.date for entry in entries(roster)]  # type: ignore[arg-type]


@pytest.mark.parametrize("header", ["Zeitstempel", "Horodateur", "when", "_submission_time"])
def test_a_column_of_times_is_the_time_of_answering(
    back_pain: Pack, tmp_path: Path, header: str
) -> None:
    """Whatever its header says; old answers do not count as today's. The run says so."""
    rows = [[header, "runner", "age"], ["13.11.2026 08:14:33", "R-1", "30"], ["", "R-2", ""]]
    roster = roster_of(tmp_path, back_pain, *rows)
    assert _dates(roster) == [dt.date(2026, 11, 13), None]
    note = f"the time of answering is column A '{header}', as all of its cells are times"
    assert note in roster.table.notes
    assert any("map it to 'ignore'" in each for each in roster.table.notes)


def test_of_several_columns_of_times_the_latest_counts(back_pain: Pack, tmp_path: Path) -> None:
    """A form writes when it was opened and when it was sent."""
    head = ["start", "end", "runner", "age"]
    rows = [["2026-11-13 23:50", "2026-11-14 00:10", "R-1", "30"]]
    roster = roster_of(tmp_path, back_pain, head, *rows)
    assert _dates(roster) == [DAY]
    said = "the time of answering is column B 'end', and where that is empty column A 'start'"
    assert said in roster.table.notes


@pytest.mark.parametrize("header", ["Timestamp", "Zeitstempel"])
def test_an_empty_date_falls_back_to_the_time_of_the_form(
    back_pain: Pack, tmp_path: Path, header: str
) -> None:
    """A date that is filled in comes first."""
    rows = [
        [header, "runner", "date", "age"],
        ["11/15/2026 09:14:33", "R-1", "", "30"],
        ["11/15/2026 09:14:33", "R-2", "2026-11-14", "30"],
    ]
    assert _dates(roster_of(tmp_path, back_pain, *rows)) == [dt.date(2026, 11, 15), DAY]


def test_each_column_of_dates_has_its_own_order(back_pain: Pack, tmp_path: Path) -> None:
    """The form's may be American, and what was typed by hand European."""
    rows = [
        ["Timestamp", "runner", "date", "age"],
        ["11/13/2026 09:00", "R-1", "13/11/2026", "30"],
        ["03/04/2026 09:00", "R-2", "", "30"],
        ["11/15/2026 09:00", "R-3", "03/04/2026", "30"],
    ]
    assert _dates(roster_of(tmp_path, back_pain, *rows)) == [
        dt.date(2026, 11, 13),
        dt.date(2026, 3, 4),
        dt.date(2026, 4, 3),
    ]


@pytest.mark.parametrize(
    ("header", "days", "is_time"),
    [
        ("Datum", ["13.11.2026", "14.11.2026"], True),
        ("born", ["13.01.2004", "14.11.1999"], False),
        ("race", ["13.11.2026", "13.12.2026"], False),
        ("kit", ["13.11.2026", "blue"], False),
    ],
)
def test_a_column_of_days_counts_only_if_they_are_recent(
    back_pain: Pack, tmp_path: Path, header: str, days: list[str], is_time: bool
) -> None:
    """Days without a time may be birthdays or races."""
    rows = [[header, "runner", "age"], [days[0], "R-1", "30"], [days[1], "R-2", "31"]]
    roster = roster_of(tmp_path, back_pain, *rows)
    assert faults_of(roster) == []
    assert all(date is not None for date in _dates(roster)) == is_time


@pytest.mark.parametrize("target", ["ignore", "squad"])
def test_a_mapping_says_that_a_column_of_times_is_something_else(
    back_pain: Pack, tmp_path: Path, target: str
) -> None:
    """The user knows better."""
    mapping = RosterMapping(columns={"born": target})
    rows = [["born", "runner", "age"], ["13.11.2026 08:14:33", "R-1", "30"]]
    assert _dates(roster_of(tmp_path, back_pain, *rows, mapping=mapping)) == [None]
