"""Packs on disk: found from anywhere, read whole, and nothing beside them is taken for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.knowledge.small import SMALL
from triage.errors import FileFault, PackFault
from triage.resources import default_pack_folder, rules_folder, templates_folder
from triage.store.packs import load_pack, load_vignettes


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the smallest pack, to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_the_shipped_pack_is_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a runner happens to be makes no difference."""
    monkeypatch.chdir(tmp_path)
    assert load_pack().id == "runner_back_pain"


def test_rules_and_templates_are_where_the_software_looks() -> None:
    """What the software ships with is there."""
    assert (default_pack_folder() / "pack.yaml").is_file()
    assert default_pack_folder().parent == rules_folder()
    assert templates_folder().is_dir()


def test_every_shipped_pack_loads_without_a_fault() -> None:
    """No pack is shipped that its own loader refuses, vignettes included."""
    for folder in sorted(path for path in rules_folder().iterdir() if path.is_dir()):
        if (folder / "pack.yaml").exists():
            assert load_vignettes(load_pack(folder), folder)


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """A mistyped folder is reported by name, with what to look for."""
    with pytest.raises(FileFault) as caught:
        load_pack(tmp_path / "rulse")
    assert str(caught.value) == (
        f"{tmp_path / 'rulse'}: there is no such folder\n"
        "    fix: give the folder that contains pack.yaml"
    )


def test_an_empty_folder_lacks_what_every_pack_has(tmp_path: Path) -> None:
    """The files a pack cannot do without are named, all of them."""
    with pytest.raises(PackFault) as caught:
        load_pack(tmp_path)
    assert [fault.what for fault in caught.value.faults] == [
        "the pack lacks coach.yaml", "the pack lacks pack.yaml", "the pack lacks questions.yaml",
        "the pack lacks sources.yaml",
    ]  # fmt: skip


def test_faults_name_the_file_as_its_author_would_open_it(copy: Path) -> None:
    """The folder is part of the place, so that an editor can jump to it."""
    (copy / "questions.yaml").write_text("questions: []\n")
    with pytest.raises(PackFault, match=f"^{copy}/"):
        load_pack(copy)


def test_notes_beside_a_pack_are_not_part_of_it(copy: Path) -> None:
    """A readme, a hidden file or a folder changes nothing, not even the digest."""
    before = load_pack(copy).digest
    (copy / "README.md").write_text("About this pack.")
    (copy / ".draft.yaml").write_text("rules: [")
    (copy / "old").mkdir()
    assert load_pack(copy).digest == before


@pytest.mark.parametrize("name", ["red_flag.yaml", "red_flags.yml"])
def test_a_rule_file_by_a_wrong_name_is_never_skipped(copy: Path, name: str) -> None:
    """Rules an author believes in force are read or refused, never passed over."""
    (copy / name).write_text("rules: []\n")
    with pytest.raises(PackFault, match=f"a pack has no file '{name}'\n    fix: write 'red_flags"):
        load_pack(copy)


def test_a_file_that_is_not_text_is_reported(copy: Path) -> None:
    """A picture saved over a rule file is reported by name."""
    (copy / "advice.yaml").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(FileFault, match=r"advice.yaml:1: this is not UTF-8 text"):
        load_pack(copy)


def test_a_pack_may_have_no_vignettes(copy: Path) -> None:
    """A new pack can be looked at before it has a vignette."""
    (copy / "hazards.yaml").unlink()
    shutil.rmtree(copy / "vignettes")
    assert load_vignettes(load_pack(copy), copy) == ()


def test_vignettes_come_in_the_order_of_their_files(copy: Path) -> None:
    """By file name, then as written."""
    vignette = (
        "vignettes:\n  - {id: %s, runner: A, answers: {}, expect: {disposition: self_care}}\n"
    )
    (copy / "vignettes" / "a.yaml").write_text(vignette % "last-read")
    (copy / "vignettes" / "z.yaml").write_text(vignette % "first-read")
    found = [vignette.id for vignette in load_vignettes(load_pack(copy), copy)]
    assert found == ["last-read", "six-weeks-ill", "published-1", "first-read"]
