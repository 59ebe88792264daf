"""Whatever a file, a name or an argument holds, it cannot steer a terminal or hide on it."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import EXAMPLES, ROOT
from tests.conftest import OTTAWA
from triage.cli.errors import guarded
from triage.report.formats.terminal import lay_out
from triage.report.formats.visible import visible

SHEET = EXAMPLES / "lower_back.yaml"
STEERING = "\x1b[2J\x1b[31m\x9b1A\r\x07\x08\x7f\u202e\u2066\u200b\ufeff\U000e0041"
Run = Callable[..., tuple[int, str]]


def steers(text: str) -> set[str]:
    """Return the characters of a text that act on a terminal or do not show on it."""
    kept = "\n\t\u200c\u200d\u200e\u200f"
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in kept}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in an empty folder; return its exit code and all that it printed."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: object) -> tuple[int, str]:
        code = guarded([str(each) for each in arguments])
        return code, "".join(capsys.readouterr())

    return ran


def test_control_characters_are_written_out() -> None:
    """They are shown as in Python, so that a reader sees what was there."""
    assert visible("a\x1b[2Jb\x9bc\u202ed\U000e0041") == ("a\\x1b[2Jb\\x9bc\\u202ed\\U000e0041")


def test_a_byte_that_was_not_text_is_shown_as_that_byte() -> None:
    """Names of files can hold any byte."""
    assert visible(b"r\xff.csv".decode(errors="surrogateescape")) == "r\\xff.csv"


@pytest.mark.parametrize("text", ["a\tb\nc\r\nd", "क्\u200dष", "👩\u200d⚕️", "א\u200e1", "é"])
def test_layout_and_what_languages_need_stay_as_they_are(text: str) -> None:
    """Tabs, new lines, joiners and direction marks are part of a text."""
    assert visible(text) == text


@given(st.text())
def test_nothing_visible_steers(text: str) -> None:
    """No control or format character is left, but those that languages need."""
    shown = visible(text)
    left = steers(shown.replace("\r\n", "\n"))
    assert not {c for c in left if unicodedata.category(c) != "Cf"}
    assert not left & set(STEERING)
    assert visible(shown) == shown


@given(st.text())
def test_nothing_laid_out_without_colour_steers(text: str) -> None:
    """Markdown for a terminal goes through the same door."""
    assert "\x1b" not in lay_out(text, width=80, colour=False)


SOURCES = {
    "file_name": ["assess", f"no{STEERING}.yaml"],
    "folder_name": ["assess", SHEET, "--pack", f"no{STEERING}"],
    "command": [f"as{STEERING}sess"],
    "option": ["assess", SHEET, f"--form{STEERING}at"],
    "value": ["assess", SHEET, "-f", f"te{STEERING}xt"],
    "date": ["assess", SHEET, "--today", STEERING],
    "extra_argument": ["assess", SHEET, STEERING],
    "name": ["why", SHEET, f"weak{STEERING}"],
    "change": ["what-if", SHEET, f"age=4{STEERING}0"],
    "output": ["assess", SHEET, "-o", f"out{STEERING}.txt"],
    "unwritable": ["assess", SHEET, "-o", f"sheet.yaml/out{STEERING}.txt"],
    "debug": ["why", SHEET, f"weak{STEERING}", "--debug"],
    "roster": ["screen", f"squad{STEERING}.csv", "-o", "out"],
}


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_named_on_the_command_line_cannot_steer(
    source: str, run: Run, tmp_path: Path
) -> None:
    """A file name may come from a folder that somebody else filled."""
    shutil.copy(SHEET, tmp_path / "sheet.yaml")
    _, printed = run(*SOURCES[source])
    assert printed
    assert not steers(printed)
    assert "\\x1b" in printed


@pytest.mark.parametrize(
    "line", ["runner: {}", "date: {}", "nothing_{}: 1", "answers: {{age: {}}}", "tried: {{{}: 1}}"]
)
def test_a_sheet_cannot_steer(line: str, run: Run, tmp_path: Path) -> None:
    """A fault shows what was in the sheet, written out."""
    text = line.format('"\\e[2J\\u202E"') if "nothing" not in line else '"\\e[2J": 1'
    (tmp_path / "sheet.yaml").write_text(f"{text}\n", encoding="utf-8")
    code, printed = run("assess", "sheet.yaml")
    assert code == 3
    assert not steers(printed)


@pytest.mark.parametrize("stage", [["--preview"], ["-o", "week"]])
def test_a_roster_cannot_steer(stage: list[str], run: Run, tmp_path: Path) -> None:
    """Neither its headers nor its codes and cells."""
    rows = [
        f"runner,date,complaint,Wh{STEERING}at".replace("\r", ""),
        f"R{STEERING}1,2026-11-23,yes,x".replace("\r", ""),
        f"R-2,20{STEERING}26,m{STEERING}aybe,x".replace("\r", ""),
    ]
    (tmp_path / "squad.csv").write_text("\n".join(rows), encoding="utf-8")
    _, printed = run("screen", "squad.csv", *stage)
    assert printed
    assert not steers(printed)


@pytest.mark.parametrize("format", ["text", "json", "md", "html"])
def test_a_pack_cannot_steer(
    format: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts are written out on a terminal, whatever the format of the report."""
    pack = shutil.copytree(OTTAWA, tmp_path / "pack")
    text = (pack / "pack.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    steering = 'title: "Ankle\\e[2J\\u202E"'
    (pack / "pack.yaml").write_text(text.replace(title, steering), encoding="utf-8")
    (tmp_path / "sheet.yaml").write_text("answers: {}\n", encoding="utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: format != "text")
    code, printed = run("assess", "sheet.yaml", "--pack", "pack", "-f", format)
    assert code == 0
    assert not steers(printed)


def test_a_template_cannot_steer(run: Run, tmp_path: Path) -> None:
    """What a template of somebody else's says is written out too."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "report.txt.j2").write_text(f"all well{STEERING}", encoding="utf-8")
    code, printed = run("assess", SHEET, "--templates", "own")
    assert code == 0
    assert not steers(printed)


def test_a_document_that_is_not_on_a_terminal_keeps_its_bytes(run: Run, tmp_path: Path) -> None:
    """A report in a file or a pipe is what the report says."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "report.md.j2").write_text("a\u200bb", encoding="utf-8")
    assert run("assess", SHEET, "--templates", "own", "-f", "md") == (0, "a\u200bb")


def test_commands_print_through_one_door() -> None:
    """`printing` writes out what would steer, so no other code prints."""
    calls = re.compile(r"click\.(secho|echo)\(|(?<![.\w])print\(|print_exc\(|std(out|err)\.write\(")
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "triage").rglob("*.py"))
        if calls.search(path.read_text(encoding="utf-8"))
    ]
    assert elsewhere == ["triage/cli/printing.py"]


@pytest.mark.parametrize("command", [[], ["assess"], ["ask"], ["screen"], ["pack"], ["calendar"]])
def test_help_fits_a_narrow_terminal(
    command: list[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the examples, which are one line each so that they can be copied."""
    monkeypatch.setenv("COLUMNS", "40")
    _, printed = run(*command, "--help")
    examples, _, options = printed.partition("Options:")
    lines = [line for line in examples.splitlines() if not line.startswith("    triage")]
    assert options
    # a word that is wider than its column, such as a list of choices, stays whole
    wide = [line for line in [*lines, *options.splitlines()] if len(line) > 40]
    assert [line for line in wide if not line.lstrip().startswith("-")] == []
