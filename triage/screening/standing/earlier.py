"""What is known of each athlete from earlier screenings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from triage.model.coaching import OUTDATED, UNANSWERED, UNREAD

NOT_KNOWN = (UNREAD, OUTDATED, UNANSWERED)
"""States that say nothing of how a runner is: there are no answers that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is known of a runner from earlier screenings.

    `state` is the state at the last of them, since the day `since`; `known` the last state that
    answers gave, which is another where there were none since.
    """

    code: str
    squad: str | None = None
    state: str
    known: str
    since: dt.date
    answered: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """An earlier screening: its file, day and pack, and each runner by folded code."""

    file: str
    date: dt.date
    pack: str
    runners: Mapping[str, Earlier]


def known_of(history: Iterable[Screened]) -> dict[str, Earlier]:
    """Return what all earlier screenings say of each runner; they are in the order of days."""
    known: dict[str, Earlier] = {}
    for screened in history:
        for key, now in screened.runners.items():
            before = known.get(key)
            known[key] = now if before is None else _after(before, now)
    return known


def _after(before: Earlier, now: Earlier) -> Earlier:
    days = [day for day in (before.answered, now.answered) if day]
    return replace(
        now,
        squad=now.squad or before.squad,
        known=before.known if now.known in NOT_KNOWN else now.known,
        answered=max(days, default=None),
    )
