"""A report for each runner, made by several processes. One that is there is not made again."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from pathlib import Path

from triage.model.pack import Pack
from triage.screening.run.report_files import Task
from triage.screening.run.writing import write_output
from triage.store.templates import environment


def write_reports(
    tasks: Sequence[Task],
    folder: Path,
    pack: Pack,
    templates: Path | None,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Write the reports that are not there yet; `done` is called with the number made so far.

    Each process is given the pack when it starts, and compiles it once.
    """
    todo = [task for task in tasks if not (folder / task.name).exists()]
    ready = len(tasks) - len(todo)
    done(ready)
    if workers < 2 or len(todo) < 2 * workers:
        press = _Press(pack, templates, folder) if todo else None
        for number, task in enumerate(todo, 1):
            assert press is not None
            press.write(task)
            done(ready + number)
        return
    context = multiprocessing.get_context("spawn")  # Polars' threads do not survive a fork
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(pack, templates, folder)
    ) as pool:
        try:
            for number, _ in enumerate(pool.map(_write, todo, chunksize=4), 1):
                done(ready + number)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Press:
    """A press, and the folder for what it makes."""

    def __init__(self, pack: Pack, templates: Path | None, folder: Path) -> None:
        from triage.screening.run.press import Press  # with the engine, which boards do without

        self._press = Press(pack, environment("html", templates))
        self._folder = folder

    def write(self, task: Task) -> None:
        write_output(self._press.report(task), self._folder)


_press: _Press


def _begin(pack: Pack, templates: Path | None, folder: Path) -> None:
    global _press  # noqa: PLW0603  # each process has one, made once
    _leave_with_parent()
    _press = _Press(pack, templates, folder)


def _leave_with_parent() -> None:
    """Make this process end when the one that started it has ended, for whatever reason."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _write(task: Task) -> None:
    _press.write(task)
