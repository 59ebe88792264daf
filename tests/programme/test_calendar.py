"""Sessions of a programme: as many as the pack says, spread out, of the exercises that are in."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.strategies import fewer
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.exercise import Week
from triage.model.pack import Pack
from triage.programme.calendar import session_exercises, sessions
from triage.programme.plan import Reason, plan
from triage.report.view.programme import calendar_view

SHEET = """answers: {pain_location: upper, emergency_signs: none, nerve_signs: none,
  body_signs: none,
  chest_arm_signs: none, wee_skin_signs: none, age: 41, sex: male, onset: gradual, pain_score: 3,
  history: none, pelvic_health: none, pain_pattern: none, medicines: none, limits: none,
  pain_days: 25, course: up_down, pain_behaviour: [sitting],
  load: [only_running], form_upper: [head_forward], daily_life: [long_sitting]}
"""


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    """A week that a pack may ask for."""
    least = draw(st.integers(1, 3))
    return Week(
        sessions_min=least,
        sessions_max=draw(st.integers(least, 3)),
        sets_min=1,
        sets_max=3,
        repetitions_min=8,
        repetitions_max=12,
    )


@given(st.lists(weeks(), max_size=6).map(tuple), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_sessions_are_as_many_as_asked_and_never_on_days_in_a_row(
    plan_of_weeks: tuple[Week, ...], start: date
) -> None:
    """Each week has its sessions, the last of them optional, in its seven days and rest between."""
    found = sessions(plan_of_weeks, start)
    assert len(found) == sum(week.sessions_max for week in plan_of_weeks)
    for number, week in enumerate(plan_of_weeks, start=1):
        own = [session for session in found if session.week == number]
        monday = start + timedelta(days=7 * (number - 1))
        assert all(monday <= session.day < monday + timedelta(days=7) for session in own)
        assert [s.is_optional for s in own] == [n >= week.sessions_min for n in range(len(own))]
    assert all(two.day - one.day >= timedelta(days=2) for one, two in pairwise(found))
    assert not found or found[0].day == start


def test_sessions_are_numbered_by_week_and_place() -> None:
    """Two weeks of three sessions each: every second day, numbered from 1 in each week."""
    week = Week(
        sessions_min=2, sessions_max=3, sets_min=1, sets_max=3, repetitions_min=8,
        repetitions_max=12,
    )  # fmt: skip
    monday = date(2026, 11, 23)
    found = [((s.day - monday).days, s.week, s.place) for s in sessions((week, week), monday)]
    assert found == [(0, 1, 1), (2, 1, 2), (4, 1, 3), (7, 2, 1), (9, 2, 2), (11, 2, 3)]


def test_a_session_has_what_is_first_and_added_but_no_stretch(back_pain: Pack) -> None:
    """Stretches are done whenever they help, so no session prescribes them."""
    sheet = read_sheet(SHEET, "sheet", back_pain)
    programme = plan(Engine(back_pain).assess(sheet.answers), sheet.tried)
    names = [exercise.id for exercise in session_exercises(programme)]
    assert "wall_lateral_pull_downs" in names
    assert not {c.exercise.id for c in programme.because(Reason.FLEXIBILITY)} & set(names)


@fewer
@given(st.data())
def test_there_is_a_calendar_only_with_a_programme(
    back_pain_engine: Engine, data: st.DataObject
) -> None:
    """Whoever must be looked at first, or has questions left, gets no calendar."""
    answers = data.draw(strategies.answers(back_pain_engine.pack))
    programme = plan(back_pain_engine.assess(answers), {})
    calendar = calendar_view(programme)
    if programme.withheld:
        assert calendar is None
    elif calendar is not None:
        offered = {choice.exercise.id for choice in programme.offered}
        assert {exercise["id"] for exercise in calendar["exercises"]} <= offered
