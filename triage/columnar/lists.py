"""Bitmaps -> columns of lists: which members each row has.

A list column over hundreds of possible members, of which a row has a few, is built from the
members' side: each member in turn is put at the next free place of every row that has it, so that
members stand in the order given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triage.columnar.bitmaps import Bitmaps
from triage.columnar.circuit import Wire
from triage.columnar.frames import np, pa, pl

if TYPE_CHECKING:
    import polars


def kinds_of(named: Sequence[tuple[str, Wire]]) -> polars.Enum:
    """Return the type of the members of a list. A name may stand more than once."""
    return pl.Enum(list(dict.fromkeys(name for name, _ in named)))


def members(bitmaps: Bitmaps, named: Sequence[tuple[str, Wire]]) -> polars.Series:
    """Return of each row the list of the names whose wires are true, in the order given.

    Names are told by their number within `kinds_of`.
    """
    numbers = {name: number for number, name in enumerate(kinds_of(named).categories)}
    having = [bitmaps.true_in(wire) for _, wire in named]
    ends = np.zeros(bitmaps.rows + 1, np.int64)
    if named:
        np.cumsum(np.bincount(np.concatenate(having), minlength=bitmaps.rows), out=ends[1:])
    place = ends[:-1].copy()
    found = np.empty(ends[-1], np.uint16)
    for (name, _), rows in zip(named, having, strict=True):
        free = place[rows]
        found[free] = numbers[name]
        place[rows] = free + 1
    return pl.Series(pa.LargeListArray.from_arrays(pa.array(ends), pa.array(found)))
