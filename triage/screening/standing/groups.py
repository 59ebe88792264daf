"""Runners who share a reason get one letter, which does not say what the reason is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from triage.model.coaching import CLEAR
from triage.screening.standing.earlier import NOT_KNOWN
from triage.screening.standing.standing import Judged, standing
from triage.screening.standing.words import State, Words, fold

FEWEST = 3
"""Runners of a group: in a smaller one, each could guess what the others have."""


def reason(row: Judged) -> str:
    """Return what two runners have in common when they share a reason; "" for none."""
    for kind, column in (("suspect", "raised"), ("suspect", "not_sure"), ("cause", "causes")):
        if row[column]:
            return f"{kind} {row[column][0]}"
    return ""


def is_shared(state: State) -> bool:
    """Say whether runners in this state can be in a group: there is something to share."""
    return state.id not in (CLEAR, *NOT_KNOWN)


def letters_of(rows: Iterable[Judged], words: Words, today: dt.date) -> dict[str, str]:
    """Return a letter for each reason that at least `FEWEST` runners have.

    The order of the letters comes from the day and the codes, so that a letter does not say how
    frequent or what a reason is, and is another one week later.
    """
    codes: dict[str, list[str]] = {}
    for row in rows:
        why = reason(row)
        if why and is_shared(standing(row, words, today)[0]):
            codes.setdefault(why, []).append(fold(row["runner"]))

    def mixed(why: str) -> str:
        return sha256("\n".join([today.isoformat(), *sorted(codes[why])]).encode()).hexdigest()

    shared = [why for why, runners in codes.items() if len(runners) >= FEWEST]
    return {why: _letter(number) for number, why in enumerate(sorted(shared, key=mixed), 1)}


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
