"""The programme as a file that calendars import."""

from __future__ import annotations

import json
from datetime import UTC, date, timedelta
from pathlib import Path
from uuid import UUID

import icalendar
import pytest

from tests.cli.conftest import EXAMPLES, Triage
from triage.cli.errors import guarded

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


def test_a_file_made_again_on_the_same_day_is_the_same(triage: Triage) -> None:
    """Importing it twice doubles no event."""
    day = ("--today", "2026-11-29")
    assert text(triage, *day) == text(triage, *day)


def made(
    folder: Path, sheet: str, *arguments: str, runner: str | None = None, name: str = "sheet.yaml"
) -> list[icalendar.Event]:
    """Return the events of an example, with a runner's code or without."""
    lines = (EXAMPLES / sheet).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("runner:")]
    head = [f"runner: {runner}"] if runner else []
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text("\n".join([*head, *kept]), encoding="utf-8")
    out = folder / "out.ics"
    assert guarded(["calendar", str(file), "-o", str(out), *arguments]) == 0
    return list(icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT"))


def uids(found: list[icalendar.Event]) -> set[str]:
    return {str(event["UID"]) for event in found}


@pytest.mark.parametrize("runners", [("Anna", "Ben"), (None, None), ("Anna", None)])
@pytest.mark.parametrize("sheet", ["lower_back.yaml", "upper_back.yaml"])
def test_two_runners_share_no_event(
    runners: tuple[str | None, str | None], sheet: str, tmp_path: Path
) -> None:
    """In a coach's calendar nobody's sessions replace another's, with codes or without."""
    one, two = runners
    ours = uids(made(tmp_path, "lower_back.yaml", runner=one, name="anna.yaml"))
    theirs = uids(made(tmp_path, sheet, runner=two, name="ben.yaml"))
    assert ours.isdisjoint(theirs)


def test_events_of_a_runner_with_a_code_stay_the_same_and_count_up(tmp_path: Path) -> None:
    """Later, elsewhere, with another start and other answers: calendars move the same events."""
    first = made(tmp_path / "a", "lower_back.yaml", "--today", "2026-11-29", runner="R-1")
    later = made(
        tmp_path / "b",
        "upper_back.yaml",
        *("--today", "2026-12-06", "--start", "2026-12-07"),
        runner="R-1",
        name="new.yaml",
    )
    assert uids(first) == uids(later)
    assert {e["SEQUENCE"] for e in first} == {int(e["SEQUENCE"]) - 7 for e in later}
    assert first[0]["DTSTAMP"].dt < later[0]["DTSTAMP"].dt


def test_events_of_a_sheet_without_a_code_stay_the_same(tmp_path: Path) -> None:
    """The same sheet, made again another day from another folder, doubles no event."""
    first = made(tmp_path / "a", "lower_back.yaml", "--today", "2026-11-29")
    later = made(tmp_path / "b", "lower_back.yaml", "--today", "2026-12-06", "--details")
    assert uids(first) == uids(later)
    assert first[0]["SEQUENCE"] < later[0]["SEQUENCE"]


def test_a_sheet_without_a_code_is_said_to_have_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its events can only be those of this very sheet."""
    made(tmp_path, "lower_back.yaml")
    assert "The sheet has no runner code." in capsys.readouterr().err
    made(tmp_path, "lower_back.yaml", runner="R-1")
    assert "runner code" not in capsys.readouterr().err


def test_the_file_is_as_the_standards_want_it(tmp_path: Path) -> None:
    """RFC 5545: lines, and what each event must have once. RFC 7986: a UID that names nobody."""
    made(tmp_path, "lower_back.yaml", "--details", runner="Anna")
    content = (tmp_path / "out.ics").read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in content.split(b"\r\n"))
    assert b"Anna" not in content
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    found = calendar.walk("VEVENT")
    assert len(uids(found)) == len(found)
    for event in found:
        assert not event.errors
        assert UUID(str(event["UID"])).version == 5
        assert event["DTSTAMP"].dt.tzinfo is UTC or event["DTSTAMP"].dt.utcoffset() == timedelta(0)
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "CLASS"):
            assert not isinstance(event[name], list), name


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
