"""Dated results -> how each runner and each squad changed, new flags first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage.model.coaching import CLEAR, OUTDATED, UNANSWERED
from triage.screening.standing.earlier import Screened, known_of
from triage.screening.standing.words import Words

LIMIT = 1_000
"""Runners a page draws, the most pressing first. The CSV beside it has everyone."""
WIDTH, HEIGHT, MARGIN = 200, 64, 8
_SILENT = (OUTDATED, UNANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One runner: the state at each screening, None before the first and after they left."""

    runner: str
    squad: str | None
    states: tuple[str | None, ...]

    @property
    def now(self) -> str | None:
        """The state at the last screening."""
        return self.states[-1]

    @property
    def before(self) -> str | None:
        """The state at the screening before that."""
        return self.states[-2] if len(self.states) > 1 else None


def courses(
    history: Sequence[Screened], words: Words, left: Mapping[str, dt.date] | None = None
) -> tuple[Course, ...]:
    """Return every runner's course, the most pressing of the last screening first.

    A runner without a result has not answered, from their first result to the day they `left`.
    """
    found = [
        Course(
            runner=known.code,
            squad=known.squad,
            states=tuple(_states(history, key, (left or {}).get(key, dt.date.max))),
        )
        for key, known in known_of(history).items()
    ]
    return tuple(sorted(found, key=lambda course: _order(course, words)))


def _states(history: Sequence[Screened], key: str, left: dt.date) -> Iterator[str | None]:
    is_known = False
    for screened in history:
        found = screened.runners.get(key)
        is_known = is_known or found is not None
        if found is not None:
            yield found.state
        else:
            yield UNANSWERED if is_known and screened.date <= left else None


def _order(course: Course, words: Words) -> tuple[bool, int, str]:
    return not _is_new(course, words), _rank(course.now, words), course.runner


def _rank(state: str | None, words: Words) -> int:
    return words.states[state].rank if state else len(words.states)


def _is_new(course: Course, words: Words) -> bool:
    """Say whether a runner is more pressing than before, and not only for want of answers."""
    is_flag = course.now is not None and course.now not in (*_SILENT, CLEAR)
    return is_flag and _rank(course.now, words) < _rank(course.before, words)


def _went_silent(course: Course) -> bool:
    return course.now in _SILENT and course.before not in (*_SILENT, None)


def trends_view(
    history: Sequence[Screened], found: Sequence[Course], words: Words, title: str, language: str
) -> dict[str, Any]:
    """Return the tree of a page of trends. It is made of states and days only."""
    days = [screened.date for screened in history]
    shown = found[:LIMIT]
    squads = sorted({course.squad for course in found if course.squad})
    return {
        "title": title,
        "language": language,
        "days": [day.isoformat() for day in days],
        "states": [_state(words, id) for id in words.states],
        "new": [_course_row(c, words) for c in found if _is_new(c, words)],
        "silent": [_course_row(c, words) for c in found if _went_silent(c)],
        "squads": [
            {"name": squad, "by_day": _counts(found, squad, days, words)} for squad in ["", *squads]
        ],
        "runners": [
            {**_course_row(course, words), **_spark(course, days, words)} for course in shown
        ],
        "more": len(found) - len(shown),
        "width": WIDTH,
        "height": HEIGHT,
    }


def _state(words: Words, id: str) -> dict[str, str]:
    state = words.states[id]
    return {"id": id, "label": state.label, "shape": state.shape, "tone": state.tone}


def _course_row(course: Course, words: Words) -> dict[str, Any]:
    return {
        "runner": course.runner,
        "squad": course.squad,
        "now": _state(words, course.now) if course.now else None,
        "before": _state(words, course.before) if course.before else None,
        "states": [_state(words, state) if state else None for state in course.states],
    }


def _counts(
    found: Sequence[Course], squad: str, days: Sequence[dt.date], words: Words
) -> list[dict[str, Any]]:
    """Return for each day how many were in each state, and where its part of the bar is."""
    members = [course for course in found if squad in ("", course.squad)]
    counted = []
    for number, day in enumerate(days):
        states = Counter(c.states[number] for c in members if c.states[number])
        total, below = sum(states.values()), 0.0
        parts = []
        for id in words.states:
            share = 100 * states[id] / total if total else 0.0
            bar = {"count": states[id], "x": round(below, 2), "share": round(share, 2)}
            parts.append({**_state(words, id), **bar})
            below += share
        counted.append({"day": day.isoformat(), "parts": parts, "total": total})
    return counted


def _spark(course: Course, days: Sequence[dt.date], words: Words) -> dict[str, Any]:
    """Return the line and dots of a runner's picture: days from left to right, states downwards."""
    span = max((days[-1] - days[0]).days, 1)
    steps = max(len(words.states) - 1, 1)
    dots, line, is_broken = [], [], True
    for day, state in zip(days, course.states, strict=True):
        if state is None:
            is_broken = True
            continue
        x = MARGIN + (WIDTH - 2 * MARGIN) * (day - days[0]).days / span
        y = MARGIN + (HEIGHT - 2 * MARGIN) * words.states[state].rank / steps
        line.append(f"M{x:.1f} {y:.1f}" if is_broken else f"H{x:.1f}V{y:.1f}")
        dots.append({"x": round(x, 1), "y": round(y, 1), "tone": words.states[state].tone})
        is_broken = False
    return {"line": "".join(line), "dots": dots}


def trend_rows(
    history: Sequence[Screened], found: Sequence[Course]
) -> tuple[tuple[str, ...], Iterator[Mapping[str, Any]]]:
    """Return the columns and rows of the table: one row per runner, one column per day."""
    days = [screened.date.isoformat() for screened in history]
    rows = (
        {"runner": c.runner, "squad": c.squad, **dict(zip(days, c.states, strict=True))}
        for c in found
    )
    return ("runner", "squad", *days), rows
