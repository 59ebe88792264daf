"""What a coach sees of a runner: state, action, dates. What a clinician sees: the trace.

Rule 1: a `Result` has no field that could hold an answer, a suspect or a cause.
Rule 2: a coach's file is made of `Result`s and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from triage.circuit.logic import JUDGED
from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.coaching import UNREAD
from triage.model.pack import Pack
from triage.screening.standing.earlier import NOT_KNOWN, Earlier
from triage.screening.standing.groups import is_shared, reason
from triage.screening.standing.standing import Judged, standing, urgency
from triage.screening.standing.words import State, Words, fold

NEW, SAME = "new", "same"
RISEN, FALLEN = "more pressing", "less pressing"
NO_NEWS = "not known"
"""What changed for those whose answers do not say: whatever they were before, they may still be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One runner, as a coach sees them.

    `answered` is the day of their last answers, here or at an earlier screening; `since` the day
    from which the state is known to have been so; `before` the last state that answers gave at the
    screenings compared with; `group` a letter shared by runners with one reason. `urgency` is 0 for
    self-care to 4 for an emergency, None where that is not known. `at_least` says that not all
    answers could be read, so the state may be worse; `unread` names the columns and what to do;
    `note` says which of several rows counts; `kept` is what the coach wrote in other columns.
    """

    runner: str
    squad: str | None
    state: str
    urgency: int | None = None
    label: str
    action: str
    at_least: bool = False
    unread: str | None = None
    note: str | None = None
    answered: dt.date | None
    answer_by: dt.date | None
    since: dt.date
    before: str | None
    change: str | None
    group: str | None
    kept: Mapping[str, str] = field(default_factory=dict)


_BESIDE = ("at_least", "unread", "note")
_SILENT = {
    "squad": None,
    "is_rejected": False,
    "has_answered": False,
    "complete": False,
    "at_least": False,
    "unread": None,
}
"""What a row would say of a runner who has none."""
COACH_COLUMNS = tuple(each.name for each in fields(Result) if each.name != "kept")


class Results:
    """Turns judged rows into results, by the words of a squad."""

    def __init__(
        self,
        words: Words,
        today: dt.date,
        letters: Mapping[str, str],
        earlier: Mapping[str, Earlier] | None,
        squad_of: Callable[[str], str | None] = lambda _: None,
        kept: Sequence[str] = (),
    ) -> None:
        self._words, self._today, self._letters = words, today, letters
        self._earlier, self._squad_of, self._kept = earlier, squad_of, kept

    def result(self, row: Judged) -> Result:
        """Return what a coach sees of a judged row."""
        state, action = standing(row, self._words, self._today)
        before = self._before(row)
        is_same = before is not None and before.state == state.id
        day: dt.date | None = row["answered"] if row["has_answered"] else None
        answered = day or (before.answered if before is not None else None)
        lasts = dt.timedelta(days=self._words.out_of_date_after)
        return Result(
            runner=row["runner"],
            squad=row["squad"] or self._squad_of(row["runner"]),
            state=state.id,
            urgency=urgency(row, state),
            label=label_of(state, row, self._words),
            action=action,
            at_least=is_at_least(state, row),
            unread=row["unread"],
            note=row.get("note"),
            answered=answered,
            answer_by=answered + lasts if answered else None,
            since=before.since if before is not None and is_same else day or self._today,
            before=before.known if before is not None else None,
            change=self._change(state, before, is_whole=row["complete"] and not row["at_least"]),
            group=self._letters.get(reason(row)) if is_shared(state) else None,
            kept=dict(zip(self._kept, row.get("kept") or (), strict=False)),
        )

    def silent(self, runner: str) -> Result:
        """Return what a coach sees of a runner who is to be asked and has no row."""
        return self.result({"runner": runner, **_SILENT})

    def _before(self, row: Judged) -> Earlier | None:
        """Return how a runner was. A row without a code may be any runner's."""
        if self._earlier is None or row["is_rejected"]:
            return None
        return self._earlier.get(fold(row["runner"]))

    def _change(self, state: State, before: Earlier | None, *, is_whole: bool) -> str | None:
        if self._earlier is None:
            return None
        if before is None:
            return NEW
        if state.id in NOT_KNOWN:
            return SAME if before.known in NOT_KNOWN else NO_NEWS
        rank = self._words.states[before.known].rank
        if rank == state.rank:
            return SAME
        if state.rank < rank:
            return RISEN
        return FALLEN if is_whole else NO_NEWS


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
    return {**{name: getattr(result, name) for name in COACH_COLUMNS}, **result.kept}


def clinician_columns(pack: Pack, kept: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the columns of the clinician's file; `kept` are those that the coach added."""
    answers = tuple(f"answer {question.id}" for question in pack.questions)
    own = (*COACH_COLUMNS[:2], *kept, "state", "answered", "group", "reason", *_BESIDE)
    return (*own, *JUDGED, *answers)


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
