"""Runs a command again whenever a file of the pack changes, until Ctrl-C."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from triage.cli import printing
from triage.cli.errors import handled
from triage.cli.loading import Loaded
from triage.resources import default_pack_folder

SECONDS = 0.5
"""Between two looks at the files. A pack has about twenty."""

watch_option = click.option(
    "--watch", is_flag=True, help="Run again whenever a file of the pack changes, until Ctrl-C."
)


def watching(folder: Path | None, run: Callable[[], object]) -> int:
    """Run at once and after every change, and return the exit code of the last run.

    A fault in the pack is shown and does not end it.
    """
    loaded = click.get_current_context().find_object(Loaded) or Loaded()
    folder = folder or default_pack_folder()
    code, seen = 0, None
    with suppress(KeyboardInterrupt):
        while True:
            found = _stamps(folder)
            if found != seen:
                seen = found
                code = handled(run, loaded)
                printing.say(f"Watching {folder}. Press Ctrl-C to stop.")
            time.sleep(SECONDS)
    return code


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return when each file of a pack was changed, and its size."""
    stamps = {}
    for path in (*folder.glob("*.y*ml"), *folder.glob("vignettes/*.y*ml")):
        with suppress(OSError):  # an editor may be replacing it just now
            found = path.stat()
            stamps[path] = found.st_mtime_ns, found.st_size
    return stamps
