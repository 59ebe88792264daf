"""What a coach is told of a runner: state, action, dates. What a clinician is told: the trace.

Rule 1: a `Result` has no field that an answer, a suspect or a cause could stand in.
Rule 2: what a coach's file is made of is `Result`s and nothing else.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.screening.files.safe import neutral
from triage.screening.standing.words import CLEAR, OUTDATED, UNANSWERED, State, Words, fold

NEW, SAME = "new", "same"
RISEN, FALLEN = "more pressing", "less pressing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One runner, as a coach sees them.

    `since` is the day from which the state is known to have been so; `before` the state at the
    screening compared with; `group` a letter shared by runners with one reason.
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


COACH_COLUMNS = tuple(field.name for field in fields(Result))
JUDGED = (
    "disposition",
    "ceiling",
    "complete",
    "deciding",
    "suspects",
    "causes",
    "grades",
    "held",
    "offered",
    "advice",
    "fired",
    "unsettled",
    "dropped",
)
"""What the clinician's file has of each assessment, in order."""

Judged = Mapping[str, Any]
"""A row of a batch: who, when, and the columns of JUDGED."""


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
        """Return what a coach is told of a judged row."""
        state, action = standing(row, self._words, self._today)
        answered: dt.date | None = row["answered"] if row["has_answered"] else None
        lasts = dt.timedelta(days=self._words.out_of_date_after)
        before = self._earlier.get(fold(row["runner"])) if self._earlier is not None else None
        is_same = before is not None and before.state == state.id
        return Result(
            runner=row["runner"],
            squad=row["squad"],
            state=state.id,
            label=state.label,
            action=action,
            answered=answered,
            answer_by=answered + lasts if answered else None,
            since=before.since if before is not None and is_same else answered or self._today,
            before=before.state if before is not None else None,
            change=self._change(state, before),
            group=self._letters.get(reason(row)) if _is_shared(state) else None,
        )

    def _change(self, state: State, before: Earlier | None) -> str | None:
        if self._earlier is None:
            return None
        if before is None or before.state not in self._words.states:
            return NEW
        rank = self._words.states[before.state].rank
        return SAME if rank == state.rank else RISEN if state.rank < rank else FALLEN


def standing(row: Judged, words: Words, today: dt.date) -> tuple[State, str]:
    """Return the state of a judged row and what the coach does.

    Clear takes a runner who said there is nothing, whose other answers agree, and an assessment at
    the pack's baseline. What is unfinished is never clear.
    """
    if not row["has_answered"]:
        return _fixed(words, UNANSWERED)
    level = Disposition.named(row["disposition"])
    meaning = (words.finished if row["complete"] else words.unfinished)[level]
    is_clear = row["denies"] and level is Disposition.named(row["baseline"])
    is_old = (today - row["answered"]).days > words.out_of_date_after
    if is_old and not meaning.keeps:
        return _fixed(words, OUTDATED)
    if is_clear:
        return _fixed(words, CLEAR)
    return words.states[meaning.state], meaning.action


def _fixed(words: Words, state: str) -> tuple[State, str]:
    return words.states[state], words.states[state].action


def denies(complaint: bool | None, answers: Answers, pack: Pack) -> bool:
    """Say whether a runner says there is nothing, and no answer says otherwise."""
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


def reason(row: Judged) -> str:
    """Return what two runners have in common when they share a reason; "" for none."""
    for column in ("suspects", "causes"):
        if row[column]:
            return f"{column[:-1]} {row[column][0]}"
    return ""


def _is_shared(state: State) -> bool:
    return state.id not in (CLEAR, UNANSWERED, OUTDATED)


def letters_of(rows: Iterable[Judged], words: Words, today: dt.date) -> dict[str, str]:
    """Return a letter for each reason that several runners have: A for the most frequent."""
    counted = Counter(reason(row) for row in rows if _is_shared(standing(row, words, today)[0]))
    shared = [why for why, count in counted.items() if why and count > 1]
    in_order = sorted(shared, key=lambda why: (-counted[why], why))
    return {why: _letter(number) for number, why in enumerate(in_order, 1)}


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def coach_row(result: Result) -> dict[str, Any]:
    """Return a result as a row of a file."""
    return {name: getattr(result, name) for name in COACH_COLUMNS}


def clinician_columns(pack: Pack) -> tuple[str, ...]:
    """Return the columns of the clinician's file."""
    answers = tuple(f"answer {question.id}" for question in pack.questions)
    return (*COACH_COLUMNS[:2], "state", "answered", "group", "reason", *JUDGED, *answers)


def clinician_row(result: Result, row: Judged) -> dict[str, Any]:
    """Return everything there is about a runner."""
    return {**row, **coach_row(result), "reason": reason(row)}


def written(answer: Answer | None) -> str | None:
    """Return an answer as a sheet would have it."""
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


def csv_text(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, with_header: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file piece by piece, in UTF-8 with a mark that spreadsheets know it by."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if with_header:
        buffer.write("\ufeff")
        writer.writerow(columns)
    for row in rows:
        writer.writerow([flat(row.get(column)) for column in columns])
        if buffer.tell() > 100_000:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def flat(value: Any) -> Any:
    """Return a value as one cell of CSV, harmless to a spreadsheet."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return neutral(value)
        case list() | tuple():
            return neutral(", ".join(map(str, value)))
    return value
