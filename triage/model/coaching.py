"""What a disposition means for training. The words belong to each pack, the states to us."""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.disposition import Disposition

STATES = STOP, CHANGE, UNREAD, OUTDATED, UNANSWERED, CARE, CLEAR = (
    "stop",
    "change",
    "unread",
    "outdated",
    "unanswered",
    "care",
    "clear",
)
"""The states a coach may see a runner in, most pressing first."""

FINISHED, UNFINISHED = (STOP, CHANGE, CARE), (STOP, CHANGE, UNANSWERED)
"""What a pack may choose from, with all answers there and with some missing: never clear."""

_MOST = {  # how many of them, most pressing first, a disposition may mean
    Disposition.EMERGENCY: 1,
    Disposition.SAME_DAY: 1,
    Disposition.SEE_DOCTOR: 2,
    Disposition.SEE_PHYSIO: 3,
    Disposition.SELF_CARE: 3,
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The state of a runner, and what the coach does."""

    state: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coaching:
    """What one disposition means for training; `unfinished` while answers are missing."""

    finished: Meaning
    unfinished: Meaning


def allowed(disposition: Disposition, *, is_finished: bool) -> tuple[str, ...]:
    """Return the states that a disposition may mean, none of them milder than it allows."""
    return (FINISHED if is_finished else UNFINISHED)[: _MOST[disposition]]
