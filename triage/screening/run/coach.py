"""The coach's files: results, what to do about unread rows, the board and the mark of the folder.

They are made of `Result`s, which hold states, actions and dates but no answers, and of the places
of cells that could not be read, not of the cells. Results and rejections are gone through several
times.
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
from triage.screening.run.outputs import Content, Output
from triage.screening.run.people import People
from triage.screening.standing.earlier import NOT_KNOWN
from triage.screening.standing.mark import MARK, SHOWN, Screening, mark_of
from triage.screening.standing.results import COACH_COLUMNS, Result, coach_row
from triage.screening.standing.words import Words

UNREAD_FILE = "unread.csv"
"""What a coach does about rows and cells that could not be read."""
PACKED = 2_000
"""Rows that are turned into Parquet at a time."""
_WIDTHS = (14, 14, 12, 8, 18, 60, 8, 40, 40, 12, 12, 12, 12, 14, 8)
_KEPT_WIDTH = 20
_PLACE = ("file", "row", "runner")
_UNREAD = (*_PLACE, "column", "what is wrong", "what to do")


def summary_of(
    results: Iterable[Result],
    rejections: Iterable[Mapping[str, Any]],
    people: People,
    *,
    rows_in: int,
    words: Words,
    superseded: int = 0,
    notes: tuple[str, ...] = (),
) -> Screening:
    """Return the outcome of a roster, counted."""
    counts: Counter[str] = Counter()
    answered = 0
    for result in results:
        counts[result.state] += 1
        answered += result.state not in NOT_KNOWN and people.is_counted(result.runner)
    total = sum(counts.values())
    rejected = sum(bad["is_rejected"] for bad in rejections)
    texts = (text for bad in rejections for text in bad["texts"])
    first = tuple(islice(texts, SHOWN))
    return Screening(
        rows_in=rows_in,
        screened=total - rejected - len(people.silent),
        superseded=superseded,
        rejected=rejected,
        unread=sum(not bad["is_rejected"] for bad in rejections),
        counts={state: counts[state] for state in words.states if counts[state]},
        silent=len(people.silent),
        asked=len(people.expected) if people.members is not None else total,
        answered=answered,
        notes=(*people.notes, *notes),
        faults=first,
        fault_count=len(first) + sum(1 for _ in texts),
    )


def coach_files(
    results: Iterable[Result],
    rejections: Iterable[Mapping[str, Any]],
    summary: Screening,
    people: People,
    *,
    formats: Sequence[str],
    pack: Pack,
    words: Words,
    today: dt.date,
    templates: Environment,
    kept: Sequence[str] = (),
) -> Iterator[Output]:
    """Yield results in each format, the board and, if rows are unread, what to do about them."""
    for format in formats:
        yield results_file(format, results, kept)
    if summary.rejected or summary.unread:
        yield unread_file(rejections)
    board = board_view(
        heapq.nsmallest(LIMIT, results, key=lambda result: sort_key(result, words)),
        summary,
        people.gone,
        pack=pack,
        words=words,
        today=today,
        has_earlier=people.earlier is not None,
    )
    yield Output("board.html", render_page("board.html.j2", board, templates).encode())


def results_file(format: str, results: Iterable[Result], kept: Sequence[str] = ()) -> Output:
    """Return the results as CSV, as a workbook or as Parquet; `kept` columns come last."""
    rows = (coach_row(result) for result in results)
    return Output(f"results.{format}", _results_content(format, rows, (*COACH_COLUMNS, *kept)))


def _results_content(
    format: str, rows: Iterator[dict[str, Any]], columns: Sequence[str]
) -> Content:
    if format == "csv":
        return csv_text(columns, rows)
    if format == "xlsx":
        listed = [[row.get(column) for column in columns] for row in rows]
        widths = (*_WIDTHS, *[_KEPT_WIDTH] * (len(columns) - len(_WIDTHS)))
        return write_rows("Results", columns, listed, widths)
    pieces = [packed(piece, columns) for piece in _pieces(rows)]
    return joined(pieces or [packed((), columns)])


def _pieces(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while piece := list(islice(rows, PACKED)):
        yield piece


def unread_file(rejections: Iterable[Mapping[str, Any]]) -> Output:
    """Return for each fault its place, what is wrong and what to do. No cell is in it."""
    rows = (
        dict(zip(_UNREAD, (*(bad[name] for name in _PLACE), *said), strict=True))
        for bad in rejections
        for said in dict.fromkeys(zip(bad["columns"], bad["reasons"], bad["remedies"], strict=True))
    )
    return Output(UNREAD_FILE, csv_text(_UNREAD, rows))


def mark_file(
    summary: Screening, pack: Pack, today: dt.date, fingerprint: str, files: Collection[str]
) -> Output:
    """Return the file that says what screening a folder is from, and lists its files."""
    return Output(MARK, to_json(mark_of(summary, pack, today, fingerprint, files)).encode())
