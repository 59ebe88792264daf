"""Measures what docs/assurance.md says, and writes that page from the measurements.

`make assurance` proves, covers and mutates the shipped pack, which takes minutes; `make coverage`
and `make mutation` do the same for the code. Each leaves one file in docs/measured/. `make docs`
makes the page from those files. When the pack has changed since, the page says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from triage.report.formats.render import render_tree
from triage.store.packs import load_pack
from triage.store.templates import environment

DOCS = Path(__file__).parent
ROOT = DOCS.parent
MEASURED = DOCS / "measured"
EXPLAINED = MEASURED / "explained.yaml"
OF_THE_PACK = {
    "prove": ("triage", "pack", "prove", "--json"),
    "cover": ("triage", "pack", "cover", "--json"),
    "mutate": ("triage", "pack", "mutate", "--json"),
}
OUTDATED = ("triage-proofs/1",)
"""Schemas of measurements that the templates cannot show any more."""
Tree = dict[str, Any]


# -- measuring -------------------------------------------------------------------------------------


def measure(name: str) -> None:
    """Run a command on the shipped pack and keep what it found and how long it took."""
    words = OF_THE_PACK[name]
    begun, begun_cpu = time.monotonic(), os.times()
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    used = os.times()
    found = json.loads(done.stdout)
    if name == "prove":  # the sheets, by the hundred, are for `--witness DIR`
        for proof in found["proofs"]:
            for exception in proof["exceptions"]:
                exception["breaches"] = [
                    {**breach, "witness": None} for breach in exception["breaches"]
                ]
    if name == "cover":
        gaps = [rule for rule in found["rules"] if rule["covered"] < rule["of"]]
        found |= {"rules": gaps, "suggestions": []}
    if name == "mutate":
        found["equivalent"] = len(found["equivalent"])
        found["survivors"] = [
            {key: survivor[key] for key in ("id", "edit", "about", "like")}
            for survivor in found["survivors"]
        ]
    _keep(
        name,
        {
            "command": " ".join(words[:-1]),
            "seconds": round(time.monotonic() - begun),
            "processor_seconds": round(used.children_user - begun_cpu.children_user),
            "found": found,
        },
    )


def measure_code(report: Path) -> None:
    """Keep the totals of coverage.py's JSON report."""
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    wanted = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    _keep("coverage", {"command": "make coverage", **{key: totals[key] for key in wanted}})


def _keep(name: str, tree: Tree) -> None:
    MEASURED.mkdir(exist_ok=True)
    text = json.dumps(tree, indent=1, ensure_ascii=False) + "\n"
    (MEASURED / f"{name}.json").write_text(text, encoding="utf-8")


# -- the page --------------------------------------------------------------------------------------


def assurance_page() -> str:
    """Return the page, from what was measured."""
    kept = {path.stem: json.loads(path.read_text("utf-8")) for path in MEASURED.glob("*.json")}
    parts = [
        (DOCS / "assurance.head.md").read_text(encoding="utf-8"),
        *_stale(kept),
        "## What is proved of the rules",
        *_measured(kept, "prove", "proofs.md.j2"),
        "## What the vignettes cover",
        *_measured(kept, "cover", "cover.md.j2"),
        "## Is a slip in a rule noticed?",
        *_measured(kept, "mutate", "mutate.md.j2"),
        *_unnoticed(kept),
        "## How much of the code the tests reach",
        *_coverage(kept.get("coverage")),
        "## Is a slip in the code noticed?",
        *_mutation(kept.get("mutation")),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _stale(kept: Mapping[str, Tree]) -> Iterator[str]:
    now = load_pack(None).digest
    digests = {name: kept[name]["found"]["pack"]["digest"] for name in OF_THE_PACK if name in kept}
    old = [name for name, digest in digests.items() if digest != now]
    if old:
        yield (
            f"**The pack has changed since these were measured: {', '.join(old)}. "
            "Run `make assurance docs`.**"
        )


def _measured(kept: Mapping[str, Tree], name: str, template: str) -> Iterator[str]:
    """Yield how long a command took and what it says in Markdown, one level down."""
    if name not in kept or kept[name]["found"].get("schema") in OUTDATED:
        yield "Not measured yet: run `make assurance`."
        return
    found = {**kept[name]["found"], **({"survivors": []} if name == "mutate" else {})}
    lines = render_tree(found, template, environment("md")).strip().splitlines()[1:]
    yield (
        f"`{kept[name]['command']}` took {kept[name]['seconds']} seconds, and "
        f"{kept[name]['processor_seconds']} seconds of processor time."
    )
    yield "\n".join(f"#{line}" if line.startswith("#") else line for line in lines)


def _unnoticed(kept: Mapping[str, Tree]) -> Iterator[str]:
    survivors = kept["mutate"]["found"]["survivors"] if "mutate" in kept else []
    if survivors:
        yield f"### Slips that were not noticed ({len(survivors)})"
        yield (
            "For each, `triage pack mutate --rule ID` shows a runner whose result changes, and "
            "`--witness DIR` writes that runner's sheet, so that a person can judge it and make "
            "it a vignette."
        )
        yield "\n".join(
            f"- {s['id']}: {s['edit'].replace('_', ' ')}{', ' + s['about'] if s['about'] else ''}"
            for s in survivors
        )


def _coverage(kept: Tree | None) -> Iterator[str]:
    if kept is None:
        yield "Not measured yet: run `make coverage`."
        return
    lines = kept["covered_lines"], kept["num_statements"]
    branches = kept["covered_branches"], kept["num_branches"]
    both = tuple(a + b for a, b in zip(lines, branches, strict=True))
    yield (
        f"`{kept['command']}`: all of `triage/` except the compiled loops of `columnar`, which "
        "cannot be traced; tests compare them with the plain loops. Less than 95% fails the "
        "command."
    )
    rows = [("lines", lines), ("branches", branches), ("both", both)]
    table = [f"| {name} | {n} | {of} | {100 * n / of:.1f}% |" for name, (n, of) in rows]
    yield "\n".join(["| | reached | of | share |", "|---|---|---|---|", *table])


def _mutation(kept: Tree | None) -> Iterator[str]:
    """Yield the scores of the code's mutants, then every survivor under its explanation."""
    if kept is None:
        yield "Not measured yet: run `make mutation`."
        return
    tried, made = kept["tried"], kept["made"]
    which = "all" if tried == made else f"{tried} (one in every {round(made / tried)}, by name)"
    yield (
        f"`{kept['command']}`, with {kept['tool']}: small edits of `triage/model`, `engine`, "
        f"`interview` and `programme`, one at a time. Of {made} edits, {which} were tried. mutmut "
        "does not edit code under a decorator (properties too), outside functions, or in "
        "enumerations. Only the tests that setup.cfg names are run, with ten examples per property "
        "and without the shipped pack, so the full tests notice at least as much. An edit is "
        "noticed when a test fails or never ends."
    )
    rows = ["| room | edits | a test fails | never ends | not noticed | noticed |"]
    rows.append("|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for room, counts in kept["rooms"].items():
        rows.append(_row(f"`{room}`", Counter(counts)))
        total += Counter(counts)
    yield "\n".join([*rows, _row("all", total)])
    yield from _survivors(kept["unnoticed"])


def _row(name: str, counts: Counter[str]) -> str:
    killed, endless, every = counts["killed"], counts["timeout"], counts.total()
    share = f"{100 * (killed + endless) / every:.1f}%"
    return f"| {name} | {every} | {killed} | {endless} | {every - killed - endless} | {share} |"


def _survivors(unnoticed: list[Tree]) -> Iterator[str]:
    reasons = yaml.safe_load(EXPLAINED.read_text(encoding="utf-8"))
    grouped: dict[str, list[str]] = {reason["why"]: [] for reason in reasons}
    grouped["Not looked into yet."] = []
    for edit in unnoticed:
        shown = " → ".join(f"`{line[2:]}`" for line in edit["edit"]) or "`nothing that shows`"
        where = edit["name"].rpartition("__mutmut_")[0].removeprefix("triage.")
        where = where.replace("xǁ", "").replace("ǁ", ".").replace(".x_", ".")
        why = next((r["why"] for r in reasons if _explains(r, where, shown)), None)
        grouped[why or "Not looked into yet."].append(f"- {where}: {shown}")
    yield "### What no test notices"
    for why, edits in grouped.items():
        if edits:
            yield f"{why.strip()} ({len(edits)})"
            yield "\n".join(edits)


def _explains(reason: Tree, where: str, edit: str) -> bool:
    return where.startswith(reason["where"]) and reason.get("edit", "") in edit


if __name__ == "__main__":
    for word in sys.argv[1:]:
        if word in OF_THE_PACK:
            measure(word)
        else:
            measure_code(Path(word))
