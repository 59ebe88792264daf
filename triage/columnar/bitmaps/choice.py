"""The loops over the rows, in numpy. `compiled` has the same ones, for millions of rows."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from triage.columnar.frames import np, pa, pl

if TYPE_CHECKING:
    import polars

    Array = np.ndarray

AND, OR, XOR = range(3)
"""How a step joins two registers."""
COMPILED_FROM = 100_000
"""Rows. With fewer, compiling takes longer than it saves."""


class Loops(Protocol):
    """What this module and `compiled` do."""

    def join(self, bits: Array, steps: Array) -> None:
        """Take steps one after the other, each (how, left, right, out), on registers of words."""

    def place(self, bits: Array, numbers: Array, rows: int) -> tuple[Array, Array]:
        """Return where the list of each row ends, and the members of all lists one after another.

        A bitmap of `bits` says which rows have a member, and `numbers` the number it has there.
        Members stand in the order of their bitmaps; no bit is set beyond the last row.
        """


def loops_for(rows: int) -> Loops:
    """Return the loops that are the quickest for so many rows, of those that are installed."""
    if rows >= COMPILED_FROM and find_spec("numba") is not None:
        from triage.columnar.bitmaps import compiled

        return cast(Loops, compiled)
    return cast(Loops, sys.modules[__name__])


def join(bits: Array, steps: Array) -> None:
    """Take the steps: see `Loops`."""
    how = (np.bitwise_and, np.bitwise_or, np.bitwise_xor)
    registers = list(bits)
    for way, left, right, out in steps.tolist():
        how[way](registers[left], registers[right], registers[out])


def place(bits: Array, numbers: Array, rows: int) -> tuple[Array, Array]:
    """Put each member in turn at the next free place of every row that has it: see `Loops`."""
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
