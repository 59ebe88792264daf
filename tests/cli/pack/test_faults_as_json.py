"""With --json, what goes wrong in a `pack` command is JSON too, in one shape."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_extras import WITHOUT
from tests.conftest import OTTAWA
from triage.cli.errors import guarded


def faults_in(out: str, code: int) -> list[dict[str, object]]:
    tree = json.loads(out)
    assert tree["schema"] == "triage-faults/1"
    assert tree["exit_code"] == code
    for fault in tree["faults"]:
        assert list(fault) == ["what", "file", "line", "column", "fix"]
    return list(tree["faults"])


@pytest.mark.parametrize("command", ["check", "test", "prove", "cover", "mutate"])
def test_every_fault_of_a_pack_is_in_it(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that reads the result reads what is wrong, with its place."""
    for path in OTTAWA.glob("*.yaml"):
        text = path.read_text().replace("disposition: same_day", "disposition: today")
        (tmp_path / path.name).write_text(text.replace("STIELL1994", "STIEL"))
    assert guarded(["pack", command, str(tmp_path), "--json"]) == 4
    printed = capsys.readouterr()
    faults = faults_in(printed.out, 4)
    assert f"{len(faults)} faults" in printed.err  # and people read it as before
    assert all(Path(str(fault["file"])).parent == tmp_path for fault in faults)
    assert all(fault["line"] for fault in faults)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "nowhere"], 5),
        (["test", "--vignette", "nobody"], 2),
        (["test", "--rule", "RF-NOTHING-01"], 2),
        (["mutate", "--rule", "RF-NOTHING-01"], 2),
        (["prove", "--property", "nothing"], 2),
        (["diff"], 2),
        (["check", "--no-such-option"], 2),
        (["nothing"], 2),
    ],
)
def test_a_wrong_call_is_in_it(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names that do not exist and wrong options come in the same shape."""
    assert guarded(["pack", *arguments, "--json"]) == code
    assert len(faults_in(capsys.readouterr().out, code)) == 1


def test_a_missing_extra_is_in_it() -> None:
    """What must be installed first comes in the same shape."""
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT, "z3", "pack", "prove", str(OTTAWA), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    (fault,) = faults_in(ran.stdout, 5)
    assert "runner-triage[assure]" in str(fault["fix"])
