"""The wall time of `triage assess`, beside importing the libraries it is built on.

What counts is an installation as pip leaves it: this builds the package and installs it, with its
libraries, in a new virtual environment. A checkout, which compiles no pack, is shown beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from _timing import milliseconds

ROOT = Path(__file__).parent.parent
SHEET = ROOT / "examples" / "lower_back.yaml"
FORMATS = ("text", "html", "json")
BARE_IMPORTS = """
import collections, collections.abc
for name in ("Callable", "Hashable", "Iterable", "Mapping", "MutableMapping", "Sequence", "Set"):
    setattr(collections, name, getattr(collections.abc, name))
import experta, click, jinja2, yaml
"""


ROUNDS = 15
PARTS = ("triage", "rules", "reports", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command, which must succeed."""
    # Libraries come compiled; a checkout compiles itself at its first run, unless that is off.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, cwd=cwd, env=env)


def seconds(*command: str | Path, cwd: Path) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    run(*command, cwd=cwd)
    return time.perf_counter() - start


class Installation:
    """The package in a virtual environment of its own."""

    def __init__(self, folder: Path) -> None:
        copy, self._elsewhere = folder / "checkout", folder / "elsewhere"
        for part in (ROOT / name for name in PARTS):
            if part.is_dir():
                leave_out = shutil.ignore_patterns("__pycache__")
                shutil.copytree(part, copy / part.name, ignore=leave_out)
            else:
                shutil.copy(part, copy / part.name)
        venv.create(folder / "venv", with_pip=True)
        self._bin = folder / "venv" / "bin"
        run(self._bin / "python", "-m", "pip", "install", copy)
        self._elsewhere.mkdir()
        (self._package,) = folder.glob("venv/lib/*/site-packages/triage")
        self._unused = Path(shutil.copytree(self._package, folder / "unused"))

    def bare_imports(self) -> float:
        """Return the seconds of importing the libraries alone."""
        return seconds(self._bin / "python", "-c", BARE_IMPORTS, cwd=self._elsewhere)

    def assess(self, format: str) -> float:
        """Return the seconds of an assessment."""
        return seconds(self._bin / "triage", "assess", SHEET, "-f", format, cwd=self._elsewhere)

    def first_run(self, format: str) -> float:
        """Return the seconds of the first run after installing."""
        shutil.rmtree(self._package)
        shutil.copytree(self._unused, self._package)
        return self.assess(format)


def in_checkout(format: str) -> float:
    """Return the seconds of an assessment in this checkout."""
    return seconds(sys.executable, "-m", "triage", "assess", SHEET, "-f", format, cwd=ROOT)


def main() -> None:
    """Print the times side by side, the best of rounds in which each was measured once."""
    with tempfile.TemporaryDirectory() as folder:
        installed = Installation(Path(folder))
        imports = "importing experta, click, jinja2, yaml"
        measured: dict[str, tuple[Callable[[], float], int]] = {
            imports: (installed.bare_imports, 0)
        }
        for what, measure, target in (
            ("triage assess", installed.assess, 3),
            ("the first run", installed.first_run, 4),
            ("in a checkout", in_checkout, 0),
        ):
            for format in FORMATS:
                measured[f"{what}, {format}"] = (lambda m=measure, f=format: m(f)), target
        best = dict.fromkeys(measured, float("inf"))
        for _ in range(ROUNDS):  # in turn, so that a busy machine is busy for all of them
            for what, (measure, _) in measured.items():
                best[what] = min(best[what], measure())
    for what, wall in best.items():
        target = measured[what][1]
        aim = f" (target: at most {target})" if target else ""
        print(f"{what:<38} {milliseconds(wall)}  {wall / best[imports]:.2f} times{aim}")


if __name__ == "__main__":
    main()
