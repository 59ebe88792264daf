"""The loops over the rows, in numpy, for squads. `compiled` has the same loops for nations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.columnar.frames import np, pa, pl

if TYPE_CHECKING:
    import polars

    Array = np.ndarray


def join(bits: Array, steps: Array) -> None:
    """Take the steps: see `choice.Loops`."""
    how = (np.bitwise_and, np.bitwise_or, np.bitwise_xor)
    registers = list(bits)
    for way, left, right, out in steps.tolist():
        how[way](registers[left], registers[right], registers[out])


def place(bits: Array, numbers: Array, rows: int) -> tuple[Array, Array]:
    """Put each member in turn at the next free place of each of its rows: see `choice.Loops`."""
    counted = pl.Series(np.arange(rows))
    having = [counted.filter(flags(each, rows)).to_numpy() for each in bits]
    ends = np.zeros(rows + 1, np.int64)
    if having:
        np.cumsum(np.bincount(np.concatenate(having), minlength=rows), out=ends[1:])
    free = ends[:-1].copy()
    found = np.empty(ends[-1], numbers.dtype)
    for number, its in zip(numbers, having, strict=True):
        places = free[its]
        found[places] = number
        free[its] = places + 1
    return ends, found


def flags(bits: Array, rows: int) -> polars.Series:
    """Return a bitmap as a column of flags."""
    buffers = [None, pa.py_buffer(bits)]
    return pl.Series(pa.BooleanArray.from_buffers(pa.bool_(), rows, buffers))
