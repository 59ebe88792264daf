"""Results -> the plain tree of a board, which a template words. It sees results, never answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, TypedDict

from triage.model.coaching import OUTDATED, UNANSWERED
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.screening.standing.earlier import NOT_KNOWN
from triage.screening.standing.mark import Screening
from triage.screening.standing.results import NEW, RISEN, SAME, Result
from triage.screening.standing.words import Words

LIMIT = 5_000
"""Runners a board lists. Of more it lists the most pressing, and says how many there are."""


URGENT = (Disposition.EMERGENCY, Disposition.SAME_DAY)
"""The levels whose runners are named before everything else."""


class StateView(TypedDict):
    """A state, and how many runners are in it."""

    id: str
    label: str
    shape: str
    tone: str
    count: int


class UrgentView(TypedDict):
    """A level that cannot wait, and who is at it."""

    disposition: str
    tone: str
    shape: str
    runners: list[str]


class BoardView(TypedDict):
    """A board. Dates are year-month-day; `change` and `state` are ids that a template words."""

    title: str
    language: str
    date: str
    pack: str
    out_of_date_after: int
    asked: int
    answered: int
    percent: int
    urgent: list[UrgentView]
    states: list[StateView]
    runners: list[dict[str, Any]]
    more: int
    squads: list[str]
    groups: list[dict[str, Any]]
    huddles: list[dict[str, Any]]
    unread: list[dict[str, Any]]
    gone: list[str]
    has_earlier: bool
    changed: int


def sort_key(result: Result, words: Words) -> tuple[Any, ...]:
    """Order runners: the most pressing first, then what is new, then by code.

    Where a runner's answers do not say how they are, what they were before counts.
    """
    is_news = result.change in (NEW, RISEN)
    action = words.actions.index(result.action)
    since = -result.since.toordinal()
    urgent = -result.urgency if result.urgency in URGENT else 0
    rank = words.states[result.state].rank
    is_not_known = result.state in NOT_KNOWN and result.before in words.states
    before = words.states[result.before].rank if is_not_known and result.before else rank
    return (urgent, rank, before, action, not is_news, since, result.runner)


def board_view(
    results: Sequence[Result],
    summary: Screening,
    gone: Iterable[str],
    *,
    pack: Pack,
    words: Words,
    today: dt.date,
    has_earlier: bool,
) -> BoardView:
    """Return the board of results that are in their order; `summary` counts every runner."""
    counts, asked, answered = summary.counts, summary.asked, summary.answered
    return BoardView(
        title=pack.title,
        language=pack.language,
        date=today.isoformat(),
        pack=f"{pack.id} {pack.version} ({pack.digest[:12]})",
        out_of_date_after=words.out_of_date_after,
        asked=asked,
        answered=answered,
        percent=round(100 * answered / asked) if asked else 0,
        urgent=[_urgent(level, results, words) for level in URGENT],
        states=[
            StateView(
                id=state.id,
                label=state.label,
                shape=state.shape,
                tone=state.tone,
                count=counts.get(state.id, 0),
            )
            for state in words.states.values()
        ],
        runners=[_runner(result, words) for result in results],
        more=sum(counts.values()) - len(results),
        squads=sorted({result.squad for result in results if result.squad}),
        groups=_groups(results),
        huddles=_huddles(results, words),
        unread=[{"runner": r.runner, "what": r.unread} for r in results if r.unread],
        gone=list(gone),
        has_earlier=has_earlier,
        changed=sum(result.change not in (None, SAME) for result in results),
    )


def _urgent(level: Disposition, results: Sequence[Result], words: Words) -> UrgentView:
    state = words.states[words.coaching[level].finished.state]
    runners = [result.runner for result in results if result.urgency == level]
    return UrgentView(disposition=level.id, tone=state.tone, shape=state.shape, runners=runners)


def _runner(result: Result, words: Words) -> dict[str, Any]:
    state = words.states[result.state]
    before = words.states.get(result.before or "")
    return {
        **{name: _plain(value) for name, value in asdict(result).items()},
        "shape": state.shape,
        "tone": state.tone,
        "rank": state.rank,
        "before": before.label if before else None,
    }


def _named(result: Result, words: Words) -> dict[str, Any]:
    """Return what a page of names says of a runner beside the state."""
    is_silent = result.state in (UNANSWERED, OUTDATED)
    before = words.states.get(result.before or "") if is_silent else None
    return {
        "runner": result.runner,
        "at_least": result.at_least,
        "answered": _plain(result.answered) if is_silent else None,
        "before": before.label if before else None,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _groups(results: Sequence[Result]) -> list[dict[str, Any]]:
    shared = sorted((r for r in results if r.group), key=lambda r: (len(r.group or ""), r.group))
    return [
        {"letter": letter, "runners": [result.runner for result in together]}
        for letter, together in groupby(shared, key=lambda result: result.group)
    ]


def _huddles(results: Sequence[Result], words: Words) -> list[dict[str, Any]]:
    """Return for each squad what fits on a page: by state and action, the runners."""
    made = []
    for squad in sorted({result.squad or "" for result in results}):
        members = [result for result in results if (result.squad or "") == squad]
        parts = []
        for state in words.states.values():
            here = [result for result in members if result.state == state.id]
            actions = dict.fromkeys(result.action for result in here)
            lines = [
                {"action": a, "runners": [_named(r, words) for r in here if r.action == a]}
                for a in actions
            ]
            if here:
                parts.append(
                    {
                        "label": state.label,
                        "shape": state.shape,
                        "tone": state.tone,
                        "count": len(here),
                        "lines": lines,
                    }
                )
        silent = sum(result.state in NOT_KNOWN for result in members)
        made.append(
            {
                "squad": squad,
                "asked": len(members),
                "answered": len(members) - silent,
                "states": parts,
            }
        )
    return made
