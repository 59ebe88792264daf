"""Columns of true and false -> one column of lists: which members each row has.

A list column over hundreds of possible members, of which a row has a few, is built from the
members' side: the rows of each member one after the other, then sorted by row. The sort is stable,
so members stay in the order given, and its keys fit 16 bits, which makes it a radix sort.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triage.columnar.frames import np, pa, pl

if TYPE_CHECKING:
    import polars

BLOCK = 1 << 16
"""As many rows as 16 bits can number."""


def members(columns: Sequence[str], names: Sequence[str]) -> polars.Expr:
    """Return the lists of the names whose columns are true, in the order given.

    The columns hold no null. A name may stand more than once.
    """
    kinds = pl.Enum(list(dict.fromkeys(names)))
    if not names:
        return pl.lit([], dtype=pl.List(kinds))
    code = {name: number for number, name in enumerate(kinds.categories)}
    codes = np.array([code[name] for name in names], dtype=np.uint16)

    def gather(flags: Sequence[polars.Series]) -> polars.Series:
        length = len(flags[0])
        blocks = [
            _lists([flag.slice(start, BLOCK) for flag in flags], codes)
            for start in range(0, max(length, 1), BLOCK)
        ]
        return pl.concat(blocks)

    lists = pl.map_batches(
        [pl.col(column) for column in columns],
        gather,
        return_dtype=pl.List(pl.UInt16),
        is_elementwise=True,
    )
    return lists.list.eval(pl.element().cat.to(kinds))


def _lists(flags: Sequence[polars.Series], codes: np.ndarray) -> polars.Series:
    length = len(flags[0])
    numbers = pl.Series(np.arange(length, dtype=np.uint16))
    having = [numbers.filter(flag).to_numpy() for flag in flags]
    rows = np.concatenate(having)
    members = np.repeat(codes, [len(found) for found in having])
    ends = np.cumsum(np.bincount(rows, minlength=length))
    offsets = np.concatenate([np.zeros(1, np.int64), ends])
    by_row = members[np.argsort(rows, kind="stable")]
    return pl.Series(pa.LargeListArray.from_arrays(pa.array(offsets), pa.array(by_row)))
