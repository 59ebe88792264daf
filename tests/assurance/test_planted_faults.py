"""Faults planted in a pack that is in order, one at a time: the author's commands catch each.

What only `triage pack mutate` finds is at the end of the list.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.cli.errors import guarded
from triage.resources import default_pack_folder

STARTER = default_pack_folder().parent / "starter_wrist"
PLANTED = yaml.safe_load(Path(__file__).with_name("planted_faults.yaml").read_text("utf-8"))
FOUND = 4
"""The exit code for a fault in the pack, a vignette that is missed or a proof that failed."""


def copied(folder: Path, changes: dict[str, list[str]]) -> Path:
    """Return a copy of the starter pack with some passages changed."""
    shutil.copytree(STARTER, folder)
    for name, (old, new) in changes.items():
        path = folder / name.partition("#")[0]
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def command(planted: dict[str, Any], folder: Path) -> list[str]:
    """Return the command that an author runs on a copy with the fault."""
    changes = dict(planted["change"])
    if planted.get("raise"):
        changes["pack.yaml#version"] = ["version: 0.1.0", "version: 0.1.1"]
    edited = copied(folder / "edited", changes)
    if planted["caught_by"] != "diff":
        strict = ["--strict"] if planted["caught_by"] in ("check", "mutate") else []
        return ["pack", planted["caught_by"], str(edited), *strict]
    before = copied(folder / "before", planted.get("before", {}))
    return ["pack", "diff", str(before), str(edited), "--fail-on-lower"]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted["fault"])
def test_a_planted_fault_is_caught(
    planted: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command fails, and its words name what a physio has to look at."""
    code = guarded(command(planted, tmp_path))
    printed = capsys.readouterr()
    said = " ".join((printed.out + printed.err).split())
    assert code == FOUND, said
    for words in planted["says"]:
        assert words in said


MUTATED = [planted for planted in PLANTED if planted["caught_by"] == "mutate"]


@pytest.mark.parametrize("planted", MUTATED, ids=lambda planted: planted["fault"])
def test_what_mutation_alone_finds_passes_everything_else(
    planted: dict[str, Any], tmp_path: Path
) -> None:
    """Were it caught elsewhere too, the list would say so."""
    edited = copied(tmp_path / "edited", planted["change"])
    for name in ("check", "test", "prove"):
        strict = ["--strict"] if name == "check" else []
        assert guarded(["pack", name, str(edited), *strict]) == 0


@pytest.mark.parametrize("name", ["check", "test", "prove"])
def test_without_a_fault_the_pack_passes(name: str, tmp_path: Path) -> None:
    """It is the fault that is caught, not something that was there before."""
    strict = ["--strict"] if name == "check" else []
    assert guarded(["pack", name, str(copied(tmp_path / "pack", {})), *strict]) == 0
