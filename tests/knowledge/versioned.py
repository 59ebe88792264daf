"""The smallest pack as version 2.0.0, with what changed since earlier versions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from tests.knowledge.small import small_pack, small_texts
from triage.model.pack import Pack

Changes = Sequence[Mapping[str, object]]


def versioned_texts(
    steps: Mapping[str, Changes], instead: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the texts of the smallest pack as 2.0.0; `steps` are newest first."""
    texts = small_texts(instead)
    head = texts["pack.yaml"]
    assert "version: 1.0.0" in head
    listed = [{"version": version, "changes": [*changes]} for version, changes in steps.items()]
    return {
        **texts,
        "pack.yaml": head.replace("version: 1.0.0", "version: 2.0.0"),
        "versions.yaml": json.dumps({"versions": listed}),
    }


def versioned_pack(steps: Mapping[str, Changes], instead: Mapping[str, str] | None = None) -> Pack:
    """Return the smallest pack as 2.0.0; `steps` are newest first."""
    return small_pack(versioned_texts(steps, instead))


def since_1(*changes: Mapping[str, object]) -> Pack:
    """Return the smallest pack as 2.0.0, with what changed since 1.0.0."""
    return versioned_pack({"1.0.0": changes})
