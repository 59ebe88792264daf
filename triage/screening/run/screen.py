"""A roster in, a folder of results out: batch by batch, then the coach's files, then the rest."""

from __future__ import annotations

from triage import __version__
from triage.screening.run.batches import judged_batches, rows_of
from triage.screening.run.clinician import write_clinician
from triage.screening.run.coach import summary_of, write_coach
from triage.screening.run.report_files import REPORTS_MARK, write_report_files
from triage.screening.run.request import Request, Watch
from triage.screening.run.workspace import Workspace, check_free, fingerprint
from triage.screening.standing.earlier import load_screened
from triage.screening.standing.groups import letters_of
from triage.screening.standing.mark import MARK, Screening
from triage.screening.standing.results import (
    Results,
)


def screen(request: Request, watch: Watch) -> Screening:
    """Screen a roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be written, or something else is at the output.
        AnswerFault: --resume does not fit the work that was started.
    """
    roster, today = request.roster, request.roster.today
    work = Workspace(request.output, _fingerprint(request), resume=request.resume)
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        check_free(request.output, MARK, force=request.force)
    if request.reports is not None:
        check_free(request.reports, REPORTS_MARK, force=request.force or request.resume)
    parts = tuple(judged_batches(roster, request.batch, work, watch))
    before = load_screened(request.previous) if request.previous else None
    letters = letters_of(rows_of(parts), roster.words, today)
    results = Results(roster.words, today, letters, before.runners if before else None)
    summary = summary_of(parts, results, roster)
    if summary.screened + summary.rejected != summary.rows_in:
        raise AssertionError("rows in differ from rows screened plus rows rejected")
    if not is_delivered:
        write_coach(request, work, parts, results, before, summary)
        work.deliver(work.coach, request.output)
    if request.clinician is not None:
        write_clinician(request, work, parts, results)
    if request.reports is not None:
        write_report_files(request, work, parts, watch)
    work.close()
    return summary


def _fingerprint(request: Request) -> str:
    roster = request.roster
    return fingerprint(
        [request.source],
        {
            "pack": roster.pack.digest,
            "software": __version__,
            "today": roster.today.isoformat(),
            "words": repr(roster.words),
            "mapping": repr(roster.mapping),
            "columns": repr([(c.index, c.target) for c in roster.columns]),
            "formats": repr(request.formats),
            "previous": str(request.previous),
            "batch": str(request.batch),
        },
    )
