"""A roster in, a folder of results out: batch by batch, then the coach's files, then the rest."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment

from triage import __version__
from triage.columnar.assess import Columnar
from triage.model.pack import Pack
from triage.report.formats.render import to_json
from triage.screening.board.board import LIMIT, board_view, sort_key
from triage.screening.board.page import render_page
from triage.screening.board.trends import courses, load_history, trend_rows, trends_view
from triage.screening.files.csv_out import csv_text
from triage.screening.files.parquet import join_frames, read_rows, write_frame
from triage.screening.files.safe import slug
from triage.screening.files.workbook import write_rows
from triage.screening.roster.roster import Entry, Rejected, Roster
from triage.screening.run.engine import assess_batch
from triage.screening.run.reports import Task, write_reports
from triage.screening.run.workspace import Workspace, check_free, fingerprint
from triage.screening.standing.earlier import Screened, load_screened
from triage.screening.standing.groups import letters_of
from triage.screening.standing.mark import MARK, SCHEMA, Screening, mark_of
from triage.screening.standing.results import (
    COACH_COLUMNS,
    Results,
    clinician_columns,
    clinician_row,
    coach_row,
    written,
)
from triage.screening.standing.standing import denies
from triage.screening.standing.words import Words, fold
from triage.store.files import write_bytes

BATCH = 2_000
SHOWN = 20
"""Faults that a terminal is told; the rejected file has them all."""


FORMATS = ("csv", "xlsx", "parquet")
REPORTS_MARK = "reports.json"
TRENDS = "trends.csv"


Watch = Callable[[str, int, int], None]
"""Told how far a stage has come: its name, how many are done, how many there are."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be made of a roster, and where."""

    roster: Roster
    source: Path
    output: Path
    formats: tuple[str, ...]
    templates: Environment
    templates_folder: Path | None = None
    pack_folder: Path | None = None
    clinician: Path | None = None
    reports: Path | None = None
    previous: Path | None = None
    resume: bool = False
    force: bool = False
    workers: int = 1
    batch: int = BATCH


def screen(request: Request, watch: Watch) -> Screening:
    """Screen a roster and write what was asked for, each output whole or not at all.

    Raises:
        FileFault: something cannot be written, or something else stands there.
        AnswerFault: --resume, with other work than was begun.
    """
    roster, today = request.roster, request.roster.today
    work = Workspace(request.output, _fingerprint(request), resume=request.resume)
    is_delivered = request.resume and work.is_delivered(MARK)
    if not is_delivered:
        check_free(request.output, MARK, force=request.force)
    if request.reports is not None:
        check_free(request.reports, REPORTS_MARK, force=request.force or request.resume)
    parts = tuple(_batches(request, work, watch))
    before = load_screened(request.previous) if request.previous else None
    letters = letters_of(_rows(parts), roster.words, today)
    results = Results(roster.words, today, letters, before.runners if before else None)
    summary = _summary(parts, results, roster)
    if summary.screened + summary.rejected != summary.rows_in:
        raise AssertionError("rows in are not rows screened and rows rejected")
    if not is_delivered:
        _write_coach(request, work, parts, results, before, summary)
        work.deliver(work.coach, request.output)
    if request.clinician is not None:
        _write_clinician(request, work, parts, results)
    if request.reports is not None:
        _write_reports(request, work, parts, watch)
    work.close()
    return summary


@dataclass(frozen=True, slots=True)
class _Part:
    """The files of one batch."""

    rows: Path
    rejected: Path


def _batches(request: Request, work: Workspace, watch: Watch) -> Iterator[_Part]:
    roster, done = request.roster, 0
    columnar = Columnar(roster.pack)
    for number, batch in enumerate(_batched(roster.entries(), request.batch)):
        part = _Part(work.batch(number), work.rejected(number))
        if not part.rows.exists():
            _write_batch(part, batch, roster, columnar)
        done += len(batch)
        watch("screened", done, roster.rows_in)
        yield part


def _batched(
    entries: Iterator[Entry | Rejected], size: int
) -> Iterator[tuple[Entry | Rejected, ...]]:
    while batch := tuple(islice(entries, size)):
        yield batch


def _write_batch(
    part: _Part, batch: Sequence[Entry | Rejected], roster: Roster, columnar: Columnar
) -> None:
    bad = [each for each in batch if isinstance(each, Rejected)]
    good = [each for each in batch if isinstance(each, Entry)]
    lines = (json.dumps(_rejected_row(each)) + "\n" for each in bad)
    write_bytes(part.rejected, "".join(lines).encode(), private=True)
    frame = assess_batch(
        columnar,
        [entry.answers for entry in good],
        {
            "row": [entry.row for entry in good],
            "runner": [entry.runner for entry in good],
            "squad": [entry.squad for entry in good],
            "answered": [entry.date or roster.today for entry in good],
            "has_answered": [entry.has_answered for entry in good],
            "denies": [denies(e.complaint, e.answers, roster.pack) for e in good],
            "baseline": [roster.pack.baseline.id] * len(good),
            **{
                f"answer {q.id}": [written(entry.answers.get(q.id)) for entry in good]
                for q in roster.pack.questions
            },
        },
    )
    unnamed = part.rows.with_suffix(".unfinished")
    frame.write_parquet(unnamed)
    unnamed.rename(part.rows)


def _rejected_row(rejected: Rejected) -> dict[str, Any]:
    return {
        "row": rejected.row,
        "runner": rejected.runner,
        "cells": rejected.cells,
        "faults": [fault.what for fault in rejected.faults],
        "columns": [f.column.header if f.column else "" for f in rejected.faults],
        "fixes": [fault.fix for fault in rejected.faults],
        "texts": [str(fault) for fault in rejected.faults],
    }


def _rows(parts: Iterable[_Part]) -> Iterator[dict[str, Any]]:
    return read_rows(part.rows for part in parts)


def _rejections(parts: Iterable[_Part]) -> Iterator[dict[str, Any]]:
    for part in parts:
        with part.rejected.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _summary(parts: Sequence[_Part], results: Results, roster: Roster) -> Screening:
    counts = Counter(results.result(row).state for row in _rows(parts))
    texts = (text for bad in _rejections(parts) for text in bad["texts"])
    first = tuple(islice(texts, SHOWN))
    return Screening(
        rows_in=roster.rows_in,
        screened=sum(counts.values()),
        rejected=sum(1 for _ in _rejections(parts)),
        counts={state: counts[state] for state in roster.words.states if counts[state]},
        faults=first,
        fault_count=len(first) + sum(1 for _ in texts),
    )


def _write_coach(
    request: Request,
    work: Workspace,
    parts: Sequence[_Part],
    results: Results,
    before: Screened | None,
    summary: Screening,
) -> None:
    roster, folder = request.roster, work.coach
    for format in request.formats:
        _write_results(folder / f"results.{format}", format, parts, results)
    if summary.rejected:
        _write_rejected(folder / "rejected.csv", roster, parts)
    order = lambda result: sort_key(result, roster.words)  # noqa: E731  # a name for a key
    shown = heapq.nsmallest(LIMIT, (results.result(row) for row in _rows(parts)), key=order)
    here = {fold(row["runner"]) for row in _rows(parts)} if before else set()
    unread = [(bad["row"], bad["runner"]) for bad in _rejections(parts)]
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


def _write_results(path: Path, format: str, parts: Sequence[_Part], results: Results) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        return (coach_row(results.result(row)) for row in _rows(parts))

    if format == "csv":
        _stream(path, csv_text(COACH_COLUMNS, rows()))
    elif format == "xlsx":
        listed = [list(row.values()) for row in rows()]
        write_bytes(path, write_rows("Results", COACH_COLUMNS, listed, _WIDTHS), private=True)
    else:
        pieces = []
        for part in parts:
            piece = part.rows.with_suffix(".coach")
            write_frame(piece, [coach_row(results.result(r)) for r in _rows([part])], COACH_COLUMNS)
            pieces.append(piece)
        join_frames(pieces, path)
        path.chmod(0o600)


_WIDTHS = (14, 14, 12, 18, 60, 12, 12, 12, 12, 14, 8)


def _write_rejected(path: Path, roster: Roster, parts: Sequence[_Part]) -> None:
    columns = ("row", "fault", "fix", *roster.table.headers)

    def rows() -> Iterator[dict[str, Any]]:
        for bad in _rejections(parts):
            named = zip(bad["columns"], bad["faults"], strict=True)
            yield {
                **dict(zip(roster.table.headers, bad["cells"], strict=False)),
                "row": bad["row"],
                "fault": " | ".join(f"{c}: {what}" if c else what for c, what in named),
                "fix": " | ".join(dict.fromkeys(bad["fixes"])),
            }

    _stream(path, csv_text(columns, rows()))


def _stream(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file nobody else may read, piece by piece."""
    path.touch(mode=0o600)
    with path.open("wb") as file:
        file.writelines(pieces)


def _write_clinician(
    request: Request, work: Workspace, parts: Sequence[_Part], results: Results
) -> None:
    assert request.clinician is not None
    columns = clinician_columns(request.roster.pack)
    made = work.folder / "clinician"

    def rows() -> Iterator[dict[str, Any]]:
        return (clinician_row(results.result(row), row) for row in _rows(parts))

    if request.clinician.suffix == ".parquet":
        write_frame(made, list(rows()), columns)
    elif request.clinician.suffix == ".xlsx":
        listed = [[_cell(row.get(column)) for column in columns] for row in rows()]
        widths = [16] * len(columns)
        write_bytes(made, write_rows("Trace", columns, listed, widths), private=True)
    elif request.clinician.suffix == ".jsonl":
        lines = (json.dumps({c: row.get(c) for c in columns}, default=str) for row in rows())
        _stream(made, (line.encode() + b"\n" for line in lines))
    else:
        _stream(made, csv_text(columns, rows()))
    made.chmod(0o600)
    work.deliver(made, request.clinician)


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def _write_reports(request: Request, work: Workspace, parts: Sequence[_Part], watch: Watch) -> None:
    assert request.reports is not None
    roster = request.roster
    levels = {row["row"]: row["disposition"] for row in _rows(parts) if not row["denies"]}
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
        request.pack_folder,
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


def write_trends(
    folder: Path, output: Path, pack: Pack, words: Words, templates: Environment, *, force: bool
) -> tuple[int, int]:
    """Write the trends of the dated results in a folder; return how many runners and screenings.

    Raises:
        FileFault: there are no results, or something else stands at `output`.
    """
    check_free(output, TRENDS, force=force)
    history = load_history(folder)
    found = courses(history, words)
    work = Workspace(output, "trends", resume=False)
    tree = trends_view(history, found, words, pack.title, pack.language)
    page = templates.get_template("trends.html.j2").render(tree)
    write_bytes(work.coach / "trends.html", page.encode(), private=True)
    _stream(work.coach / TRENDS, csv_text(*trend_rows(history, found)))
    work.deliver(work.coach, output)
    work.close()
    return len(found), len(history)
