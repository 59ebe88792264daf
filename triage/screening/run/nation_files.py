"""The files of a Parquet roster: the coach's results, the clinician's trace, and rejected rows.

A coach's files hold only states, actions and dates, and what to do about rejected rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

from triage.model.disposition import Disposition
from triage.screening.files import parquet
from triage.screening.files.parquet import Parquet
from triage.screening.run import engine
from triage.screening.run.outputs import Output
from triage.screening.standing.earlier import NOT_KNOWN
from triage.screening.standing.mark import SHOWN, Screening
from triage.screening.standing.results import COACH_COLUMNS, label_of
from triage.screening.standing.standing import standing, urgency
from triage.screening.standing.words import Words

if TYPE_CHECKING:
    from triage.screening.files.parquet import LazyFrame

_NOT_HERE = ("unread", "note", "before", "change", "group")
COLUMNS = tuple(name for name in COACH_COLUMNS if name not in _NOT_HERE)
"""What a coach sees here: no comparison with another screening, and no groups."""
UNREAD_FILE = "unread.parquet"


def with_states(rows: LazyFrame, words: Words, baseline: Disposition, today: dt.date) -> LazyFrame:
    """Return judged rows with the state that each is in."""
    ways = list(_standings(words, baseline, today))
    return engine.with_states(rows, ways, today, words.out_of_date_after)


def _standings(words: Words, baseline: Disposition, today: dt.date) -> Iterator[dict[str, Any]]:
    """Yield every kind of row with the state that it is in, as `standing` says."""
    old = today - dt.timedelta(days=words.out_of_date_after + 1)
    for level, claims in product(Disposition, product((False, True), repeat=5)):
        has_answered, denies, complete, is_old, at_least = claims
        row = {
            "disposition": level.id,
            "has_answered": has_answered,
            "denies": denies,
            "complete": complete,
            "is_old": is_old,
            "at_least": at_least,
        }
        answered = old if is_old else today
        judged = {**row, "baseline": baseline.id, "answered": answered}
        state, action = standing(judged, words, today)
        label = label_of(state, judged, words)
        found = {"state": state.id, "label": label, "action": action}
        yield {**row, **found, "urgency": urgency(judged, state)}


def summary_of(
    stated: LazyFrame, faulty: LazyFrame, *, rows_in: int, words: Words, name: str
) -> Screening:
    """Return the outcome of a roster, counted."""
    counts = parquet.counted(stated, "state")
    rejected = engine.without_code(faulty)
    fault_count = parquet.height(faulty)
    return Screening(
        rows_in=rows_in,
        screened=sum(counts.values()) - rejected,
        rejected=rejected,
        unread=fault_count - rejected,
        counts={state: counts[state] for state in words.states if state in counts},
        asked=sum(counts.values()),
        answered=sum(count for state, count in counts.items() if state not in NOT_KNOWN),
        faults=tuple(
            f"{name}, runner {runner or '(no code)'}: {fault}"
            for runner, fault in parquet.first_rows(faulty, ["runner", "fault"], SHOWN)
        ),
        fault_count=fault_count,
    )


def coach_files(stated: LazyFrame, faulty: LazyFrame, *, has_faults: bool) -> Iterator[Output]:
    """Yield the results and, if rows have faults, what to do about each. No cell is in it."""
    yield Output("results.parquet", Parquet(stated.select(COLUMNS)))
    if has_faults:
        yield Output(UNREAD_FILE, Parquet(faulty.select("runner", "fault")))


def unread_rows_file(faulty: LazyFrame) -> Output:
    """Return the rows with faults as they were, each with its faults."""
    return Output("unread", Parquet(faulty))


def clinician_file(stated: LazyFrame) -> Output:
    """Return the clinician's file: every column but those that are a coach's words."""
    return Output("clinician", Parquet(stated.drop("label", "action")))
