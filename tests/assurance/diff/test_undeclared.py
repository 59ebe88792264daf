"""A pack that reads answers to an earlier version says all that they would be misread for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.ask.terminal import OTTAWA
from tests.knowledge.small import small_pack, texts
from tests.knowledge.versioned import Changes, versioned
from triage.assurance.diff.undeclared import undeclared
from triage.cli.errors import guarded
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack

BOX = (
    "      - {id: heel, label: The heel, says: your heel hurts, denies: your heel does not hurt}\n"
)
HEEL = {"added": "ankle_bone.heel"}
OLD = texts(Path(OTTAWA))


def edited(*edits: tuple[str, str]) -> dict[str, str]:
    """Return the texts of the ankle pack with its questions edited."""
    questions = OLD["questions.yaml"]
    for before, after in edits:
        assert before in questions
        questions = questions.replace(before, after, 1)
    return {**OLD, "questions.yaml": questions}


def built(files: dict[str, str], changes: Changes, version: str) -> Pack:
    """Return a pack as 2.0.0, with what changed since a version."""
    return build_pack(versioned(files, {version: changes}), "pack")


@pytest.fixture(scope="module")
def old() -> Pack:
    """The ankle pack as it was."""
    return build_pack(OLD, "old")


NEW_BOX = edited(("      - id: inner\n", BOX + "      - id: inner\n"))
NEW_UNIT = {name: text.replace("years", "months") for name, text in OLD.items()}


def test_a_box_that_is_new_must_be_listed(old: Pack) -> None:
    """Otherwise "none of these" would deny what nobody was asked."""
    new = built(NEW_BOX, [], old.version)
    assert undeclared(old, new) == (
        f"version {old.version} did not have 'ankle_bone.heel'; fix: list it in "
        "versions.yaml as added",
    )
    assert undeclared(old, built(NEW_BOX, [HEEL], old.version)) == ()


def test_what_is_gone_must_be_listed(old: Pack) -> None:
    """A question that was added to none, and an option that was renamed to another."""
    new = built(OLD, [HEEL | {"added": "age"}], old.version)
    assert undeclared(old, new) == (
        f"version {old.version} had 'age'; fix: say in versions.yaml what became of it",
    )


def test_a_number_in_another_unit_needs_another_id(old: Pack) -> None:
    """A stored 30 would be read in the new unit."""
    [said] = undeclared(old, built(NEW_UNIT, [], old.version))
    assert said.startswith(f"'age' was asked in years in version {old.version}; fix: give it a new")


def test_nothing_is_misread_that_is_not_read(old: Pack) -> None:
    """Of a version that is not listed, or of another pack."""
    assert undeclared(old, built(NEW_BOX, [], "0.0.1")) == ()
    assert undeclared(small_pack(), built(NEW_BOX, [], old.version)) == ()


def test_diff_fails_for_a_name_that_is_not_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: Pack
) -> None:
    """The author sees it before answers are misread."""
    for name, text in versioned(NEW_BOX, {old.version: []}).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert guarded(["pack", "diff", OTTAWA, str(tmp_path)]) == 4
    assert "did not have 'ankle_bone.heel'" in capsys.readouterr().err
