"""The folder of reports, one file per runner who has answered."""

from __future__ import annotations

from collections.abc import Sequence

from triage.report.formats.render import to_json
from triage.screening.files.safe import slug
from triage.screening.roster.roster import Entry
from triage.screening.run.batches import Part, rows_of
from triage.screening.run.reports import Task, write_reports
from triage.screening.run.request import Request, Watch
from triage.screening.run.workspace import Workspace
from triage.screening.standing.mark import SCHEMA
from triage.store.files import write_bytes

REPORTS_MARK = "reports.json"


def write_report_files(
    request: Request, work: Workspace, parts: Sequence[Part], watch: Watch
) -> None:
    """Write the report of each runner who has answered, and deliver the folder of them."""
    assert request.reports is not None
    roster = request.roster
    levels = {row["row"]: row["disposition"] for row in rows_of(parts) if not row["denies"]}
    tasks = [
        Task(
            path=work.reports / f"{slug(entry.runner)}.html",
            runner=entry.runner,
            date=entry.date or roster.today,
            today=roster.today,
            answers=dict(entry.answers.given),
            disposition=levels[entry.row],
        )
        for entry in roster.entries()
        if isinstance(entry, Entry) and len(entry.answers) and entry.row in levels
    ]
    write_reports(
        tasks,
        roster.pack,
        request.templates_folder,
        request.workers,
        lambda done: watch("reports", done, len(tasks)),
    )
    write_bytes(
        work.reports / REPORTS_MARK,
        to_json({"schema": SCHEMA, "reports": len(tasks)}).encode(),
        private=True,
    )
    work.sweep_reports({REPORTS_MARK, *(task.path.name for task in tasks)})
    work.deliver(work.reports, request.reports)
