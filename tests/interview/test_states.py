"""The interview as a table: what each event leads to, and what cannot happen."""

from __future__ import annotations

import pytest

from triage.errors import EngineFault
from triage.interview.interview import Interview, after, begin
from triage.interview.states import (
    TABLE,
    Accepted,
    Answered,
    AskedWhy,
    Chose,
    Event,
    Skipped,
    State,
    Stopped,
    Tried,
    WentBack,
    follow,
)
from triage.model.answers import Answers
from triage.model.pack import Pack


def played(pack: Pack, *events: Event) -> Interview:
    """Return an interview after some events."""
    now = begin(pack, Answers())
    for event in events:
        now = after(now, event)
    return now


def test_every_state_can_be_reached_and_left() -> None:
    """From asking every state can be reached; only finished and stopped are ends."""
    reached, found = {State.ASKING}, {State.ASKING}
    while found:
        found = {then for (state, _), then in TABLE.items() if state in found} - reached
        reached |= found
    assert reached == set(State)
    assert set(State) - {state for state, _ in TABLE} == {State.FINISHED, State.STOPPED}


@pytest.mark.parametrize("state", [s for s in State if s is not State.FINISHED])
def test_the_runner_can_stop_anywhere(state: State) -> None:
    """Stopping keeps the answers before the report, and finishes after it."""
    if state is State.STOPPED:
        with pytest.raises(EngineFault):
            follow(state, Stopped())
        return
    ends = State.FINISHED if state is State.TRYING_OUT else State.STOPPED
    assert follow(state, Stopped()) is ends


def test_what_is_not_in_the_table_cannot_happen(ottawa: Pack) -> None:
    """An exercise cannot be tried while questions are asked."""
    with pytest.raises(EngineFault, match="Tried while asking"):
        played(ottawa, Tried("x", well=True))


def test_an_emergency_ends_the_questions(ottawa: Pack) -> None:
    """The first answer that is an emergency leads to that state, with no question put."""
    now = played(ottawa, Answered("yes"))
    assert now.state is State.EMERGENCY
    assert now.question is None


def test_going_back_takes_the_last_answer_back(ottawa: Pack) -> None:
    """The question is put again with the answer it had, which counts only when given again."""
    now = played(ottawa, Answered("no"), WentBack())
    assert now.state is State.ASKING
    assert now.question is not None
    assert now.question.id == "danger"
    assert now.before == "no"
    assert now.asked == ()
    again = after(now, Answered("no"))
    assert again.asked == ("danger",)
    assert again.taken_back == {}


def test_going_back_at_the_start_changes_nothing(ottawa: Pack) -> None:
    """There is no question before the first."""
    assert played(ottawa, WentBack()) == begin(ottawa, Answers())


def test_asking_why_changes_no_answer(ottawa: Pack) -> None:
    """The same question is put; the next answer ends the explanation."""
    now = played(ottawa, AskedWhy())
    assert now.is_explained
    assert now.question == begin(ottawa, Answers()).question
    assert not after(now, Answered("no")).is_explained


def test_an_answer_can_be_changed_from_the_check(ottawa: Pack) -> None:
    """A chosen question is put again with its answer; going back returns to the check."""
    answers = Answers({"danger": "yes", "pain_zone": "ankle"})
    assert begin(ottawa, answers).state is State.EMERGENCY
    now = after(begin(ottawa, answers), Chose("danger"))
    assert now.state is State.CHANGING
    assert now.before == "yes"
    assert after(now, WentBack()).state is State.EMERGENCY
    assert after(now, Answered("no")).state is State.ASKING


def test_accepting_leads_to_the_try_out(ottawa: Pack) -> None:
    """What was tried and skipped is kept, and accepting again finishes."""
    now = played(ottawa, Answered("yes"), Accepted(), Tried("a", well=True), Skipped("b"))
    assert now.state is State.TRYING_OUT
    assert dict(now.tried) == {"a": True}
    assert now.skipped == {"b"}
    assert after(now, Accepted()).state is State.FINISHED
