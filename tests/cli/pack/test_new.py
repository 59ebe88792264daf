"""`triage pack new` writes a pack that passes everything at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.cli.errors import guarded
from triage.model.rule import Add
from triage.store.packs import load_pack

TODAY = ["--today", "2027-03-01"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new pack."""
    folder = tmp_path_factory.mktemp("packs") / "My knee-pack"
    assert guarded(["pack", "new", str(folder), *TODAY]) == 0
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["check", "--strict", *TODAY],
        ["test"],
        ["prove"],
        ["cover", "--strict"],
        ["mutate", "--strict"],
    ],
)
def test_a_new_pack_passes(command: list[str], folder: Path) -> None:
    """No fault or remark, vignettes met, properties proved, clauses covered, slips noticed."""
    name, *rest = command
    assert guarded(["pack", name, str(folder), *rest]) == 0


def test_a_new_pack_is_named_for_its_folder_and_dated_today(folder: Path) -> None:
    """Its id comes from the folder, its review is due in a year, and it is no one's but its own."""
    pack = load_pack(folder)
    assert pack.id == "my_knee_pack"
    assert (pack.date.isoformat(), pack.review_by.isoformat()) == ("2027-03-01", "2028-02-29")
    assert all(rule.since == pack.date for rule in pack.rules)


def test_a_new_pack_shows_every_kind_of_rule(folder: Path) -> None:
    """An author finds an example of each conclusion but the rarest, an exercise added."""
    pack = load_pack(folder)
    assert {type(rule.then).__name__ for rule in pack.rules} | {Add.__name__} == {
        "Finding",
        "RedFlag",
        "Evidence",
        "Points",
        "Advise",
        "Hold",
        "Add",
    }
    assert {question.kind.value for question in pack.questions} == {
        "yes_no",
        "choice",
        "checklist",
        "number",
    }


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something stays as it is."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert guarded(["pack", "new", str(tmp_path)]) == 5
    assert "name a new or an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
