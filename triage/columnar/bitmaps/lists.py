"""Bitmaps -> columns of lists: which members each row has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triage.circuit.circuit import Wire
from triage.columnar.bitmaps.choice import Loops
from triage.columnar.bitmaps.program import Bitmaps
from triage.columnar.frames import np, pa, pl

if TYPE_CHECKING:
    import polars


def kinds_of(named: Sequence[tuple[str, Wire]]) -> polars.Enum:
    """Return the type of the members of a list. A name may appear more than once."""
    return pl.Enum(list(dict.fromkeys(name for name, _ in named)))


def numbers_of(named: Sequence[tuple[str, Wire]]) -> np.ndarray:
    """Return the number that each member of a list has within `kinds_of`."""
    numbers = {name: number for number, name in enumerate(kinds_of(named).categories)}
    narrow = np.uint8 if len(numbers) < 256 else np.uint16
    return np.array([numbers[name] for name, _ in named], narrow)


def members(
    bitmaps: Bitmaps, wires: Sequence[Wire], numbers: np.ndarray, loops: Loops
) -> polars.Series:
    """Return for each row the numbers whose wires are true, in the order given."""
    ends, found = loops.place(bitmaps.of(wires), numbers, bitmaps.rows)
    return pl.Series(pa.LargeListArray.from_arrays(pa.array(ends), pa.array(found)))
