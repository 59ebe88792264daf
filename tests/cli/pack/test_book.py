"""`triage pack book` and `triage pack graph` write what the name of the file asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import OTTAWA
from triage.cli.errors import guarded


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", b"\n<!doctype html>"), ("b.md", b"\n# The"), ("b.pdf", b"%PDF")]
)
def test_a_book_is_written_by_the_ending_of_its_name(
    name: str, begins: bytes, tmp_path: Path
) -> None:
    """HTML, Markdown or PDF, whole."""
    path = tmp_path / name
    assert guarded(["pack", "book", str(OTTAWA), "-o", str(path)]) == 0
    assert path.read_bytes().lstrip().startswith(begins.lstrip())


def test_a_book_of_another_ending_is_refused(tmp_path: Path) -> None:
    """An unknown ending is a mistake in the call."""
    assert guarded(["pack", "book", str(OTTAWA), "-o", str(tmp_path / "book.docx")]) == 2


@pytest.mark.parametrize(
    ("name", "begins"), [("g.svg", "<svg "), ("g.DOT", "digraph"), ("g.mmd", "flowchart LR")]
)
def test_a_graph_is_written_by_the_ending_of_its_name(
    name: str, begins: str, tmp_path: Path
) -> None:
    """A drawing, DOT or Mermaid, named only once."""
    path = tmp_path / name
    assert guarded(["pack", "graph", str(OTTAWA), "-o", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith(begins)


def test_a_graph_of_another_ending_needs_a_format(tmp_path: Path) -> None:
    """An unknown ending is a mistake in the call, unless the format is named."""
    arguments = ["pack", "graph", str(OTTAWA), "-o", str(tmp_path / "graph.txt")]
    assert guarded(arguments) == 2
    assert guarded([*arguments, "-f", "dot"]) == 0


@pytest.mark.parametrize(
    ("format", "begins"), [("svg", "<svg "), ("dot", "digraph"), ("mermaid", "flowchart LR")]
)
def test_a_graph_is_printed(format: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o the drawing goes to stdout."""
    arguments = ["pack", "graph", str(OTTAWA), "--about", "RF-ANKLE-01", "--format", format]
    assert guarded(arguments) == 0
    out = capsys.readouterr().out
    assert out.startswith(begins)
    assert "RF-ANKLE-01" in out
    assert "RF-CHILD-01" not in out


def test_a_graph_about_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt name leaves with 3 and the nearest one."""
    assert guarded(["pack", "graph", str(OTTAWA), "--about", "RF-ANKLE-1"]) == 3
    assert "write 'RF-ANKLE-01'" in capsys.readouterr().err
