"""A report for each runner, made by several processes. A report that is there is not made again."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from triage.errors import EngineFault
from triage.model.answers import Answer, Answers, Sheet
from triage.model.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One report to make; `disposition` is what the screening found, which must be found again."""

    path: Path
    runner: str
    date: dt.date
    today: dt.date
    answers: dict[str, Answer]  # a plain one, as it goes from process to process
    disposition: str


_press: Any = None


class _Press:
    """What makes reports in one process: the pack, its engine, the templates."""

    def __init__(self, pack: Pack, templates: Path | None) -> None:
        from triage.engine.assess import Engine
        from triage.store.templates import environment

        self.engine = Engine(pack)
        self.environment = environment("html", templates)

    def make(self, task: Task) -> None:
        """Write a report.

        Raises:
            EngineFault: the engine finds another disposition than the screening did.
        """
        from triage.programme.plan import plan
        from triage.report.formats.render import render
        from triage.report.view.report import view
        from triage.store.files import write_bytes

        answers = Answers(task.answers)
        assessment = self.engine.assess(answers)
        if assessment.disposition.id != task.disposition:
            raise EngineFault(f"two evaluators differ on {self.engine.pack.digest[:12]}")
        sheet = Sheet(answers=answers, runner=task.runner, date=task.date)
        report = view(assessment, plan(assessment, {}), sheet, task.today)
        page = render(report, "html", self.environment, self.engine.pack)
        write_bytes(task.path, page.encode(), private=True)


def write_reports(
    tasks: Sequence[Task],
    pack: Pack,
    templates: Path | None,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Make the reports that are not there yet; `done` hears how many there are."""
    todo = [task for task in tasks if not task.path.exists()]
    ready = len(tasks) - len(todo)
    done(ready)
    if workers < 2 or len(todo) < 2 * workers:
        press = _Press(pack, templates) if todo else None
        for number, task in enumerate(todo, 1):
            assert press is not None
            press.make(task)
            done(ready + number)
        return
    context = multiprocessing.get_context("spawn")  # Polars' threads do not survive a fork
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(pack, templates)
    ) as pool:
        try:
            for number, _ in enumerate(pool.map(_make, todo, chunksize=4), 1):
                done(ready + number)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin(pack: Pack, templates: Path | None) -> None:
    global _press  # noqa: PLW0603  # each process has one, made once
    _leave_with_parent()
    _press = _Press(pack, templates)


def _leave_with_parent() -> None:
    """Make this process end when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _make(task: Task) -> None:
    _press.make(task)
