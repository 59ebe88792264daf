"""The loops over the rows, compiled. The only module that uses numba.

Compiling them takes a few seconds, so this is for rosters of 100,000 rows and more. The rows go
through a loop chunk by chunk, so that what it works on stays in the processor's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
from llvmlite import ir
from numba.extending import intrinsic

from triage.columnar.bitmaps.steps import AND, OR
from triage.columnar.frames import np

if TYPE_CHECKING:
    Array = np.ndarray

_CHUNK = 64  # words, of 64 rows each: 1,500 registers of them are less than a MB
_NONE, _ONE = np.uint64(0), np.uint64(1)


def _join(bits: Array, steps: Array) -> None:
    for start in range(0, bits.shape[1], _CHUNK):
        chunk = bits[:, start : start + _CHUNK]
        for step in range(steps.shape[0]):
            how, left, right, out = steps[step]
            a, b, joined = chunk[left], chunk[right], chunk[out]
            if how == AND:
                for word in range(joined.size):
                    joined[word] = a[word] & b[word]
            elif how == OR:
                for word in range(joined.size):
                    joined[word] = a[word] | b[word]
            else:
                for word in range(joined.size):
                    joined[word] = a[word] ^ b[word]


def _place(bits: Array, numbers: Array, rows: int) -> tuple[Array, Array]:
    ends = np.zeros(rows + 1, np.int64)
    for start in range(0, bits.shape[1], _CHUNK):
        for member in range(bits.shape[0]):
            for word in range(start, min(start + _CHUNK, bits.shape[1])):
                left = bits[member, word]
                while left != _NONE:
                    ends[64 * word + _first(left) + 1] += 1
                    left &= left - _ONE
    ends = np.cumsum(ends)
    free = ends[:-1].copy()
    found = np.empty(ends[-1], numbers.dtype)
    for start in range(0, bits.shape[1], _CHUNK):
        for member in range(bits.shape[0]):
            for word in range(start, min(start + _CHUNK, bits.shape[1])):
                left = bits[member, word]
                while left != _NONE:
                    row = 64 * word + _first(left)
                    found[free[row]] = numbers[member]
                    free[row] += 1
                    left &= left - _ONE
    return ends, found


def _first_bit(_context: Any, word: Any) -> Any:
    """Tell the compiler how to find the lowest bit set in a word that has one."""

    def generate(_context: Any, builder: Any, _signature: Any, words: Any) -> Any:
        return builder.cttz(words[0], ir.Constant(ir.IntType(1), 1))

    return numba.types.int64(word), generate


_first: Any = intrinsic(_first_bit)
join = numba.njit(_join, nogil=True)
place = numba.njit(_place, nogil=True)
