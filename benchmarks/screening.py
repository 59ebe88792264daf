"""Rows a second from Parquet to Parquet, beside reading, the engine in a loop, and CLIPS.

    python benchmarks/screening.py                   10^3 to 10^6 rows, about four minutes
    python benchmarks/screening.py --most 10000000   10^7 rows too

Each run from file to file is a process of its own, so that its peak memory is its own. Seconds are
the wall's; "CPU" is what all cores spent, which other work on the machine disturbs less. Targets:
at least 0.4 of the rate of reading alone, 10,000 times the engine, 1,000 times CLIPS, under 1 GB.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from _in_clips import Clips
from _squad import mixed, write_roster

from triage.cli.main import commands
from triage.columnar.assess import Columnar
from triage.engine.assess import Engine
from triage.model.condition import all_of
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.screening.files.parquet import write_whole
from triage.screening.run.columns import AT_ONCE, BATCH
from triage.store.packs import load_pack, load_vignettes

SMALL = 200_000


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took: seconds of the wall and of all cores, and the peak memory in MB."""

    wall: float
    cpu: float
    peak: float = 0.0


def clocked(action: Callable[[], object], rounds: int) -> Spent:
    """Return what the best of some rounds took."""
    found = []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        found.append(Spent(time.perf_counter() - wall, time.process_time() - cpu))
    return Spent(min(s.wall for s in found), min(s.cpu for s in found))


# -- from file to file ---------------------------------------------------------------------------


def read(source: Path, _: Path) -> None:
    """Read every column, batch by batch, and let it go."""
    for _batch in pl.scan_parquet(source).collect_batches():
        pass


def rewrite(source: Path, target: Path) -> None:
    """Read every column and write it again."""
    pl.scan_parquet(source).sink_parquet(target)


class Screen:
    """Read a roster, assess every row, and write the full result, a file a batch."""

    def __init__(self) -> None:
        self.columnar: Columnar | None = None

    def __call__(self, source: Path, target: Path) -> None:
        target.mkdir(exist_ok=True)
        roster = pl.scan_parquet(source)
        rows = roster.select(pl.len()).collect().item()
        columnar = self.columnar = self.columnar or Columnar(load_pack(), rows)

        def assess(start: int) -> None:
            batch = columnar.assess(roster.slice(start, BATCH))
            write_whole(batch, target / f"{start:09}.parquet", is_final=False)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(assess, range(0, rows, BATCH)))


def command(source: Path, target: Path) -> None:
    """Run the whole command: rows checked first, files for the coach and the clinician."""
    args = ["-o", str(target), "--clinician", f"{target}.trace", "--today", "2026-11-24", "--force"]
    with contextlib.redirect_stdout(io.StringIO()):
        commands(["screen", str(source), "--engine", "polars", *args], standalone_mode=False)


def run_alone(name: str, source: Path, target: Path, rounds: int) -> None:
    """Do one thing some times over and print what it took as JSON."""
    ways = {"read": lambda: read, "rewrite": lambda: rewrite, "rules": Screen}
    action = {**ways, "command": lambda: command}[name]()
    spent = clocked(lambda: action(source, target), rounds)
    print(json.dumps([spent.wall, spent.cpu, peak_memory()]))


def peak_memory() -> float:
    """Return the most memory this process ever held, in MB.

    `getrusage` would count what the process that started it held.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii").split("\n")
    held = [line.split()[1] for line in status if line.startswith(("VmHWM", "VmRSS"))]
    return max(float(kilobytes) for kilobytes in held) / 1024


def in_a_process(name: str, source: Path, target: Path, rounds: int) -> Spent:
    """Do one thing in a process of its own and return what it took."""
    command = [sys.executable, __file__, "--alone", name, str(source), str(target), str(rounds)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Spent(*json.loads(out))


def files(pack: Pack, most: int) -> None:
    """Print how the cost grows with rows, from file to file."""
    print("\nfrom Parquet to Parquet, the full result written")
    print("rows, then rows/s: read alone, read and rewritten, the rules, the whole command;")
    print("then for rules and command: the share of the rate of reading alone, and the peak memory")
    rows = 1000
    while rows <= most:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, "roster.parquet")
            write_roster(pack, rows, source)
            rounds = 3 if rows <= 1_000_000 else 1
            spent = {
                name: in_a_process(name, source, Path(folder, name), rounds)
                for name in ("read", "rewrite", "rules", "command")
            }
            rates = "".join(f"{rows / s.wall:13,.0f}" for s in spent.values())
            shares = "".join(
                f"{spent['read'].wall / s.wall:8.2f} (CPU {spent['read'].cpu / s.cpu:.2f})"
                f"{s.peak:6,.0f} MB"
                for s in (spent["rules"], spent["command"])
            )
            print(f"{rows:10,}{rates}  {shares}", flush=True)
        rows *= 10


# -- in memory -----------------------------------------------------------------------------------


def beside_others(pack: Pack) -> None:
    """Print the rate in memory beside the engine in a loop and CLIPS, answers to results."""
    roster, columnar = mixed(pack, SMALL), Columnar(pack, SMALL)
    plan = columnar.assess(roster)
    ours = clocked(lambda: plan.collect(engine="streaming"), 5)

    engine = Engine(pack)
    answers = [vignette.sheet.answers for vignette in load_vignettes(pack)][:100]
    looped = clocked(lambda: [engine.assess(given) for given in answers], 2)

    clips, rows = Clips(pack), roster.head(500).to_dicts()
    clipped = clocked(lambda: [clips.fired(row) for row in rows], 2)
    fired = plan.select("fired").head(len(rows)).collect()["fired"].to_list()
    same = [clips.fired(row) == set(ids) for row, ids in zip(rows, fired, strict=True)]

    mine, my_cpu = SMALL / ours.wall, SMALL / ours.cpu
    print(f"\nin memory, {SMALL:,} rows, {len(pack.rules)} rules")
    print(f"expressions         {mine:11,.0f} rows/s  {my_cpu:11,.0f} rows/s of CPU")
    for name, spent, number in (
        ("engine in a loop", looped, len(answers)),
        ("CLIPS in a loop", clipped, len(rows)),
    ):
        rate, cpu = number / spent.wall, number / spent.cpu
        print(
            f"{name:20}{rate:11,.1f} rows/s  {cpu:11,.1f} rows/s of CPU:"
            f" {mine / rate:,.0f} times (per CPU second {my_cpu / cpu:,.0f})"
        )
    print(f"CLIPS fires the same rules for {sum(same)} of {len(same)} rows; it does no more")


def with_rules(pack: Pack, number: int) -> Pack:
    """Return the pack with so many rules: fewer, or with pairs of its red flags as further ones."""
    step = max(1, len(pack.rules) // number)
    flags = [rule for rule, _ in pack.concluding(RedFlag)]
    pairs = [
        replace(rule, id=f"{rule.id}-{shift}", when=all_of(rule.when, other.when))
        for shift in (1, 7)
        for rule, other in zip(flags, flags[shift:], strict=False)
    ]
    rules = pack.rules[::step] if number < len(pack.rules) else (*pack.rules, *pairs)
    return replace(pack, rules=rules[:number])


def growth(pack: Pack) -> None:
    """Print how the cost grows with rules."""
    print(f"\nby number of rules, in memory, {SMALL:,} rows")
    roster = mixed(pack, SMALL)
    for number in (60, 120, 240, len(pack.rules), 600):
        larger = with_rules(pack, number)
        start = time.perf_counter()
        plan = Columnar(larger, SMALL).assess(roster)
        built = time.perf_counter() - start
        spent = clocked(lambda plan=plan: plan.collect(engine="streaming"), 3)
        print(
            f"{len(larger.rules):4} rules  {SMALL / spent.wall:11,.0f} rows/s"
            f"  {spent.cpu / SMALL * 1e6:5.2f} µs of CPU a row  compiled in {built:.2f} s",
            flush=True,
        )


def main() -> None:
    """Print the rates side by side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=1_000_000, help="up to so many rows")
    parser.add_argument("--alone", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.alone:
        name, source, target, rounds = chosen.alone
        run_alone(name, Path(source), Path(target), int(rounds))
        return
    pack = load_pack()
    beside_others(pack)
    growth(pack)
    files(pack, chosen.most)


if __name__ == "__main__":
    main()
