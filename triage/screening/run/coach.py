"""The coach's files: results, rejected rows, the board and the mark of the folder."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from triage.report.formats.render import to_json
from triage.screening.board.board import LIMIT, board_view, sort_key
from triage.screening.board.page import render_page
from triage.screening.files.csv_out import csv_text
from triage.screening.files.parquet import join_frames, write_frame
from triage.screening.files.workbook import write_rows
from triage.screening.roster.roster import Roster
from triage.screening.run.batches import Part, rejections_of, rows_of
from triage.screening.run.outputs import write_chunks
from triage.screening.run.request import SHOWN, Request
from triage.screening.run.workspace import Workspace
from triage.screening.standing.earlier import Screened
from triage.screening.standing.mark import MARK, Screening, mark_of
from triage.screening.standing.results import (
    COACH_COLUMNS,
    Results,
    coach_row,
)
from triage.screening.standing.words import fold
from triage.store.files import write_bytes


def summary_of(parts: Sequence[Part], results: Results, roster: Roster) -> Screening:
    """Return the outcome of a roster, counted from its batches."""
    counts = Counter(results.result(row).state for row in rows_of(parts))
    texts = (text for bad in rejections_of(parts) for text in bad["texts"])
    first = tuple(islice(texts, SHOWN))
    return Screening(
        rows_in=roster.rows_in,
        screened=sum(counts.values()),
        rejected=sum(1 for _ in rejections_of(parts)),
        counts={state: counts[state] for state in roster.words.states if counts[state]},
        faults=first,
        fault_count=len(first) + sum(1 for _ in texts),
    )


def write_coach(
    request: Request,
    work: Workspace,
    parts: Sequence[Part],
    results: Results,
    before: Screened | None,
    summary: Screening,
) -> None:
    """Write the coach's files to the workspace: they hold states, actions and dates."""
    roster, folder = request.roster, work.coach
    for format in request.formats:
        _write_results(folder / f"results.{format}", format, parts, results)
    if summary.rejected:
        _write_rejected(folder / "rejected.csv", roster, parts)
    order = lambda result: sort_key(result, roster.words)  # noqa: E731  # a name for a key
    shown = heapq.nsmallest(LIMIT, (results.result(row) for row in rows_of(parts)), key=order)
    here = {fold(row["runner"]) for row in rows_of(parts)} if before else set()
    unread = [(bad["row"], bad["runner"]) for bad in rejections_of(parts)]
    board = board_view(
        shown,
        summary.counts,
        unread,
        sorted(
            told
            for code, told in (before.codes.items() if before else ())
            if code not in here | {fold(runner) for _, runner in unread if runner}
        ),
        pack=roster.pack,
        words=roster.words,
        today=roster.today,
        has_earlier=before is not None,
    )
    page = render_page("board.html.j2", board, request.templates)
    write_bytes(folder / "board.html", page.encode(), private=True)
    mark = mark_of(summary, roster.pack, roster.today, work.fingerprint)
    write_bytes(folder / MARK, to_json(mark).encode(), private=True)


def _write_results(path: Path, format: str, parts: Sequence[Part], results: Results) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        return (coach_row(results.result(row)) for row in rows_of(parts))

    if format == "csv":
        write_chunks(path, csv_text(COACH_COLUMNS, rows()))
    elif format == "xlsx":
        listed = [list(row.values()) for row in rows()]
        write_bytes(path, write_rows("Results", COACH_COLUMNS, listed, _WIDTHS), private=True)
    else:
        pieces = []
        for part in parts:
            piece = part.rows.with_suffix(".coach")
            write_frame(
                piece, [coach_row(results.result(r)) for r in rows_of([part])], COACH_COLUMNS
            )
            pieces.append(piece)
        join_frames(pieces, path)
        path.chmod(0o600)


_WIDTHS = (14, 14, 12, 18, 60, 12, 12, 12, 12, 14, 8)


def _write_rejected(path: Path, roster: Roster, parts: Sequence[Part]) -> None:
    columns = ("row", "fault", "fix", *roster.table.headers)

    def rows() -> Iterator[dict[str, Any]]:
        for bad in rejections_of(parts):
            named = zip(bad["columns"], bad["faults"], strict=True)
            yield {
                **dict(zip(roster.table.headers, bad["cells"], strict=False)),
                "row": bad["row"],
                "fault": " | ".join(f"{c}: {what}" if c else what for c, what in named),
                "fix": " | ".join(dict.fromkeys(bad["fixes"])),
            }

    write_chunks(path, csv_text(columns, rows()))
