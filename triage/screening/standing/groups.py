"""Runners who share a reason get one letter, which does not say what the reason is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from triage.model.coaching import CLEAR, OUTDATED, UNANSWERED
from triage.screening.standing.standing import Judged, standing
from triage.screening.standing.words import State, Words


def reason(row: Judged) -> str:
    """Return what two runners have in common when they share a reason; "" for none."""
    for column in ("suspects", "causes"):
        if row[column]:
            return f"{column[:-1]} {row[column][0]}"
    return ""


def is_shared(state: State) -> bool:
    """Say whether runners in this state can be in a group: there is something to share."""
    return state.id not in (CLEAR, UNANSWERED, OUTDATED)


def letters_of(rows: Iterable[Judged], words: Words, today: dt.date) -> dict[str, str]:
    """Return a letter for each reason that several runners have: A for the most frequent."""
    counted = Counter(reason(row) for row in rows if is_shared(standing(row, words, today)[0]))
    shared = [why for why, count in counted.items() if why and count > 1]
    in_order = sorted(shared, key=lambda why: (-counted[why], why))
    return {why: _letter(number) for number, why in enumerate(in_order, 1)}


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
