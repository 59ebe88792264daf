"""Judged rows -> the state each runner is in, and what the coach does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from triage.model.answers import Answer, Answers, Tick, Ticks
from triage.model.coaching import CHANGE, CLEAR, OUTDATED, STOP, UNANSWERED, UNREAD
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.screening.standing.earlier import NOT_KNOWN
from triage.screening.standing.words import State, Words

Judged = Mapping[str, Any]
"""A row of a batch: who, when, whether all of it was read, and the columns of `JUDGED`."""


def standing(row: Judged, words: Words, today: dt.date) -> tuple[State, str]:
    """Return the state of a judged row and what the coach does.

    A runner is clear only if they deny the complaint, no answer contradicts them, and the
    assessment is at the pack's baseline. No disposition by itself means clear. What someone must
    look at first still counts when it is out of date. Of a row that was not read in full, only what
    someone must act on counts; for anything milder it is unread.
    """
    state, action = _read(row, words, today)
    if row["at_least"] and state.id not in (STOP, CHANGE):
        return _fixed(words, UNREAD)
    return state, action


def _read(row: Judged, words: Words, today: dt.date) -> tuple[State, str]:
    """Return the state that a row has by what could be read of it."""
    if not row["has_answered"]:
        return _fixed(words, UNANSWERED)
    level = Disposition.named(row["disposition"])
    coaching = words.coaching[level]
    meaning = coaching.finished if row["complete"] else coaching.unfinished
    is_clear = row["denies"] and level is Disposition.named(row["baseline"])
    day = row["answered"]
    is_old = day is not None and (today - day).days > words.out_of_date_after
    if is_old and level <= HIGHEST_WITH_PROGRAMME:
        return _fixed(words, OUTDATED)
    if is_clear:
        return _fixed(words, CLEAR)
    return words.states[meaning.state], meaning.action


def urgency(row: Judged, state: State) -> int | None:
    """Return how urgent a judged row is, 0 to 4 for an emergency; None where it is not known."""
    return None if state.id in NOT_KNOWN else int(Disposition.named(row["disposition"]))


def _fixed(words: Words, state: str) -> tuple[State, str]:
    return words.states[state], words.states[state].action


def denies(complaint: bool | None, answers: Answers, pack: Pack) -> bool:
    """Say whether a runner denies the complaint, and no answer contradicts them."""
    return complaint is False and all(
        pack.question[id].fixed or _is_absent(answer, pack.question[id].absent)
        for id, answer in answers.given.items()
    )


def _is_absent(answer: Answer, absent: str | None) -> bool:
    match answer:
        case Ticks(boxes):
            return all(tick is Tick.NO for _, tick in boxes)
        case Decimal():
            return absent is not None and answer == Decimal(absent)
    return isinstance(answer, str) and answer == absent
