"""The wall time of `triage assess`, beside importing the libraries it stands on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _timing import best_of, milliseconds

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
FEWER_ROUNDS = 5


def run(*arguments: str, code: Path = ROOT) -> None:
    """Run Python with these arguments, from the top of a checkout."""
    # Libraries come compiled; a checkout compiles itself at its first run, unless that is off.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = str(code)
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=code, env=env)


def first_run(format: str) -> float:
    """Return the seconds of the first run after installation: no code of ours is compiled."""
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder)
        for part in ("triage", "rules", "reports", "examples"):
            shutil.copytree(ROOT / part, code / part, ignore=shutil.ignore_patterns("__pycache__"))
        start = time.perf_counter()
        run("-m", "triage", "assess", SHEET, "-f", format, code=code)
        return time.perf_counter() - start


def main() -> None:
    """Print the times side by side."""
    imports = best_of(lambda: run("-c", BARE_IMPORTS), rounds=ROUNDS)
    print(f"importing experta, click, jinja2, yaml {milliseconds(imports)}")
    for format in FORMATS:
        wall = best_of(
            lambda f=format: run("-m", "triage", "assess", SHEET, "-f", f), rounds=ROUNDS
        )
        tell(f"triage assess, {format}", wall, imports, target=3)
    for format in FORMATS:
        wall = min(first_run(format) for _ in range(FEWER_ROUNDS))
        tell(f"the first run, {format}", wall, imports, target=4)


def tell(what: str, wall: float, imports: float, target: int) -> None:
    """Print one time beside that of the imports."""
    print(f"{what:<38} {milliseconds(wall)}  {wall / imports:.2f} times (target: at most {target})")


if __name__ == "__main__":
    main()
