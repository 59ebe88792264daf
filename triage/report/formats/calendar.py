"""A programme as a file for calendars (iCalendar, RFC 5545). The only door to icalendar.

Calendars are shared, synchronised and shown on locked screens. So an event says nothing of health:
a neutral title, no alarm, marked private, and no exercise unless the runner asks for details.
The same report, start and day give the same bytes. An event is known by whose it is and by its
place in the programme, so importing a file that is made later, with a higher SEQUENCE, moves events
and doubles none. The UIDs give nothing away either: guessing what they are made from is slow.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import pbkdf2_hmac
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from triage import __version__
from triage.errors import ExtraMissing, Fault, Location
from triage.programme.calendar import Session
from triage.report.formats.fill import Macros

if TYPE_CHECKING:
    from triage.report.view.programme import CalendarView
    from triage.report.view.report import ReportView


_FIRST = date(2020, 1, 1)
_ROUNDS = 200_000  # about a tenth of a second


def owner_of(report: ReportView, answered: date | None, name: str) -> UUID:
    """Return whose a calendar is: the same for each calendar of a runner with a code.

    A sheet without a code is known by all it says, by the date it has and by the name of its file.
    """
    said: list[Any] = [report["pack"]["id"], report["runner"]]
    if report["runner"] is None:
        said += [name, answered and answered.isoformat(), report["sheet"]]
    text = json.dumps(said, sort_keys=True).encode()
    return UUID(bytes=pbkdf2_hmac("sha256", text, b"runner-triage calendar", _ROUNDS, 16))


def to_ics(
    report: ReportView,
    calendar: CalendarView,
    stop_rule: str,
    sessions: tuple[Session, ...],
    words: Macros,
    *,
    details: bool,
    owner: UUID,
    made: date,
) -> bytes:
    """Return sessions of a report's programme as all-day events, worded by the macros of `words`.

    `owner` says whose they are, and `made` is the day on which this is done.

    Raises:
        ExtraMissing: icalendar is not installed.
    """
    ical = _icalendar()
    made = max(made, date.fromisoformat(report["date"]))
    file = ical.Calendar()
    file.add("prodid", f"-//triage//{__version__}//{report['pack']['language'].upper()}")
    file.add("version", "2.0")
    for session in sessions:
        week = calendar["weeks"][session.week - 1]
        event = ical.Event()
        event.add("uid", str(uuid5(owner, f"{session.week}/{session.place}")))
        event.add("sequence", max(0, (made - _FIRST).days))
        event.add("dtstamp", datetime.combine(made, datetime.min.time(), UTC))
        event.add("dtstart", session.day)
        event.add("dtend", session.day + timedelta(days=1))
        event.add("summary", _text(words.title({"is_optional": session.is_optional})))
        if details:
            said = words.description(week, calendar["exercises"], stop_rule)
            event.add("description", _text(said))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


def _text(words: str) -> str:
    return "\n".join(line.strip() for line in words.strip().splitlines())


def _icalendar() -> Any:
    try:
        import icalendar
    except ImportError:
        raise ExtraMissing(Fault.worded("extra.calendar", Location("triage calendar"))) from None
    return icalendar
