"""The coach's files: results, rejected rows, the board and the mark of the folder.

They are made of `Result`s, which hold states, actions and dates but no answers, and of the cells
of rows that were not screened. Results and rejections are gone through several times.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from jinja2 import Environment

from triage.model.pack import Pack
from triage.report.formats.render import to_json
from triage.screening.board.board import LIMIT, board_view, sort_key
from triage.screening.board.page import render_page
from triage.screening.files.csv_out import csv_text
from triage.screening.files.parquet import joined, packed
from triage.screening.files.workbook import write_rows
from triage.screening.roster.columns import letter_of
from triage.screening.run.outputs import Content, Output
from triage.screening.standing.mark import MARK, SHOWN, Screening, mark_of
from triage.screening.standing.results import COACH_COLUMNS, Result, coach_row
from triage.screening.standing.words import Words, fold

PACKED = 2_000
"""Rows that are turned into Parquet at a time."""
_WIDTHS = (14, 14, 12, 18, 60, 12, 12, 12, 12, 14, 8)


def summary_of(
    results: Iterable[Result],
    rejections: Iterable[Mapping[str, Any]],
    *,
    rows_in: int,
    words: Words,
    superseded: int = 0,
    notes: tuple[str, ...] = (),
) -> Screening:
    """Return the outcome of a roster, counted."""
    counts = Counter(result.state for result in results)
    rejected = sum(bad["is_rejected"] for bad in rejections)
    texts = (text for bad in rejections for text in bad["texts"])
    first = tuple(islice(texts, SHOWN))
    return Screening(
        rows_in=rows_in,
        screened=sum(counts.values()) - rejected,
        superseded=superseded,
        rejected=rejected,
        unread=sum(not bad["is_rejected"] for bad in rejections),
        counts={state: counts[state] for state in words.states if counts[state]},
        notes=notes,
        faults=first,
        fault_count=len(first) + sum(1 for _ in texts),
    )


def coach_files(
    results: Iterable[Result],
    rejections: Iterable[Mapping[str, Any]],
    summary: Screening,
    before: Mapping[str, str] | None,
    *,
    formats: Sequence[str],
    headers: Sequence[str],
    pack: Pack,
    words: Words,
    today: dt.date,
    templates: Environment,
) -> Iterator[Output]:
    """Yield results in each format, the rejected rows if there are any, and the board.

    `before` has the codes of an earlier screening by their folded form.
    """
    for format in formats:
        yield results_file(format, results)
    if summary.rejected or summary.unread:
        yield rejected_file(rejections, headers)
    runners = [bad["runner"] for bad in rejections]
    board = board_view(
        heapq.nsmallest(LIMIT, results, key=lambda result: sort_key(result, words)),
        summary.counts,
        (),  # rows that could not be read have results like all others
        _gone(before or {}, results, runners),
        pack=pack,
        words=words,
        today=today,
        has_earlier=before is not None,
    )
    yield Output("board.html", render_page("board.html.j2", board, templates).encode())


def _gone(
    before: Mapping[str, str], results: Iterable[Result], unread: Iterable[str | None]
) -> list[str]:
    """Return the codes of an earlier screening that are in no row of this roster."""
    if not before:
        return []
    here = {fold(result.runner) for result in results}
    here |= {fold(runner) for runner in unread if runner}
    return sorted(code for folded, code in before.items() if folded not in here)


def results_file(format: str, results: Iterable[Result]) -> Output:
    """Return the results as CSV, as a workbook or as Parquet."""
    rows = (coach_row(result) for result in results)
    return Output(f"results.{format}", _results_content(format, rows))


def _results_content(format: str, rows: Iterator[dict[str, Any]]) -> Content:
    if format == "csv":
        return csv_text(COACH_COLUMNS, rows)
    if format == "xlsx":
        listed = [list(row.values()) for row in rows]
        return write_rows("Results", COACH_COLUMNS, listed, _WIDTHS)
    pieces = [packed(piece, COACH_COLUMNS) for piece in _pieces(rows)]
    return joined(pieces or [packed((), COACH_COLUMNS)])


def _pieces(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while piece := list(islice(rows, PACKED)):
        yield piece


def rejected_file(rejections: Iterable[Mapping[str, Any]], headers: Sequence[str]) -> Output:
    """Return the rows as they were, each with what is wrong with it and how to fix it.

    A column without a header of its own has its letter; so has one for cells beyond the headers.
    """
    width = len(headers)
    names = [
        header if header and header not in headers[:at] else f"column {letter_of(at)}"
        for at, header in enumerate(headers)
    ]
    if any(len(bad["cells"]) > width for bad in rejections):
        names.append(f"column {letter_of(width)}")

    def rows() -> Iterator[dict[str, Any]]:
        for bad in rejections:
            named = zip(bad["columns"], bad["faults"], strict=True)
            yield {
                **dict(zip(names, _folded(bad["cells"], width), strict=False)),
                "row": bad["row"],
                "fault": " | ".join(f"{c}: {what}" if c else what for c, what in named),
                "fix": " | ".join(dict.fromkeys(bad["fixes"])),
            }

    return Output("rejected.csv", csv_text(("row", "fault", "fix", *names), rows()))


def _folded(cells: Sequence[str], width: int) -> list[str]:
    """Return the cells of a row, with all that are beyond the headers in one."""
    return [*cells[:width], ", ".join(cells[width:])]


def mark_file(
    summary: Screening, pack: Pack, today: dt.date, fingerprint: str, files: Collection[str]
) -> Output:
    """Return the file that says what screening a folder is from, and lists its files."""
    return Output(MARK, to_json(mark_of(summary, pack, today, fingerprint, files)).encode())
