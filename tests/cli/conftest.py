"""The command as a user runs it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


Triage = Callable[..., Ran]


@pytest.fixture
def triage(tmp_path: Path) -> Triage:
    """Run `triage` with arguments, in an empty folder, and return what it left."""

    def run(*arguments: object, env: dict[str, str] | None = None, stdin: str = "") -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "triage", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **(env or {})},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=600,  # of a command that does not end; a slow machine is not a fault
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
