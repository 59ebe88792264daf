"""The wall time of `triage assess`, beside importing the libraries it stands on."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from _timing import best_of, milliseconds

ROOT = Path(__file__).parent.parent
BARE_IMPORTS = """
import collections, collections.abc
for name in ("Callable", "Hashable", "Iterable", "Mapping", "MutableMapping", "Sequence", "Set"):
    setattr(collections, name, getattr(collections.abc, name))
import experta, click, jinja2, yaml
"""


def run(*arguments: str, cache: str | None = None) -> None:
    """Run Python with these arguments, from the top of the checkout, its caches in a folder."""
    # Libraries come compiled; a checkout compiles itself at its first run, unless that is off.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if cache is not None:
        env["XDG_CACHE_HOME"] = cache
    command = [sys.executable, *arguments]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=env)


def main() -> None:
    """Print the times side by side."""
    sheet = "examples/lower_back.yaml"
    imports = best_of(lambda: run("-c", BARE_IMPORTS), rounds=9)
    print(f"importing experta, click, jinja2, yaml {milliseconds(imports)}")
    for format in ("text", "html", "json"):
        wall = best_of(lambda f=format: run("-m", "triage", "assess", sheet, "-f", f), rounds=9)
        print(
            f"triage assess, {format:<4}                    {milliseconds(wall)}"
            f"  {wall / imports:.2f} times (target: at most 3)"
        )

    def run_anew() -> None:
        with tempfile.TemporaryDirectory() as empty:
            run("-m", "triage", "assess", sheet, "-f", "html", cache=empty)

    wall = best_of(run_anew, rounds=5)
    print(
        f"triage assess, html, nothing cached    {milliseconds(wall)}  {wall / imports:.2f} times"
    )


if __name__ == "__main__":
    main()
