"""The states that a disposition may mean for training: never milder than it allows."""

from __future__ import annotations

from itertools import pairwise

from triage.model.coaching import CLEAR, OUTDATED, STATES, STOP, allowed
from triage.model.disposition import Disposition


def test_what_is_urgent_today_stops_training() -> None:
    """No pack can let someone train who must be seen at once or today."""
    for level in (Disposition.EMERGENCY, Disposition.SAME_DAY):
        assert allowed(level, is_finished=True) == (STOP,)
        assert allowed(level, is_finished=False) == (STOP,)


def test_no_disposition_clears_a_runner() -> None:
    """Clear takes a runner who says that there is nothing; out of date is for the calendar."""
    for level in Disposition:
        for is_finished in (True, False):
            assert not {CLEAR, OUTDATED} & {*allowed(level, is_finished=is_finished)}


def test_the_more_urgent_the_fewer_states_are_allowed() -> None:
    """The mildest state that is allowed never becomes milder as a disposition gets more urgent."""
    for is_finished in (True, False):
        mildest = [STATES.index(allowed(d, is_finished=is_finished)[-1]) for d in Disposition]
        assert all(milder >= more for milder, more in pairwise(mildest))
