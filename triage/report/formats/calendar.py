"""A programme as a file for calendars (iCalendar, RFC 5545). The only door to icalendar.

Calendars are shared, synchronised and shown on locked screens. So an event says nothing of health:
a neutral title, no alarm, marked private, and no exercise unless the runner asks for details.
The same report and start give the same bytes; an event keeps its identity when it is made again,
so that importing a newer file moves no event and doubles none.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from triage import __version__
from triage.errors import ExtraMissing, Fault, Location
from triage.programme.calendar import Session
from triage.report.formats.fill import Macros

if TYPE_CHECKING:
    from triage.report.view.programme import CalendarView
    from triage.report.view.report import ReportView


def to_ics(
    report: ReportView,
    calendar: CalendarView,
    stop_rule: str,
    sessions: tuple[Session, ...],
    words: Macros,
    *,
    details: bool,
) -> bytes:
    """Return sessions of a report's programme as all-day events, worded by the macros of `words`.

    Raises:
        ExtraMissing: icalendar is not installed.
    """
    ical = _icalendar()
    written = datetime.combine(date.fromisoformat(report["date"]), datetime.min.time(), UTC)
    start = sessions[0].day.isoformat()
    file = ical.Calendar()
    file.add("prodid", f"-//triage//{__version__}//{report['pack']['language'].upper()}")
    file.add("version", "2.0")
    for session in sessions:
        week = calendar["weeks"][session.week - 1]
        name = f"{report['runner'] or ''}/{start}/{session.week}/{session.place}"
        event = ical.Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"runner-triage:{name}")))
        event.add("dtstamp", written)
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
