"""A screening can be stopped at any moment: outputs are complete, and it continues where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.screening.run.test_screen import nobody, screened
from tests.screening.squad import csv_of, roster_rows, understood, whole
from triage.errors import AnswerFault
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.screening.run.request import Request
from triage.screening.run.screen import screen
from triage.store.packs import load_vignettes
from triage.store.templates import environment

pytest.importorskip("polars")


class Stopped(Exception):
    """Whatever stops a process."""


def _sheets(pack: Pack, count: int) -> dict[str, Answers]:
    vignettes = load_vignettes(pack)
    return {f"R-{n:04}": whole(vignettes[n % len(vignettes)].sheet.answers) for n in range(count)}


def _request(path: Path, pack: Pack, folder: Path, **others: Any) -> Request:
    return Request(
        roster=understood(path, pack),
        source=path,
        output=folder / "out",
        formats=("csv",),
        templates=environment("html"),
        resume=True,
        **others,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.slow
def test_resuming_after_each_batch_loses_and_repeats_no_row(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Stopped after every single batch, the results are those of an undisturbed run."""
    sheets = _sheets(back_pain, 25)
    screened(back_pain, tmp_path / "whole", sheets, formats=("csv",), batch=10)
    (tmp_path / "parts").mkdir()
    path = tmp_path / "parts/roster.csv"
    path.write_text(csv_of(roster_rows(back_pain, sheets)), encoding="utf-8")

    def attempt(stop_at: int) -> None:
        def watch(_stage: str, done: int, _total: int) -> None:
            if done == stop_at:
                raise Stopped

        screen(_request(path, back_pain, tmp_path / "parts", batch=10), watch)

    for stop_at in (10, 20, 25):
        with pytest.raises(Stopped):
            attempt(stop_at)
        assert not (tmp_path / "parts/out").exists()
    attempt(-1)
    ours, theirs = _files(tmp_path / "parts/out"), _files(tmp_path / "whole/out")
    assert ours == theirs


@pytest.mark.slow
def test_what_a_killed_process_left_half_written_is_not_delivered(
    back_pain: Pack, tmp_path: Path
) -> None:
    """A half-written file, among reports or the coach's files, is gone when the work is done."""
    path = tmp_path / "roster.csv"
    path.write_text(csv_of(roster_rows(back_pain, _sheets(back_pain, 2))), encoding="utf-8")
    request = _request(path, back_pain, tmp_path, reports=tmp_path / "reports")

    def stop(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        screen(request, stop)
    half = {"out": "coach/.board.html.x1", "reports": "reports/.r-0001.html.x1"}
    for name, path in half.items():
        (work,) = (tmp_path / f".{name}.unfinished").glob("*/")
        (work / path).write_text("half a")
    screen(request, nobody)
    for name in ("out", "reports"):
        assert not [each for each in _files(tmp_path / name) if each.startswith(".")]


def test_other_work_is_not_resumed(back_pain: Pack, tmp_path: Path) -> None:
    """--resume after the roster was changed is refused: rows of two rosters never mix."""
    path, text = tmp_path / "roster.csv", "runner,complaint\nR-1,no\n"

    def attempt(watch: object) -> None:
        screen(_request(path, back_pain, tmp_path), watch)  # type: ignore[arg-type]

    def stop(*_: object) -> None:
        raise Stopped

    path.write_text(text)
    with pytest.raises(Stopped):
        attempt(stop)
    path.write_text(text + "R-2,no\n")
    with pytest.raises(AnswerFault, match="the work to resume was for another roster"):
        attempt(nobody)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_kill_9_at_any_moment_leaves_results_complete_or_absent(
    back_pain: Pack, tmp_path: Path
) -> None:
    """A process killed again and again, at any point, ends with undisturbed results."""
    path = tmp_path / "roster.csv"
    path.write_text(csv_of(roster_rows(back_pain, _sheets(back_pain, 12))), encoding="utf-8")
    command = [sys.executable, "-m", "triage", "screen", path, "--today", "2026-11-24"]
    options = ["--workers", "2", "--reports"]
    whole_out, whole_reports = tmp_path / "whole", tmp_path / "whole-reports"
    begun = time.monotonic()
    subprocess.run([*command, "-o", whole_out, *options, whole_reports], check=True)
    needed = time.monotonic() - begun
    out, reports = tmp_path / "out", tmp_path / "reports"
    again = [*command, "-o", out, *options, reports, "--resume"]
    for share in (0.3, 0.5, 0.65, 0.8, 0.9):
        process = subprocess.Popen(again, start_new_session=True)
        try:
            process.wait(needed * share)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert not out.exists() or _files(out) == _files(whole_out)
        assert not reports.exists() or _files(reports) == _files(whole_reports)
        if process.returncode == 0:
            break
    else:
        subprocess.run(again, check=True)
    assert _files(out) == _files(whole_out)
    assert _files(reports) == _files(whole_reports)
    left = [each.name for each in tmp_path.iterdir()]
    assert not [name for name in left if name.startswith(".")]
