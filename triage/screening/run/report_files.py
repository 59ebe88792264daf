"""Which reports to make: one for each runner who has answered and has a complaint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from triage.model.answers import Answer
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.report.formats.render import to_json
from triage.screening.files.safe import slug
from triage.screening.roster.entry import Entry, Rejected, entry_of
from triage.screening.run.outputs import Output
from triage.screening.standing.mark import SCHEMA
from triage.screening.standing.standing import Judged

REPORTS_MARK = "reports.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One report to make; `disposition` is what the screening found, which must be found again."""

    name: str
    runner: str
    date: dt.date | None
    today: dt.date
    answers: dict[str, Answer]  # a plain dict, as it is sent to another process
    disposition: str


def report_tasks(
    entries: Iterable[Entry | Rejected], rows: Iterable[Judged], today: dt.date
) -> tuple[Task, ...]:
    """Return the reports to make, in the order of the roster.

    There is none that is mild for a row that was not read in full: it would not say so.
    """
    levels = {
        row["row"]: row["disposition"]
        for row in rows
        if not row["denies"] and not (row["at_least"] and _is_mild(row))
    }
    return tuple(
        Task(
            name=f"{slug(entry.runner)}.html",
            runner=entry.runner,
            date=entry.answered(today),
            today=today,
            answers=dict(entry.answers.given),
            disposition=levels[entry.row],
        )
        for entry in map(entry_of, entries)
        if len(entry.answers) and entry.row in levels
    )


def _is_mild(row: Judged) -> bool:
    return Disposition.named(row["disposition"]) <= HIGHEST_WITH_PROGRAMME


def reports_mark(names: Collection[str]) -> Output:
    """Return the file that says that a folder holds reports, and lists them."""
    tree = {"schema": SCHEMA, "reports": len(names), "files": sorted(names)}
    return Output(REPORTS_MARK, to_json(tree).encode())
