"""A squad's roster in, a folder of results out, in stages: understand, judge, write.

Each stage returns values: a roster that is understood (it comes with the request), then what
became of each of its rows, then files. One writer writes them.
"""

from __future__ import annotations

from functools import partial

from triage.screening.run.again import Again
from triage.screening.run.batches import judge
from triage.screening.run.clinician import clinician_file
from triage.screening.run.coach import coach_files, mark_file, summary_of
from triage.screening.run.report_files import REPORTS_MARK, report_tasks, reports_mark
from triage.screening.run.reports import write_reports
from triage.screening.run.request import Request
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Workspace, fingerprint
from triage.screening.standing.earlier import load_screened
from triage.screening.standing.groups import letters_of
from triage.screening.standing.mark import MARK, Screening
from triage.screening.standing.results import Results, clinician_columns, clinician_row


def screen(request: Request, watch: Watch) -> Screening:
    """Screen a roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be written, or something else is at the output.
        AnswerFault: --resume does not fit the work that was started.
    """
    identity = fingerprint([request.source, *request.template_files], request.identity)
    with Workspace(
        request.output,
        identity,
        resume=request.resume,
        source=request.source,
        files=[request.clinician] if request.clinician else [],
        reports=request.reports,
    ) as work:
        return _screen(request, identity, work, watch)


def _screen(request: Request, identity: str, work: Workspace, watch: Watch) -> Screening:
    roster, words, today = request.roster, request.roster.words, request.roster.today
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        work.check_free(request.output, MARK, force=request.force)
    if request.reports is not None:
        work.check_free(request.reports, REPORTS_MARK, force=request.force or request.resume)
    before = load_screened(request.previous) if request.previous else None
    work.begin()

    judgement = judge(roster, request.batch, work, watch)

    letters = letters_of(judgement.rows, words, today)
    results = Results(words, today, letters, before.runners if before else None)
    found = Again(lambda: map(results.result, judgement.rows))
    summary = summary_of(
        found,
        judgement.rejections,
        rows_in=roster.rows_in,
        words=words,
        superseded=judgement.superseded,
        notes=judgement.notes,
    )
    if summary.screened + summary.superseded + summary.rejected != summary.rows_in:
        raise AssertionError("rows in are not rows screened, superseded and rejected")

    if not is_delivered:
        made = coach_files(
            found,
            judgement.rejections,
            summary,
            before.codes if before else None,
            formats=request.formats,
            headers=roster.table.headers,
            pack=roster.pack,
            words=words,
            today=today,
            templates=request.templates,
        )
        mark = partial(mark_file, summary, roster.pack, today, identity)
        work.deliver_coach(made, request.output, mark)
    if request.clinician is not None:
        rows = (clinician_row(results.result(row), row) for row in judgement.rows)
        columns = clinician_columns(roster.pack)
        file = clinician_file(request.clinician.suffix, columns, rows)
        work.deliver_file(file, request.clinician)
    if request.reports is not None:
        tasks = report_tasks(roster.entries(), judgement.rows, today)
        write_reports(
            tasks,
            work.reports,
            roster.pack,
            request.templates_folder,
            request.workers,
            lambda done: watch("reports", done, len(tasks)),
        )
        names = {task.name for task in tasks}
        work.deliver_reports(reports_mark(names), names, request.reports)
    return summary
