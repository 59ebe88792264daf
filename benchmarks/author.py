"""The processor time of an author's commands on the shipped pack, beside loading the pack.

Seconds depend on the machine; the ratios hardly do. Target: at most 5 seconds for each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from triage.resources import default_pack_folder

ROUNDS = 3
LOAD = ("-c", "from triage.store.packs import load_pack; load_pack()")
WORD, OTHER = "today", "this week"


def main() -> None:
    """Print processor time, user and system, of the best of some rounds."""
    with tempfile.TemporaryDirectory() as folder:
        edited = _edited(Path(folder) / "edited")
        commands = {
            "load the pack": LOAD,
            "pack check": ("-m", "triage", "pack", "check"),
            "pack test": ("-m", "triage", "pack", "test"),
            "pack diff, one word": (
                *("-m", "triage", "pack", "diff"),
                *(str(default_pack_folder()), str(edited)),
            ),
        }
        spent = {name: min(_spent(c) for _ in range(ROUNDS)) for name, c in commands.items()}
    load = spent["load the pack"]
    for name, seconds in spent.items():
        print(f"{name:20} {seconds:6.2f} s  {seconds / load:5.1f} times loading the pack")


def _edited(folder: Path) -> Path:
    """Return a copy of the shipped pack in which one word of a wording differs."""
    shutil.copytree(default_pack_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = folder / "pack.yaml"
    text = head.read_text(encoding="utf-8")
    assert WORD in text
    head.write_text(text.replace(WORD, OTHER, 1), encoding="utf-8")
    return folder


def _spent(arguments: tuple[str, ...]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
