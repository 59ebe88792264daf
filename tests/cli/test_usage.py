"""A call that cannot be meant so leaves with 2 and says what would do; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES
from tests.conftest import OTTAWA
from triage.cli.errors import guarded

SHEET, SQUAD = str(EXAMPLES / "lower_back.yaml"), str(EXAMPLES / "squad.csv")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("screen", "name a roster"),
        (f"screen {SQUAD}", "-o DIR, or add --preview"),
        ("screen --template parquet", "name a file with -o"),
        (f"screen {SQUAD} -o out --master local", "--master can only be used with --engine spark"),
        (f"screen {SQUAD} --engine polars", "name a folder for the results"),
        (f"assess {SHEET} --paper a4", "--paper is only for a PDF"),
        (f"pack diff {OTTAWA}", "name two packs"),
        (f"pack diff {OTTAWA} --rev HEAD", "two revisions, A..B"),
        (f"pack diff {OTTAWA} {OTTAWA} --rev A..B", "of one folder"),
        ("no_such_command", "There is no command"),
    ],
)
def test_a_call_that_lacks_something_says_what(
    call: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The message names the option or argument that would make sense of the call."""
    monkeypatch.chdir(tmp_path)
    assert guarded(call.split()) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv", "roster.parquet"])
def test_an_empty_roster_is_written_to_the_file_named(name: str, tmp_path: Path) -> None:
    """Each kind of empty roster goes to a file as to stdout."""
    path = tmp_path / name
    assert guarded(["screen", "--template", path.suffix[1:], "-o", str(path)]) == 0
    assert path.stat().st_size


def test_the_form_of_a_roster_is_written_to_the_file_named(tmp_path: Path) -> None:
    """The questions to copy into a form, as Markdown."""
    path = tmp_path / "form.md"
    assert guarded(["screen", "--template", "form", "-o", str(path)]) == 0
    assert "Where is the pain?" in path.read_text(encoding="utf-8")
