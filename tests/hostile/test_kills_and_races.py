"""Killed at any moment, or two at once: results are those of an undisturbed run, or none."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import OTTAWA

pytest.importorskip("polars")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has no kill -9")

ROWS = 4_001  # three batches
SEED = 11
MOMENTS = int(os.environ.get("MOMENTS", "6"))
"""How often a run is killed, and how many offsets are tried: 20 takes minutes."""
REFUSED = ("another run is working on this", "earlier results are already here")
Contents = dict[str, bytes]


def write_roster(path: Path, *, red: bool) -> None:
    """Write a roster in which each third runner must see a doctor, or none has a complaint."""
    lines = ["runner,date,complaint,danger"]
    for n in range(ROWS):
        lines.append(f"R-{n:05},2026-11-24,{'yes,yes' if red and n % 3 == 0 else 'no,'}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def started(folder: Path, name: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """Start a screening of a roster in a folder, and end it whatever happens."""
    command = ("screen", f"{name}.csv", "-o", "week", "--clinician", "trace.csv")
    given = ("--pack", str(OTTAWA), "--today", "2026-11-24", *options)
    with subprocess.Popen(
        [sys.executable, "-m", "triage", *command, *given],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def finished(folder: Path, name: str, *options: str) -> int:
    """Screen a roster in a folder and return the exit code."""
    with started(folder, name, *options) as process:
        process.communicate()
        return process.returncode


def contents(folder: Path) -> Contents:
    """What a screening delivered in a folder."""
    files = [*folder.glob("week/*"), folder / "trace.csv"]
    return {path.name: path.read_bytes() for path in files if path.exists()}


def hidden(folder: Path) -> list[str]:
    """What is left of the work in a folder."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def clean(folder: Path) -> None:
    """Take everything but the rosters out of a folder."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name == "trace.csv":
            path.unlink()


@dataclass(frozen=True)
class Undisturbed:
    """What each roster gives when nothing disturbs the run, and how many seconds that takes."""

    contents: dict[str, Contents]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Screen a roster with and one without red rows, each by itself."""
    found, seconds = {}, 0.0
    for name in ("red", "calm"):
        folder = tmp_path_factory.mktemp(name)
        write_roster(folder / f"{name}.csv", red=name == "red")
        begun = time.monotonic()
        assert finished(folder, name) == 0
        seconds = time.monotonic() - begun
        found[name] = contents(folder)
        assert not hidden(folder)
    assert found["red"] != found["calm"]
    return Undisturbed(found, seconds)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both rosters."""
    for name in ("red", "calm"):
        write_roster(tmp_path / f"{name}.csv", red=name == "red")
    return tmp_path


def kill_and_finish(folder: Path, undisturbed: Undisturbed, seconds: float, way: str) -> None:
    """Kill a run after some seconds, see that all there is is whole, and finish it in a way."""
    whole = undisturbed.contents["red"]
    with started(folder, "red") as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    made = contents(folder)
    assert made.items() <= whole.items()
    assert not (folder / "week").exists() or {*made} >= {*whole} - {"trace.csv"}
    code = finished(folder, "red", *([way] if way else []))
    if not way and (folder / "week").exists() and code == 5:  # delivered before it was killed
        code = finished(folder, "red", "--force")
    assert code == 0
    assert contents(folder) == whole
    assert not hidden(folder)
    clean(folder)


def two_at_once(folder: Path, undisturbed: Undisturbed, offset: float, *options: str) -> None:
    """Start two runs with the same destinations: what is there then is all of one of them."""
    with started(folder, "red", *options) as first:
        time.sleep(offset)
        with started(folder, "calm", *options) as second:
            said = {"red": first.communicate()[1], "calm": second.communicate()[1]}
            codes = {"red": first.returncode, "calm": second.returncode}
    done = [name for name, code in codes.items() if code == 0]
    assert done
    assert contents(folder) in [undisturbed.contents[name] for name in done]
    for name in {*codes} - {*done}:
        assert codes[name] == 5
        assert any(reason in said[name] for reason in REFUSED)
    assert len(done) == 1 or "--force" in options
    assert not hidden(folder)
    clean(folder)


@pytest.mark.parametrize("way", ["", "--resume"])
def test_a_killed_run_is_finished_as_if_nothing_had_happened(
    way: str, folder: Path, undisturbed: Undisturbed
) -> None:
    """Killed in its last third, and run again: the results are those of an undisturbed run."""
    kill_and_finish(folder, undisturbed, 0.8 * undisturbed.seconds, way)


def test_of_two_runs_at_once_one_is_refused(folder: Path, undisturbed: Undisturbed) -> None:
    """Started together, one delivers, and the other says that a run is at work."""
    two_at_once(folder, undisturbed, 0.2)


@pytest.mark.slow
def test_runs_killed_at_any_moment_are_finished_as_if_nothing_had_happened(
    folder: Path, undisturbed: Undisturbed
) -> None:
    """Wherever the kill comes, results are whole or not there, and then those of one whole run.

    By turns the run is made anew, and resumed.
    """
    moments = random.Random(SEED)
    for number in range(MOMENTS):
        seconds = moments.uniform(0.2, 1.05) * undisturbed.seconds
        kill_and_finish(folder, undisturbed, seconds, ("", "--resume")[number % 2])


@pytest.mark.slow
def test_of_two_runs_at_any_offset_each_result_is_of_one_of_them(
    folder: Path, undisturbed: Undisturbed
) -> None:
    """However far apart they start, no row of one run is ever among those of the other."""
    ways: tuple[tuple[str, ...], ...] = ((), ("--force",), ("--resume",))
    for step in range(MOMENTS):
        offset = 1.1 * undisturbed.seconds * step / MOMENTS
        two_at_once(folder, undisturbed, offset, *ways[step % 3])
