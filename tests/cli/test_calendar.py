"""The programme as a file that calendars import."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest

from tests.cli.conftest import EXAMPLES, Triage

LOWER_BACK = EXAMPLES / "lower_back.yaml"


def text(triage: Triage, *arguments: str) -> str:
    """Return a calendar of the lower back example, its folded lines unfolded."""
    ran = triage("calendar", LOWER_BACK, *arguments)
    assert ran.code == 0, ran.err
    return ran.out.replace("\n ", "")


def events(triage: Triage, *arguments: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text(triage, *arguments)).walk("VEVENT"))


def test_each_session_is_a_private_day_without_an_alarm(triage: Triage) -> None:
    """What a locked screen may show gives nothing away and rings nothing."""
    for event in events(triage):
        assert event["CLASS"] == "PRIVATE"
        assert event["TRANSP"] == "TRANSPARENT"
        assert (event["DTEND"].dt - event["DTSTART"].dt).days == 1
        assert not event.walk("VALARM")


def test_sessions_begin_on_the_day_asked_for(triage: Triage) -> None:
    """`--start` is the day of the first session, and no two sessions share a day."""
    days = [event["DTSTART"].dt for event in events(triage, "--start", "2026-11-30")]
    assert days[0] == date(2026, 11, 30)
    assert len(set(days)) == len(days)


@pytest.mark.parametrize(("arguments", "are_named"), [((), False), (("--details",), True)])
def test_exercises_are_named_only_on_request(
    triage: Triage, arguments: tuple[str, ...], are_named: bool
) -> None:
    """Without `--details` no event names one, nor a back or a pain."""
    report = json.loads(triage("assess", LOWER_BACK, "-f", "json").out)
    said = text(triage, *arguments).lower()
    offered = [e["name"].lower() for e in report["programme"]["offered"].values()]
    assert any(name in said for name in offered) == are_named
    if not are_named:
        assert not [word for word in ("back", "pain") if word in said]


def test_a_file_made_again_is_the_same(triage: Triage) -> None:
    """Importing it twice doubles no event."""
    assert text(triage) == text(triage)


def test_a_calendar_on_disk_is_the_runners_own(triage: Triage, tmp_path: Path) -> None:
    """It is written whole, for its owner alone."""
    file = tmp_path / "exercises.ics"
    triage("calendar", LOWER_BACK, "-o", file)
    assert icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_a_programme_there_is_no_calendar(triage: Triage) -> None:
    """Someone who needs help gets no sessions, and is shown where to look."""
    ran = triage("calendar", EXAMPLES / "red_flag.yaml")
    assert ran.code == 3
    assert "triage assess" in " ".join(ran.err.split())
    assert not ran.out
