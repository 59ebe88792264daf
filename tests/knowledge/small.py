"""The smallest pack that has one of everything, and packs that differ from it in a few files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.knowledge.golden import GOOD
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack

SMALL = GOOD / "small"
BODY_MAP = (GOOD / "body_map.yaml").read_text("utf-8")
"""A map for packs whose options name the regions chest and lower_back."""


def texts(folder: Path) -> dict[str, str]:
    """Return the texts of the pack files in a folder."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))}


def small_texts(
    instead: Mapping[str, str] | None = None, without: Iterable[str] = ()
) -> dict[str, str]:
    """Return the texts of the smallest pack with some files changed, added or left out."""
    changed = {**texts(SMALL), **(instead or {})}
    return {name: text for name, text in changed.items() if name not in set(without)}


def small_pack(instead: Mapping[str, str] | None = None, without: Iterable[str] = ()) -> Pack:
    """Return the smallest pack with some files changed, added or left out."""
    return build_pack(small_texts(instead, without), "small")
