"""Scores: signs that are weighed together, with the words for how much they come to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What a score means from so many points on.

    `says` words it to the runner; pages name the signs and never the number. `rule` is the id of
    the red flag that the band raises, None where it only lends words to conditions.
    """

    points: int
    label: str
    says: str
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A named sum of the points that rules give; `bands` from the lowest to the highest."""

    id: str
    label: str
    bands: tuple[Band, ...]

    def band(self, points: int) -> Band:
        """Return the band that begins at those points.

        Raises:
            KeyError: no band begins there.
        """
        for band in self.bands:
            if band.points == points:
                return band
        raise KeyError(points)
