"""Which loops run over the rows: plain ones in numpy, or compiled ones for millions of rows."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from triage.columnar.bitmaps import plain
from triage.columnar.frames import np

if TYPE_CHECKING:
    Array = np.ndarray

COMPILED_FROM = 100_000
"""Rows. With fewer, compiling takes longer than it saves."""


class Loops(Protocol):
    """What `plain` and `compiled` both do."""

    def join(self, bits: Array, steps: Array) -> None:
        """Take steps one after the other, each (how, left, right, out), on registers of words."""

    def place(self, bits: Array, numbers: Array, rows: int) -> tuple[Array, Array]:
        """Return where the list of each row ends, and the members of all lists, one after another.

        A bitmap of `bits` says which rows have a member, and `numbers` the number it has there.
        Members are in the order of their bitmaps; no bit is set beyond the last row.
        """


def loops_for(rows: int) -> Loops:
    """Return the fastest installed loops for this many rows."""
    if rows >= COMPILED_FROM and find_spec("numba") is not None:
        from triage.columnar.bitmaps import compiled

        return cast(Loops, compiled)
    return cast(Loops, plain)
