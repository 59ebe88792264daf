"""A Parquet roster of any size in, Parquet results out: the rules as expressions, on an engine.

Where `screen` reads what people type, this takes a roster with the columns of `circuit.columns` as
it is. First an engine assesses the rows, in parts. Then the parts become the coach's results, which
hold only states, actions and dates; the clinician's results; and the rejected rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from triage import __version__
from triage.columnar.assess import Columnar
from triage.errors import AnswerFault, Fault, FileFault, Location
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.report.formats.render import to_json
from triage.screening.files import parquet
from triage.screening.run import cluster, engine
from triage.screening.run.request import SHOWN, Watch
from triage.screening.run.workspace import Workspace, check_free, fingerprint
from triage.screening.standing.mark import MARK, Screening, mark_of
from triage.screening.standing.results import COACH_COLUMNS
from triage.screening.standing.standing import JUDGED, standing
from triage.screening.standing.words import Words
from triage.store.files import write_bytes

ENGINES = ("polars", "spark")
BATCH = 250_000
COLUMNS = COACH_COLUMNS[:8]
"""What a coach sees here: no comparison with another screening, and no groups."""
AT_ONCE = 2
"""Batches in work at a time: while one is written, the next is read."""


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


def screen_nation(request: NationRequest, watch: Watch) -> Screening:
    """Screen a Parquet roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be read or written, or something else is at the output.
        AnswerFault: the roster lacks columns; or --resume does not fit the work that was started.
        ExtraMissing: the engine is not installed.
    """
    rosters = _rosters(request.source)
    roster = parquet.scan(rosters, str(request.source))
    # before any work, let alone a cluster, is started: is this a roster at all?
    engine.parted(roster, request.pack, request.today, str(request.source))
    _refuse_taken(roster.collect_schema().names(), request.source)
    work = Workspace(request.output, _fingerprint(request, rosters), resume=request.resume)
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        check_free(request.output, MARK, force=request.force)
    rows_in = parquet.height(roster)
    columnar = Columnar(request.pack, rows_in)
    begin = _on_spark if request.engine == "spark" else _on_polars
    good, bad = begin(request, columnar, rosters, rows_in, work, watch)
    summary = _summary(request, rows_in, good, bad)
    if summary.screened + summary.rejected != summary.rows_in:
        raise AssertionError("rows in differ from rows screened plus rows rejected")
    if not is_delivered:
        _write_coach(request, work, good, bad, summary)
        work.deliver(work.coach, request.output)
    if request.clinician is not None:
        made = work.folder / "clinician"
        parquet.write_whole(_standing(request, good).drop("label", "action"), made)
        work.deliver(made, request.clinician)
    work.close()
    return summary


def _rosters(source: Path) -> tuple[Path, ...]:
    found = (source,) if source.is_file() else tuple(sorted(source.glob("*.parquet")))
    if not found:
        raise FileFault(
            Fault(
                what="there are no Parquet files in this folder"
                if source.is_dir()
                else "there is no such file",
                where=Location(str(source)),
                fix="name a Parquet file, or a folder of them",
            )
        )
    return found


def _refuse_taken(names: Sequence[str], source: Path) -> None:
    """Refuse columns that could be mistaken for results."""
    results = {*JUDGED, *COLUMNS, "is_old"} - {"runner", "squad"}
    faults = [
        Fault(
            what=f"the column name '{name}' is reserved for results",
            where=Location(str(source)),
            fix="rename the column",
        )
        for name in names
        if name in results
    ]
    if faults:
        raise AnswerFault(faults)


# -- parts -----------------------------------------------------------------------------------------

Parts = tuple[Sequence[Path], Sequence[Path]]
"""Files with the results of good rows, and files with the bad rows."""


def _on_polars(
    request: NationRequest,
    columnar: Columnar,
    rosters: Sequence[Path],
    rows_in: int,
    work: Workspace,
    watch: Watch,
) -> Parts:
    roster = parquet.scan(rosters, str(request.source))

    def assess(start: int) -> tuple[Path, Path]:
        number = start // request.batch
        rows, rejected = work.batch(number), work.rejected(number)
        if not rows.exists():
            batch = roster.slice(start, request.batch)
            fine, faulty = engine.parted(batch, request.pack, request.today, str(request.source))
            for frame, place in ((faulty, rejected), (columnar.assess(fine), rows)):
                unnamed = place.with_suffix(".unfinished")
                parquet.write_whole(frame, unnamed, is_final=False)
                unnamed.rename(place)
        return rows, rejected

    starts = range(0, max(rows_in, 1), request.batch)
    parts = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for start, part in zip(starts, pool.map(assess, starts), strict=True):
                parts.append(part)
                watch("screened", min(start + request.batch, rows_in), rows_in)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    good, bad = zip(*parts, strict=True)
    return good, bad


def _on_spark(
    request: NationRequest,
    columnar: Columnar,
    rosters: Sequence[Path],
    rows_in: int,
    work: Workspace,
    watch: Watch,
) -> Parts:
    rows, rejected = work.batches / "rows", work.batches / "rejected"
    if not rows.exists():
        places = rows.with_suffix(".unfinished"), rejected
        with cluster.session(request.master) as opened:
            cluster.assess(
                opened,
                columnar,
                rosters,
                lambda frame: engine.parted(
                    frame, request.pack, request.today, str(request.source)
                ),
                rows_in,
                places,
                lambda done, tasks: watch("Spark tasks", done, tasks),
            )
        places[0].rename(rows)
    return sorted(rows.glob("*.parquet")), sorted(rejected.glob("*.parquet"))


# -- results ---------------------------------------------------------------------------------------


def _standing(request: NationRequest, good: Sequence[Path]) -> Any:
    words = request.words
    return engine.with_states(
        good, list(_standings(request)), request.today, words.out_of_date_after
    )


def _standings(request: NationRequest) -> Iterator[dict[str, Any]]:
    """Yield every kind of row with the state that it is in, as `standing` says."""
    fresh, words = request.today, request.words
    old = fresh - dt.timedelta(days=words.out_of_date_after + 1)
    for level, claims in product(Disposition, product((False, True), repeat=4)):
        has_answered, denies, complete, is_old = claims
        row = {
            "disposition": level.id,
            "has_answered": has_answered,
            "denies": denies,
            "complete": complete,
            "is_old": is_old,
        }
        judged = {**row, "baseline": request.pack.baseline.id, "answered": old if is_old else fresh}
        state, action = standing(judged, words, fresh)
        yield {**row, "state": state.id, "label": state.label, "action": action}


def _summary(
    request: NationRequest, rows_in: int, good: Sequence[Path], bad: Sequence[Path]
) -> Screening:
    counts = parquet.counted(_standing(request, good), "state")
    faulty = parquet.scan(bad, str(request.source))
    rejected = parquet.height(faulty)
    return Screening(
        rows_in=rows_in,
        screened=sum(counts.values()),
        rejected=rejected,
        counts={state: counts[state] for state in request.words.states if state in counts},
        faults=tuple(
            f"{request.source}, runner {runner or '(no code)'}: {fault}"
            for runner, fault in parquet.first_rows(faulty, ["runner", "fault"], SHOWN)
        ),
        fault_count=rejected,
    )


def _write_coach(
    request: NationRequest,
    work: Workspace,
    good: Sequence[Path],
    bad: Sequence[Path],
    summary: Screening,
) -> None:
    parquet.write_whole(_standing(request, good).select(COLUMNS), work.coach / "results.parquet")
    if summary.rejected:
        faulty = parquet.scan(bad, str(request.source))
        parquet.write_whole(faulty, work.coach / "rejected.parquet")
    mark = mark_of(summary, request.pack, request.today, work.fingerprint)
    write_bytes(work.coach / MARK, to_json(mark).encode(), private=True)


def _fingerprint(request: NationRequest, rosters: Sequence[Path]) -> str:
    return fingerprint(
        rosters,
        {
            "pack": request.pack.digest,
            "software": __version__,
            "today": request.today.isoformat(),
            "words": repr(request.words),
            "engine": request.engine,
            "batch": str(request.batch),
        },
    )
