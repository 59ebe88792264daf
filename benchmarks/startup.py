"""The wall time of `triage assess`, beside importing the libraries it is built on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _timing import milliseconds

ROOT = Path(__file__).parent.parent
SHEET = "examples/lower_back.yaml"
FORMATS = ("text", "html", "json")
BARE_IMPORTS = """
import collections, collections.abc
for name in ("Callable", "Hashable", "Iterable", "Mapping", "MutableMapping", "Sequence", "Set"):
    setattr(collections, name, getattr(collections.abc, name))
import experta, click, jinja2, yaml
"""


ROUNDS = 9
PARTS = ("triage", "rules", "reports", "examples")
WITHOUT_COMPILED = shutil.ignore_patterns("__pycache__")
COMPILE = "from triage.store.templates import compile_shipped; compile_shipped()"


def run(*arguments: str, code: Path = ROOT) -> None:
    """Run Python with these arguments, from the top of a checkout."""
    # Libraries come compiled; a checkout compiles itself at its first run, unless that is off.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = str(code)
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=code, env=env)


def assess(format: str, code: Path = ROOT) -> None:
    """Assess the example in a process of its own."""
    run("-m", "triage", "assess", SHEET, "-f", format, code=code)


def first_run(format: str, *, is_installed: bool) -> float:
    """Return the seconds of the first run after an installation, or in a new checkout.

    An installation has compiled our modules, which pip does, and our templates, which are in the
    wheel. In a checkout nothing of ours is compiled.
    """
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder)
        for part in PARTS:
            shutil.copytree(ROOT / part, code / part, ignore=WITHOUT_COMPILED)
        if is_installed:
            run("-m", "compileall", "-q", "triage", code=code)
            run("-c", COMPILE, code=code)
        return seconds(lambda: assess(format, code))


def seconds(action: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Print the times side by side, the best of rounds in which each was measured once."""
    imports = "importing experta, click, jinja2, yaml"
    measured: dict[str, tuple[Callable[[], float], int]] = {
        imports: (lambda: seconds(lambda: run("-c", BARE_IMPORTS)), 0)
    }
    for format in FORMATS:
        measured[f"triage assess, {format}"] = (lambda f=format: seconds(lambda: assess(f)), 3)
    for format in FORMATS:
        measured[f"the first run, {format}"] = (
            lambda f=format: first_run(f, is_installed=True),
            4,
        )
    for format in FORMATS:
        measured[f"the first run in a checkout, {format}"] = (
            lambda f=format: first_run(f, is_installed=False),
            0,
        )
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
