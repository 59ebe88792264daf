"""`triage pack schema`: what an editor needs, where the software is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from triage.cli.errors import guarded


def test_each_file_of_a_pack_has_a_schema_that_can_be_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The list names files that exist: those beside the documentation, which are kept current."""
    assert guarded(["pack", "schema", "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert all(json.loads(Path(path).read_text())["$schema"] for path in files.values())
    assert {"pack", "questions", "red_flags", "vignettes"} <= set(files)
    assert guarded(["pack", "schema"]) == 0
    assert capsys.readouterr().out.splitlines() == list(files.values())


def test_one_schema_is_printed_by_the_name_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    """With or without its ending; a name that does not exist is corrected."""
    assert guarded(["pack", "schema", "questions.yaml"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "questions.yaml"
    assert guarded(["pack", "schema", "questoins"]) == 2
    assert "'questions'" in capsys.readouterr().err
