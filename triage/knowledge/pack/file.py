"""What every page that describes a file of a pack says of it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from triage.knowledge.yaml.shape import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of a pack: what it may hold, and what it adds to the names of the pack."""

    name: str
    shape: Record
    is_required: bool = False
    defines: Map[str, str] = field(default_factory=dict)  # kind of name -> the key of its list
    concludes: tuple[str, ...] = ()  # what its rules may conclude
