"""The map of the body that a pack draws on: from where it is seen, and the regions it marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class SeenFrom(Enum):
    """From where a view of the map looks at the runner."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"

    @property
    def is_from_a_side(self) -> bool:
        """Such a view shows what is ahead of the runner, and not what is to the left."""
        return self in (SeenFrom.LEFT, SeenFrom.RIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """One drawing of the body on the map, with the word below it."""

    seen_from: SeenFrom
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An ellipse on one view, in hundredths of the body's height.

    `across` is from the middle of the body to the runner's left, seen from a side to what is ahead;
    `up` is from the floor. `wide` and `high` are from the middle of the ellipse to its edge.
    """

    view: SeenFrom
    across: float
    up: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the body that an answer can name, as the places that a map marks for it."""

    id: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMap:
    """The views of a map in the order they are drawn, and the regions of the pack."""

    views: tuple[MapView, ...]
    regions: tuple[Region, ...]
