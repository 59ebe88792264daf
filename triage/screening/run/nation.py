"""A Parquet roster of any size in, Parquet results out, in stages: understand, judge, write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from triage import __version__
from triage.model.pack import Pack
from triage.screening.files.beside import answer_files, unread_place
from triage.screening.run.coach import mark_file
from triage.screening.run.columns import (
    BATCH,
    ParquetRoster,
    judge_on_polars,
    judge_on_spark,
    understand,
)
from triage.screening.run.nation_files import (
    clinician_file,
    coach_files,
    summary_of,
    unread_rows_file,
    with_states,
)
from triage.screening.run.watch import Watch
from triage.screening.run.workspace import Workspace, fingerprint
from triage.screening.standing.mark import MARK, Screening
from triage.screening.standing.words import Words

ENGINES = ("polars", "spark")


@dataclass(frozen=True, kw_only=True)
class NationRequest:
    """What to make of a Parquet roster, and where. Without `master`, Spark's own setting counts."""

    source: Path  # a Parquet file, or a folder of them
    pack: Pack
    words: Words
    today: dt.date
    output: Path
    clinician: Path | None = None
    engine: str = ENGINES[0]
    master: str | None = None
    resume: bool = False
    force: bool = False
    batch: int = BATCH

    @property
    def identity(self) -> Mapping[str, str]:
        """What must be the same for work to be resumed, besides the bytes of the roster."""
        return {
            "pack": self.pack.digest,
            "software": __version__,
            "today": self.today.isoformat(),
            "words": repr(self.words),
            "engine": self.engine,
            "batch": str(self.batch),
        }


def screen_nation(request: NationRequest, watch: Watch) -> Screening:
    """Screen a Parquet roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be read or written, or something else is at the output.
        AnswerFault: the roster lacks columns; or --resume does not fit the work that was started.
        ExtraMissing: the engine is not installed.
    """
    # before any work, let alone a cluster, is started: is this a roster at all?
    roster = understand(request.source, request.pack, request.today)
    identity = fingerprint(roster.files, request.identity)
    files = answer_files(request.clinician, ".parquet")
    with Workspace(
        request.output, identity, resume=request.resume, source=request.source, files=files
    ) as work:
        return _screen(request, roster, identity, work, watch)


def _screen(
    request: NationRequest, roster: ParquetRoster, identity: str, work: Workspace, watch: Watch
) -> Screening:
    pack, words, today = request.pack, request.words, request.today
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        work.check_free(request.output, MARK, force=request.force)
    work.begin()

    if request.engine == "spark":
        found = judge_on_spark(roster, request.master, work, watch)
    else:
        found = judge_on_polars(roster, request.batch, work, watch)
    stated = with_states(found.rows, words, pack.baseline, today)
    summary = summary_of(
        stated, found.faulty, rows_in=roster.rows_in, words=words, name=roster.name
    )
    if summary.screened + summary.rejected != summary.rows_in:
        raise AssertionError("rows in are not rows screened and rows rejected")

    if not is_delivered:
        made = coach_files(stated, found.faulty, has_faults=summary.fault_count > 0)
        mark = partial(mark_file, summary, pack, today, identity)
        work.deliver_coach(made, request.output, mark)
    if request.clinician is not None:
        work.deliver_file(clinician_file(stated), request.clinician)
        if summary.fault_count:
            place = unread_place(request.clinician, ".parquet")
            work.deliver_file(unread_rows_file(found.faulty), place)
    return summary
