"""Circuit -> bitmaps: a wire is one bit per row, so that one instruction joins 64 rows.

`expressions` says the same in terms of any dataframe library; here it is said to the processor,
because planning thousands of small expressions costs a library more than the rows do.

Rule 1: a step joins two registers into a third. A register is a bitmap of the rows at hand, and is
used again as soon as no later step reads it.
Rule 2: null is a value like others: a code for words and flags, and for numbers NaN, which no
comparison accepts.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from triage.circuit.circuit import Ask, Circuit, Gate, Node, Test, Wire
from triage.circuit.columns import Column, Type
from triage.columnar.bitmaps.choice import Loops
from triage.columnar.bitmaps.plain import flags
from triage.columnar.bitmaps.steps import AND, OR, XOR
from triage.columnar.frames import np, pl

if TYPE_CHECKING:
    import polars

    Cells = np.ndarray  # of one column, one value per row
    Step = tuple[int, int, int, int]

NUMBERS = frozenset({Type.WHOLE, Type.DECIMAL})


def cells_of(column: Column) -> polars.Expr:
    """Return a roster's column as a program reads it: numbers as floats, all else as codes.

    A word that the column does not know stops the work when it is read.
    """
    cell = pl.col(column.name)
    if column.type in NUMBERS:
        return cell.cast(pl.Float64).fill_null(float("nan"))
    words = pl.Boolean() if column.type is Type.FLAG else pl.Enum(column.words)
    codes = cell.cast(words) if column.type is Type.FLAG else cell.cast(words).to_physical()
    narrow = pl.UInt8 if _null_code(column) < 256 else pl.UInt16
    return codes.cast(narrow).fill_null(_null_code(column))


def _null_code(column: Column) -> int:
    return 2 if column.type is Type.FLAG else len(column.words)


class Program:
    """The steps that compute the `wanted` wires of a circuit, for any number of rows."""

    def __init__(
        self, circuit: Circuit, wanted: Iterable[Wire], columns: Mapping[str, Column], loops: Loops
    ) -> None:
        self._loops = loops
        self._nodes = circuit.nodes
        self._columns = columns
        self._never, self._always = circuit.never, circuit.always
        self._kept = frozenset({self._never, self._always, *wanted})
        self._registers: dict[Wire, int] = {}
        self._size = 0
        self.tests: list[tuple[str, Callable[[Cells], Cells], int]] = []
        self.steps = np.array(self._compile(), np.int32).reshape(-1, 4)

    def run(self, cells: Mapping[str, Cells]) -> Bitmaps:
        """Return the bitmaps of the wanted wires for the rows whose cells these are."""
        rows = len(next(iter(cells.values())))
        bits = np.empty((self._size, -(-rows // 64)), np.uint64)
        filled = bits.view(np.uint8)[:, : -(-rows // 8)]
        for column, meets, register in self.tests:
            filled[register] = np.packbits(meets(cells[column]), bitorder="little")
        bits[self._registers[self._never]] = 0
        bits[self._registers[self._always]] = ~np.uint64(0)
        self._loops.join(bits, self.steps)
        return Bitmaps(rows, bits, self._registers)

    # -- compiling -------------------------------------------------------------------------

    def _compile(self) -> list[Step]:
        steps: list[Step] = []
        last = self._last_readers()
        free: list[int] = []
        # Cells are read first, so that no step uses their registers before that.
        for wire in sorted(last, key=lambda wire: (isinstance(self._nodes[wire], Node), wire)):
            node = self._nodes[wire]
            if free:
                register = free.pop()
            else:
                register, self._size = self._size, self._size + 1
            self._registers[wire] = register
            if isinstance(node, Test):
                self.tests.append((node.column, self._meets(node), register))
                continue
            steps += self._steps(node, register)
            done = (part for part in set(node.of) - self._kept if last[part] == wire)
            free += sorted(self._registers[part] for part in done)
        return steps

    def _last_readers(self) -> dict[Wire, Wire]:
        """Return for each wire that is needed the last one that reads it, or itself."""
        last = {wire: wire for wire in self._kept}
        for wire in range(len(self._nodes) - 1, -1, -1):
            node = self._nodes[wire]
            if wire in last and isinstance(node, Node):
                for part in node.of:
                    last.setdefault(part, wire)
        return last

    def _steps(self, node: Node, out: int) -> list[Step]:
        parts = [self._registers[part] for part in node.of]
        if node.gate is Gate.NOT:
            return [(XOR, parts[0], self._registers[self._always], out)]
        join = AND if node.gate is Gate.ALL else OR
        lefts = [*parts[:1], *([out] * (len(parts) - 2))]
        return [(join, left, right, out) for left, right in zip(lefts, parts[1:], strict=True)]

    def _meets(self, test: Test) -> Callable[[Cells], Cells]:
        column = self._columns[test.column]
        if column.type in NUMBERS:
            return np.isnan if test.ask is Ask.NULL else partial(_COMPARE[test.ask], test.value)
        code = _null_code(column)
        if test.ask is not Ask.NULL:
            is_flag = column.type is Type.FLAG
            code = int(test.value is True) if is_flag else column.words.index(str(test.value))
        return partial(operator.eq, code)


class Bitmaps:
    """For each wanted wire, in which of some rows it is true."""

    def __init__(self, rows: int, bits: Cells, registers: Mapping[Wire, int]) -> None:
        self.rows = rows
        self._bits = bits
        self._registers = registers

    def flags(self, wire: Wire) -> polars.Series:
        """Return for each row whether the wire is true."""
        return flags(self._bits[self._registers[wire]], self.rows)

    def of(self, wires: Iterable[Wire]) -> Cells:
        """Return the bitmaps of some wires, in their order, with no bit beyond the last row."""
        found = self._bits[[self._registers[wire] for wire in wires]]
        if self.rows % 64:
            found[:, -1] &= np.uint64((1 << self.rows % 64) - 1)
        return found

    def count(self, wires: Iterable[Wire]) -> Cells:
        """Return for each row how many of at most 255 wires are true."""
        found = np.zeros(self.rows, np.uint8)
        for bits in self.of(wires):
            found += np.unpackbits(bits.view(np.uint8), count=self.rows, bitorder="little")
        return found


_COMPARE: dict[Ask, Callable[..., Any]] = {  # the bound comes first, then the cells
    Ask.LESS: operator.gt,
    Ask.AT_MOST: operator.ge,
    Ask.MORE: operator.lt,
    Ask.AT_LEAST: operator.le,
}
