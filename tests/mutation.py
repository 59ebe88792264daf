"""Small edits of the code of four rooms, one at a time: do its tests notice? `make mutation`.

mutmut makes the edits and runs the tests; setup.cfg says where and which. What came of it goes to
docs/measured/mutation.json, which docs/assurance.md is made from. A run of all takes hours, so of
edits in the order of their names one in every SAMPLE can be tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "docs" / "measured" / "mutation.json"
ONE_EDIT = "triage.model.truth.x_truth_in__mutmut_1"
"""Any edit: asking for it makes them all, and finds out which tests reach which function."""


def run(*names: str) -> None:
    """Try the edits of these names, on one processor, with few examples a property."""
    command = [Path(sys.executable).with_name("mutmut"), "run", "--max-children", "1", *names]
    env = {**os.environ, "HYPOTHESIS_PROFILE": "quick", "COLUMNS": "100"}
    subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True)


def exit_codes() -> dict[str, int | None]:
    """Return every edit by name with what the tests ended in, None where they were not run."""
    found: dict[str, int | None] = {}
    for path in (ROOT / "mutants" / "triage").rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return dict(sorted(found.items()))


def fate(code: int | None) -> str:
    """Return what became of an edit."""
    from mutmut.stats import status_by_exit_code

    return str(status_by_exit_code[code])


def changed(name: str) -> Iterator[str]:
    """Yield the lines that an edit takes away and those it puts in their place."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for line in get_diff_for_mutant(name).splitlines():
        if line[:1] in ("-", "+") and line[:3] not in ("---", "+++"):
            yield f"{line[0]} {line[1:].strip()}"


def main(sample: int) -> None:
    """Try one in every `sample` edits and write what came of it."""
    os.chdir(ROOT)
    run(ONE_EDIT)
    names = list(exit_codes())[::sample]
    run(*names)
    record(names, sample)


def record(names: list[str], sample: int) -> None:
    """Write what came of the edits of these names."""
    codes = exit_codes()
    fates = {name: fate(codes[name]) for name in names}
    rooms: dict[str, Counter[str]] = {}
    for name, became in fates.items():
        rooms.setdefault(name.split(".")[1], Counter())[became] += 1
    tree = {
        "command": f"make mutation SAMPLE={sample}",
        "tool": f"mutmut {version('mutmut')}",
        "made": len(codes),
        "tried": len(names),
        "rooms": {room: dict(sorted(counts.items())) for room, counts in sorted(rooms.items())},
        "unnoticed": [
            {"name": name, "fate": became, "edit": list(changed(name))}
            for name, became in fates.items()
            if became not in ("killed", "timeout")
        ],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(tree, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
