"""What a coach sees of a runner: state, action, dates. What a clinician sees: the trace.

Rule 1: a `Result` has no field that could hold an answer, a suspect or a cause.
Rule 2: a coach's file is made of `Result`s and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from triage.circuit.logic import JUDGED
from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.coaching import CARE, CHANGE, CLEAR, STOP, UNREAD
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.screening.standing.groups import is_shared, reason
from triage.screening.standing.standing import Judged, standing
from triage.screening.standing.words import State, Words, fold

NEW, SAME = "new", "same"


_KNOWN = (STOP, CHANGE, CARE, CLEAR)
"""The states that say how urgent the answers are."""
RISEN, FALLEN = "more pressing", "less pressing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One runner, as a coach sees them.

    `since` is the day from which the state is known to have been so; `before` the state at the
    screening compared with; `group` a letter shared by runners with one reason. `urgency` is 0 for
    self-care to 4 for an emergency, None where that is not known. `at_least` says that not all
    answers could be read, so the state may be worse; `unread` names the columns and what to do;
    `note` says which of several rows counts.
    """

    runner: str
    squad: str | None
    state: str
    label: str
    action: str
    answered: dt.date | None
    answer_by: dt.date | None
    since: dt.date
    before: str | None
    change: str | None
    group: str | None
    urgency: int | None = None
    at_least: bool = False
    unread: str | None = None
    note: str | None = None


_BESIDE = ("at_least", "unread", "note")
COACH_COLUMNS = tuple(field.name for field in fields(Result))


@dataclass(frozen=True, slots=True)
class Earlier:
    """Where a runner stood at an earlier screening."""

    state: str
    since: dt.date


class Results:
    """Turns judged rows into results, by the words of a squad."""

    def __init__(
        self,
        words: Words,
        today: dt.date,
        letters: Mapping[str, str],
        earlier: Mapping[str, Earlier] | None,
    ) -> None:
        self._words, self._today, self._letters = words, today, letters
        self._earlier = earlier

    def result(self, row: Judged) -> Result:
        """Return what a coach sees of a judged row."""
        state, action = standing(row, self._words, self._today)
        answered: dt.date | None = row["answered"] if row["has_answered"] else None
        lasts = dt.timedelta(days=self._words.out_of_date_after)
        before = self._before(row)
        is_same = before is not None and before.state == state.id
        return Result(
            runner=row["runner"],
            squad=row["squad"],
            state=state.id,
            label=label_of(state, row, self._words),
            action=action,
            answered=answered,
            answer_by=answered + lasts if answered else None,
            since=before.since if before is not None and is_same else answered or self._today,
            before=before.state if before is not None else None,
            change=self._change(state, before),
            group=self._letters.get(reason(row)) if is_shared(state) else None,
            urgency=int(Disposition.named(row["disposition"])) if state.id in _KNOWN else None,
            at_least=is_at_least(state, row),
            unread=row["unread"],
            note=row.get("note"),
        )

    def _before(self, row: Judged) -> Earlier | None:
        """Return how a runner was. A row without a code may be any runner's."""
        if self._earlier is None or row["is_rejected"]:
            return None
        return self._earlier.get(fold(row["runner"]))

    def _change(self, state: State, before: Earlier | None) -> str | None:
        if self._earlier is None:
            return None
        if before is None or before.state not in self._words.states:
            return NEW
        rank = self._words.states[before.state].rank
        return SAME if rank == state.rank else RISEN if state.rank < rank else FALLEN


def is_at_least(state: State, row: Judged) -> bool:
    """Say whether the state of a row may be worse, as not all of it could be read."""
    return bool(row["at_least"]) and state.id != UNREAD


def label_of(state: State, row: Judged, words: Words) -> str:
    """Return the words for the state of a row."""
    return (
        words.rows["at_least"].format(label=state.label) if is_at_least(state, row) else state.label
    )


def coach_row(result: Result) -> dict[str, Any]:
    """Return a result as a row of a file."""
    return {name: getattr(result, name) for name in COACH_COLUMNS}


def clinician_columns(pack: Pack) -> tuple[str, ...]:
    """Return the columns of the clinician's file."""
    answers = tuple(f"answer {question.id}" for question in pack.questions)
    return (*COACH_COLUMNS[:2], "state", "answered", "group", "reason", *_BESIDE, *JUDGED, *answers)


def clinician_row(result: Result, row: Judged) -> dict[str, Any]:
    """Return everything there is about a runner."""
    return {**row, **coach_row(result), "reason": reason(row)}


def written(answer: Answer | None) -> str | None:
    """Return an answer as a sheet writes it."""
    match answer:
        case None:
            return None
        case Ticks(boxes):
            ticked = [option for option, tick in boxes if tick is Tick.YES]
            unsure = [f"{option}?" for option, tick in boxes if tick is Tick.UNSURE]
            return ", ".join(ticked + unsure) or "none"
        case Decimal():
            return format(answer, "f")
    return "unsure" if answer is UNSURE_ANSWER else str(answer)
