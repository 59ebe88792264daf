"""The days of a programme: which exercises a session has, and when sessions are.

How many sessions a week has, and how much of each exercise, is the pack's. Sessions are spread
over a week as evenly as whole days allow; up to three a week, none is the day after another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from triage.model.exercise import Exercise, Week
from triage.programme.plan import Programme, Reason

DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session: its week and place in the week, from 1. An optional one may be left out."""

    day: date
    week: int
    place: int
    is_optional: bool


def session_exercises(programme: Programme) -> tuple[Exercise, ...]:
    """Return what every session has: the first exercises, steps towards them and those added.

    Flexibility exercises have no place in it, as they are done whenever they help; nor has another
    way to do an exercise that is in.
    """
    chosen = programme.because(Reason.FIRST, Reason.STEP, Reason.ADDED)
    return tuple(choice.exercise for choice in chosen)


def sessions(weeks: tuple[Week, ...], start: date) -> tuple[Session, ...]:
    """Return the sessions of all weeks in order, the first on the day `start`."""
    return tuple(
        Session(
            day=start + timedelta(days=DAYS * number + place * DAYS // week.sessions_max),
            week=number + 1,
            place=place + 1,
            is_optional=place >= week.sessions_min,
        )
        for number, week in enumerate(weeks)
        for place in range(week.sessions_max)
    )
