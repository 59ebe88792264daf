"""The cache saves time and decides nothing: it gives what the files say, or is not used."""

from __future__ import annotations

import dataclasses
import os
import pickle
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from triage.knowledge.pack import build
from triage.model.pack import Pack
from triage.resources import default_pack_folder
from triage.store import packs
from triage.store.cache import cache_folder
from triage.store.packs import load_pack


@pytest.fixture
def cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache file of the shipped pack, already written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    load_pack()
    (written,) = (tmp_path / "runner-triage").glob("runner_back_pain-*.pack")
    return written


def fields(pack: Pack) -> dict[str, object]:
    return {field.name: getattr(pack, field.name) for field in dataclasses.fields(pack)}


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Pack:
        raise AssertionError("the files were read")

    monkeypatch.setattr(build, "build_pack", refuse)


def test_a_pack_from_the_cache_is_the_pack_its_files_hold(
    cached: Path, back_pain: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every rule, word and number is the same, and the files need not be taken apart again."""
    assert cached.exists()
    forbid_reading(monkeypatch)
    assert fields(load_pack()) == fields(back_pain)


@pytest.mark.usefixtures("cached")
def test_an_edit_of_the_shipped_pack_is_seen_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was cached before a file changed is never used again."""
    copy = Path(shutil.copytree(default_pack_folder(), tmp_path / "runner_back_pain"))
    monkeypatch.setattr(packs, "default_pack_folder", lambda: copy)
    before = load_pack().digest
    about = copy / "pack.yaml"
    about.write_text(about.read_text().replace("title: Back pain", "title: Sore backs"))
    after = load_pack()
    assert after.digest != before
    assert after.title.startswith("Sore backs")


@pytest.mark.parametrize("spoil", [b"", b"short", None])
def test_a_spoilt_cache_is_made_anew(cached: Path, back_pain: Pack, spoil: bytes | None) -> None:
    """Half a file, or one with a single byte changed, is read from the pack again."""
    whole = cached.read_bytes()
    cached.write_bytes(spoil if spoil is not None else whole[:-10] + b"x" + whole[-9:])
    assert load_pack().digest == back_pain.digest
    assert cached.read_bytes() == whole


def test_a_cache_that_cannot_be_put_together_is_made_anew(cached: Path, back_pain: Pack) -> None:
    """A whole file that names what this software does not have stops nobody."""
    whole, content = cached.read_bytes(), pickle.dumps(Path)[:-1].replace(b"Path", b"Pith") + b"."
    cached.write_bytes(whole[:32] + sha256(content).digest() + content)
    assert load_pack().digest == back_pain.digest
    assert cached.read_bytes() == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only where rights are told by mode")
def test_a_folder_that_others_may_write_to_is_no_cache(
    cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody else could have put there is never loaded."""
    cached.parent.chmod(0o777)
    assert cache_folder() is None
    monkeypatch.setattr(pickle, "loads", None)
    assert load_pack().id == "runner_back_pain"


def test_without_a_place_to_write_there_is_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is a file, or missing, costs time and nothing else."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder() is None
    assert load_pack().id == "runner_back_pain"


@pytest.mark.usefixtures("cached")
def test_a_pack_that_somebody_names_is_always_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An author who edits a pack sees its faults every time."""
    forbid_reading(monkeypatch)
    with pytest.raises(AssertionError, match="the files were read"):
        load_pack(default_pack_folder())
