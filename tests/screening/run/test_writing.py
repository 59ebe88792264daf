"""One writer writes all that a screening makes: whole or not at all, and only for its owner."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from triage.screening.files.parquet import Parquet
from triage.screening.run.outputs import Content, Output
from triage.screening.run.writing import write_output

polars = pytest.importorskip("polars")


class Stopped(Exception):
    """Whatever goes wrong half-way."""


KINDS: dict[str, Callable[[], Content]] = {
    "bytes": lambda: b"one two",
    "pieces": lambda: iter([b"one ", b"two"]),
    "table": lambda: Parquet(polars.LazyFrame({"n": [1, 2]})),
    "table that is soon read again": lambda: Parquet(polars.LazyFrame({"n": [1, 2]}), False),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_it_holds_an_output_is_written_for_its_owner_alone(
    kind: str, tmp_path: Path
) -> None:
    """Bytes, pieces and tables come out whole, 0600, with nothing left beside them."""
    place = write_output(Output("file", KINDS[kind]()), tmp_path)
    assert list(tmp_path.iterdir()) == [place]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    if kind.startswith("table"):
        assert polars.read_parquet(place)["n"].to_list() == [1, 2]
    else:
        assert place.read_bytes() == b"one two"


def _breaking_off() -> Iterator[bytes]:
    yield b"x" * 1_000_000
    raise Stopped


def _failing(_: object) -> object:
    raise Stopped


@pytest.mark.parametrize(
    "content",
    [
        _breaking_off,
        lambda: Parquet(
            polars.LazyFrame({"n": [1]}).select(
                polars.col("n").map_elements(_failing, return_dtype=polars.Int64)
            )
        ),
    ],
)
def test_what_breaks_off_leaves_what_was_there(
    content: Callable[[], Content], tmp_path: Path
) -> None:
    """A fault half-way through leaves the file from before, and nothing beside it."""
    place = write_output(Output("file", b"before"), tmp_path)
    with pytest.raises((Stopped, polars.exceptions.PolarsError)):
        write_output(Output("file", content()), tmp_path)
    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system has no such limit")
@pytest.mark.parametrize("kind", ["bytes", "table", "table that is soon read again"])
def test_a_disk_that_is_full_is_file_trouble(kind: str, tmp_path: Path) -> None:
    """Whoever does the writing, it is reported as a file that cannot be written."""
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from tests.screening.run.test_writing import KINDS\n"
        "from triage.errors import FileFault\n"
        "from triage.screening.run.outputs import Output\n"
        "from triage.screening.run.writing import write_output\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))\n"
        "try:\n"
        "    write_output(Output('file', KINDS[sys.argv[2]]()), Path(sys.argv[1]))\n"
        "except FileFault as fault:\n"
        "    print(fault)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), kind],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "the file cannot be written: File too large" in done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_a_process_killed_while_it_writes_leaves_no_torn_file(tmp_path: Path) -> None:
    """Killed after the first piece, the file from before is whole, and the new one is not there."""
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from triage.screening.run.outputs import Output\n"
        "from triage.screening.run.writing import write_output\n"
        "def pieces():\n"
        "    yield b'x' * 1_000_000\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_output(Output('old', b'whole'), Path(sys.argv[1]))\n"
        "for name in sys.argv[2:]:\n"
        "    write_output(Output(name, pieces()), Path(sys.argv[1]))\n"
    )
    for name in ("old", "new"):
        killed = subprocess.run([sys.executable, "-c", program, str(tmp_path), name], check=False)
        assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "old").read_bytes() == b"whole"
    assert not (tmp_path / "new").exists()
