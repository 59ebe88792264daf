"""From an XLSX of 1,000 athletes to the board, and to 1,000 reports: seconds, and what they cost.

Each is the command as a user runs it, in a process of its own, beside reading the same workbook
with openpyxl alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl

from triage.model.answers import Answer, Tick, Ticks
from triage.model.question import Question
from triage.store.packs import load_pack, load_vignettes

ATHLETES = 1_000


def main() -> None:
    """Print the times side by side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roster = folder / "roster.xlsx"
        _write(roster)
        reading = _timed(lambda: _read(roster))
        board = _timed(lambda: _screen(roster, folder / "out"))
        everything = _timed(
            lambda: _screen(roster, folder / "all", "--reports", str(folder / "reports"))
        )
        made = len(list((folder / "reports").glob("*.html")))
        print(f"{ATHLETES} athletes, XLSX of {roster.stat().st_size / 1024:.0f} KB")
        print(f"  reading the workbook alone {reading:6.1f} s")
        print(
            f"  board and results          {board:6.1f} s  {board / reading:.1f} times "
            "(target: 2 s)"
        )
        print(
            f"  and {made} reports           {everything:6.1f} s  "
            f"{1000 * (everything - board) / made:.0f} ms a report on {os.cpu_count()} cores "
            "(target: 60 s)"
        )


def _write(path: Path) -> None:
    pack = load_pack()
    vignettes = load_vignettes(pack)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Roster")
    sheet.append(["runner", "date", *(question.id for question in pack.questions)])
    for number in range(ATHLETES):
        given = vignettes[number % len(vignettes)].sheet.answers
        cells = [_cell(question, given.get(question.id)) for question in pack.questions]
        sheet.append([f"R-{number:04}", "2026-11-23", *cells])
    book.save(path)


def _cell(question: Question, answer: Answer | None) -> str | int | None:
    if answer is None:
        return None
    if isinstance(answer, Ticks):
        ticked = [question.option(o).label for o, tick in answer.boxes if tick is Tick.YES]
        return "; ".join(ticked) or "None of these"
    if question.span is not None:
        return int(answer) if isinstance(answer, Decimal) else "unsure"
    return answer if isinstance(answer, str) else "unsure"


def _read(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True)) == ATHLETES + 1
    book.close()


def _screen(roster: Path, output: Path, *options: str) -> None:
    command = [sys.executable, "-m", "triage", "screen", str(roster), "-o", str(output)]
    subprocess.run([*command, "--today", "2026-11-24", *options], check=True, capture_output=True)


def _timed(action: Callable[[], None]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
