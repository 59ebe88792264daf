"""A squad's roster in, a folder of results out, in stages: understand, judge, write.

Each stage returns values: a roster that is understood (it comes with the request), then what
became of each of its rows, then files. One writer writes them.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from pathlib import Path

from triage.screening.files.beside import answer_files, unread_place
from triage.screening.run.again import Again
from triage.screening.run.clinician import clinician_file, unread_rows_file
from triage.screening.run.coach import coach_files, mark_file, summary_of
from triage.screening.run.merge import judge_all
from triage.screening.run.people import People, people_of
from triage.screening.run.report_files import REPORTS_MARK, report_tasks, reports_mark
from triage.screening.run.reports import write_reports
from triage.screening.run.request import Request
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Workspace, fingerprint
from triage.screening.standing.groups import letters_of
from triage.screening.standing.mark import MARK, Screening
from triage.screening.standing.results import Results, clinician_columns, clinician_row


def screen(request: Request, watch: Watch) -> Screening:
    """Screen a roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be written, or something else is at the output.
        AnswerFault: --resume does not fit the work that was started.
    """
    people = people_of(request.rosters, request.previous, request.squad)
    sources = [request.source, *(Path(each.table.file) for each in request.merged)]
    identity = fingerprint(
        [*sources, *request.template_files], {**request.identity, "people": repr(people)}
    )
    with Workspace(
        request.output,
        identity,
        resume=request.resume,
        source=request.source,
        files=answer_files(request.clinician),
        reports=request.reports,
    ) as work:
        return _screen(request, people, identity, work, watch)


def _screen(
    request: Request, people: People, identity: str, work: Workspace, watch: Watch
) -> Screening:
    roster, words, today = request.roster, request.roster.words, request.roster.today
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        work.check_free(request.output, MARK, force=request.force)
    if request.reports is not None:
        work.check_free(request.reports, REPORTS_MARK, force=request.force or request.resume)
    work.begin()

    judgement, by_roster = judge_all(request.rosters, request.batch, work, watch)

    letters = letters_of(judgement.rows, words, today)
    kept = [column.header for column in roster.kept if column is not None]
    results = Results(words, today, letters, people.earlier, people.squad_of, kept)
    found = Again(
        lambda: chain(map(results.result, judgement.rows), map(results.silent, people.silent))
    )
    summary = summary_of(
        found,
        judgement.rejections,
        people,
        rows_in=sum(each.rows_in for each in request.rosters),
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
            people,
            formats=request.formats,
            pack=roster.pack,
            words=words,
            today=today,
            templates=request.templates,
            kept=kept,
        )
        mark = partial(mark_file, summary, roster.pack, today, identity)
        work.deliver_coach(made, request.output, mark)
    if request.clinician is not None:
        rows = (clinician_row(results.result(row), row) for row in judgement.rows)
        columns = clinician_columns(roster.pack, kept)
        file = clinician_file(request.clinician.suffix, columns, rows)
        work.deliver_file(file, request.clinician)
        if summary.fault_count:
            unread = unread_rows_file(judgement.rejections)
            work.deliver_file(unread, unread_place(request.clinician))
    if request.reports is not None:
        tasks = [
            task
            for each, rows in zip(request.rosters, by_roster, strict=True)
            for task in report_tasks(each.entries(), rows, today)
        ]
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
