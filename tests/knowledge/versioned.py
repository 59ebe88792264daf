"""Packs as version 2.0.0, with what changed since earlier versions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from tests.knowledge.small import small_pack, small_texts
from triage.model.pack import Pack

Changes = Sequence[Mapping[str, object]]


def versioned(texts: Mapping[str, str], steps: Mapping[str, Changes]) -> dict[str, str]:
    """Return the texts of a pack as 2.0.0; `steps` are newest first."""
    listed = [{"version": version, "changes": [*changes]} for version, changes in steps.items()]
    head = re.sub(r"^version: .*$", "version: 2.0.0", texts["pack.yaml"], flags=re.MULTILINE)
    return {**texts, "pack.yaml": head, "versions.yaml": json.dumps({"versions": listed})}


def versioned_pack(steps: Mapping[str, Changes]) -> Pack:
    """Return the smallest pack as 2.0.0; `steps` are newest first."""
    return small_pack(versioned(small_texts(), steps))


def since_1(*changes: Mapping[str, object]) -> Pack:
    """Return the smallest pack as 2.0.0, with what changed since 1.0.0."""
    return versioned_pack({"1.0.0": changes})
