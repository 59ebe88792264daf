"""Which reports to make: one for each runner who has answered and has a complaint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from triage.model.answers import Answer
from triage.report.formats.render import to_json
from triage.screening.files.safe import slug
from triage.screening.roster.roster import Entry, Rejected
from triage.screening.run.outputs import Output
from triage.screening.standing.mark import SCHEMA
from triage.screening.standing.standing import Judged

REPORTS_MARK = "reports.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One report to make; `disposition` is what the screening found, which must be found again."""

    name: str
    runner: str
    date: dt.date
    today: dt.date
    answers: dict[str, Answer]  # a plain dict, as it is sent to another process
    disposition: str


def report_tasks(
    entries: Iterable[Entry | Rejected], rows: Iterable[Judged], today: dt.date
) -> tuple[Task, ...]:
    """Return the reports to make, in the order of the roster."""
    levels = {row["row"]: row["disposition"] for row in rows if not row["denies"]}
    return tuple(
        Task(
            name=f"{slug(entry.runner)}.html",
            runner=entry.runner,
            date=entry.date or today,
            today=today,
            answers=dict(entry.answers.given),
            disposition=levels[entry.row],
        )
        for entry in entries
        if isinstance(entry, Entry) and len(entry.answers) and entry.row in levels
    )


def reports_mark(names: Collection[str]) -> Output:
    """Return the file that says that a folder holds reports, and lists them."""
    tree = {"schema": SCHEMA, "reports": len(names), "files": sorted(names)}
    return Output(REPORTS_MARK, to_json(tree).encode())
