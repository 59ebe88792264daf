"""The interview as a table: in which state, on which event, it goes to which state.

It does not know questions, answers or screens: the terminal, or any other way to ask, reports
what the runner did, and `TABLE` says what comes next. What is not in the table cannot happen.

Rule 1: an answer, or going back, always leads to `ASKING`. Rule 2: `ASKING` with no question left
is left at once, by an event that the interview raises itself: `Alarmed` when the answers are an
emergency, else `Settled`. It is left by `Decided` when only questions are left that cannot raise
the disposition, until the runner has said whether to go on. Rule 3: whoever stops before the
report loses nothing; whoever stops after it has finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from triage.errors import EngineFault
from triage.model.answers import Answer


class State(Enum):
    """Where an interview is."""

    ASKING = "asking"  # a question is put
    OFFERING = "offering"  # the disposition is shown, and the questions left are offered
    REVIEWING = "reviewing"  # all answers are shown: change one, or accept them
    EMERGENCY = "emergency"  # the same, below what to do at once
    CHANGING = "changing"  # an answered question is put again
    TRYING_OUT = "trying_out"  # the report has been shown: say how its exercises went
    FINISHED = "finished"
    STOPPED = "stopped"  # before the report; the answers are kept


@dataclass(frozen=True, slots=True)
class Answered:
    """The runner answered the question that was put."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class WentBack:
    """The runner wants the question before."""


@dataclass(frozen=True, slots=True)
class AskedWhy:
    """The runner wants to know why the question is asked."""


@dataclass(frozen=True, slots=True)
class Chose:
    """The runner chose an answered question, by its id, to change the answer."""

    question: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The runner has nothing to change, or nothing more to try."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The runner wants to stop."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The runner tried an exercise, by its id, and says whether it went well."""

    exercise: str
    well: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """The runner has not tried an exercise, by its id."""

    exercise: str


@dataclass(frozen=True, slots=True)
class WentOn:
    """The runner wants to answer the questions that are offered."""


@dataclass(frozen=True, slots=True)
class Declined:
    """The runner does not want to answer the questions that are offered."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The questions left cannot raise the disposition, so they are offered."""


@dataclass(frozen=True, slots=True)
class Settled:
    """No question is left that could matter."""


@dataclass(frozen=True, slots=True)
class Alarmed:
    """The answers are an emergency, so no further question could matter."""


Event = (
    Answered
    | WentBack
    | AskedWhy
    | Chose
    | Accepted
    | Stopped
    | Tried
    | Skipped
    | WentOn
    | Declined
    | Decided
    | Settled
    | Alarmed
)

_CHECK = {WentBack: State.ASKING, Chose: State.CHANGING, Accepted: State.TRYING_OUT}
_ROWS: dict[State, dict[type[Event], State]] = {
    State.ASKING: {
        Answered: State.ASKING,
        WentBack: State.ASKING,
        AskedWhy: State.ASKING,
        Stopped: State.STOPPED,
        Decided: State.OFFERING,
        Settled: State.REVIEWING,
        Alarmed: State.EMERGENCY,
    },
    State.OFFERING: {
        WentOn: State.ASKING,
        Declined: State.REVIEWING,
        WentBack: State.ASKING,
        Stopped: State.STOPPED,
    },
    State.REVIEWING: {**_CHECK, Stopped: State.STOPPED},
    State.EMERGENCY: {**_CHECK, Stopped: State.STOPPED},
    State.CHANGING: {
        Answered: State.ASKING,
        WentBack: State.ASKING,
        AskedWhy: State.CHANGING,
        Stopped: State.STOPPED,
    },
    State.TRYING_OUT: {
        Tried: State.TRYING_OUT,
        Skipped: State.TRYING_OUT,
        Accepted: State.FINISHED,
        Stopped: State.FINISHED,
    },
    State.FINISHED: {},
    State.STOPPED: {},
}
TABLE: Mapping[tuple[State, type[Event]], State] = MappingProxyType(
    {(state, event): then for state, row in _ROWS.items() for event, then in row.items()}
)


def follow(state: State, event: Event) -> State:
    """Return the state that an event leads to.

    Raises:
        EngineFault: the event cannot happen in this state.
    """
    then = TABLE.get((state, type(event)))
    if then is None:
        raise EngineFault(f"{type(event).__name__} while {state.value}")
    return then
