"""The ladder from self-care to emergency. Its wording belongs to each pack."""

from __future__ import annotations

from enum import IntEnum


class Disposition(IntEnum):
    """What to do and how soon, ordered: a greater one is more urgent."""

    SELF_CARE = 0
    SEE_PHYSIO = 1
    SEE_DOCTOR = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The name used in packs, sheets and reports, such as ``see_physio``."""
        return self.name.lower()

    @classmethod
    def named(cls, id: str) -> Disposition:
        """Return the disposition of that id.

        Raises:
            KeyError: no disposition has that id.
        """
        return _BY_ID[id]


HIGHEST_WITH_PROGRAMME = Disposition.SEE_PHYSIO
"""Above it someone looks first: no causes are guessed at and no exercises offered."""

_BY_ID = {disposition.id: disposition for disposition in Disposition}
DISPOSITION_IDS = tuple(_BY_ID)
