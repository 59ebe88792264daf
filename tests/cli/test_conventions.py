"""What people expect of any command line: flags, streams, encodings, colours, devices."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import EXAMPLES, ROOT, Triage

CALM = EXAMPLES / "lower_back.yaml"


def test_quiet_leaves_only_results(triage: Triage) -> None:
    """-q says nothing of what was written; without it the file is named."""
    assert triage("assess", CALM, "-o", "a.html").err == "Report written to a.html\n"
    assert triage("assess", CALM, "-o", "b.html", "-q").err == ""


@pytest.mark.parametrize("arguments", [("assess",), ("why",), ("pack", "check")])
def test_debug_may_follow_any_command(triage: Triage, arguments: tuple[str, ...]) -> None:
    """The advice "add --debug" can be followed at the end of the line."""
    ran = triage(*arguments, "nowhere", "--debug")
    assert ran.code == 5
    assert "Traceback" in ran.err


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("arguments", [(), ("assess",), ("ask",), ("pack",), ("pack", "book")])
def test_help_is_there_by_either_name(
    triage: Triage, arguments: tuple[str, ...], flag: str
) -> None:
    """-h and --help print the usage of every command, on stdout."""
    ran = triage(*arguments, flag)
    assert ran.code == 0
    assert ran.out.startswith(" ".join(("Usage: triage", *arguments)))


def coloured(command: str, *arguments: str, env: dict[str, str] | None = None) -> bool:
    """Say whether a command, run in a terminal, colours what it prints."""
    given = ["-m", "triage", command, str(EXAMPLES / "red_flag.yaml"), *arguments]
    out, code = pexpect.run(
        f"{sys.executable} {' '.join(given)}",
        cwd=str(ROOT),
        env={"TERM": "xterm", **(env or {})},
        withexitstatus=True,
    )
    assert code == 0
    return b"\x1b[" in out


@pytest.mark.slow
@pytest.mark.parametrize("command", ["assess", "why"])
def test_colour_can_be_turned_off(command: str) -> None:
    """A terminal gets colour, unless --no-color, NO_COLOR or TERM=dumb is there."""
    assert coloured(command)
    assert not coloured(command, "--no-color")
    assert not coloured(command, env={"NO_COLOR": "1"})
    assert not coloured(command, env={"TERM": "dumb"})


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_a_terminal_that_lacks_a_sign_gets_a_plain_one(tmp_path: Path, encoding: str) -> None:
    """No name and no bullet can keep a runner from the advice."""
    (tmp_path / "sheet.yaml").write_text(
        CALM.read_text().replace("R-014", "Ōta → 走"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "triage", "assess", "sheet.yaml"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": encoding, "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    out = done.stdout.decode(encoding)
    assert "runner Ota -> ?" in out
    assert ("Go now if..." in out) == (encoding == "latin-1")  # cp1252 has an ellipsis


def test_a_document_is_utf_8_whatever_the_terminal_is(triage: Triage, tmp_path: Path) -> None:
    """JSON and HTML say they are UTF-8, so a pipe gets them as that, not a sign changed."""
    (tmp_path / "sheet.yaml").write_text(CALM.read_text().replace("R-014", "Ōta"), encoding="utf-8")
    ran = triage("assess", "sheet.yaml", "--json", env={"PYTHONIOENCODING": "cp1252"})
    assert json.loads(ran.out)["runner"] == "Ōta"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_stdout_is_file_trouble(tmp_path: Path) -> None:
    """A disk that is full under a redirected report is reported as such, with its exit code."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "triage", "assess", str(CALM)],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 5
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_input_names_the_flag_that_would_answer(triage: Triage) -> None:
    """With --no-input the first question still open is named, and how to answer it."""
    ran = triage("ask", "--no-input")
    assert ran.code == 2
    assert "--answer pain_location=ANSWER" in ran.err


def test_answers_given_as_flags_need_no_prompt(triage: Triage) -> None:
    """Enough --answer flags give the report without a terminal."""
    ran = triage(
        "ask", "--no-input", "-a", "pain_location=lower", "-a", "emergency_signs.fainted=yes"
    )
    assert ran.code == 0
    assert ran.out.lstrip().startswith("Call for help now")
