"""`--watch`: a command that runs again whenever the pack changes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from triage.cli.errors import guarded


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_change_runs_the_command_again_and_ctrl_c_ends_it(command: str, tmp_path: Path) -> None:
    """A fault is shown and does not end it; the exit code is that of the last run."""
    folder = tmp_path / "wrist"
    assert guarded(["pack", "new", str(folder), "--today", "2026-11-22"]) == 0
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("w") as stdout, err.open("w") as stderr:
        watching = subprocess.Popen(
            [sys.executable, "-um", "triage", "pack", command, str(folder), "--watch"],
            stdout=stdout,
            stderr=stderr,
        )
    try:
        wait_for(err, "Press Ctrl-C", 1)
        path = folder / "red_flags.yaml"
        path.write_text(path.read_text().replace("if_unsure:", "if_unsur:", 1))
        wait_for(err, "Press Ctrl-C", 2)
        assert "write 'if_unsure'" in err.read_text()
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=30) == 4
    finally:
        watching.kill()
    assert "Traceback" not in err.read_text()
    assert out.read_text()


def wait_for(path: Path, text: str, times: int) -> None:
    """Wait until a text is in a file so many times."""
    latest = time.monotonic() + 60
    while path.read_text().count(text) < times:
        assert time.monotonic() < latest, path.read_text()
        time.sleep(0.1)
