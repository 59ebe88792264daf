"""Circuit -> dataframe expressions, in stages: each wire that several others need is computed once.

A stage computes columns from those of the stages before it. A wire that only one other needs has
no column of its own and is part of that one's expression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from triage.circuit.circuit import Ask, Circuit, Gate, Test, Wire
from triage.columnar.frames import nw

if TYPE_CHECKING:
    import narwhals

    Expr = narwhals.Expr


class Stages:
    """Expressions for the `wanted` wires of a circuit, and the stages that must come before."""

    def __init__(self, circuit: Circuit, wanted: Iterable[Wire], fan_in: int = 64) -> None:
        self._circuit = circuit
        self._fan_in = fan_in
        needed = _needed(circuit, wanted)
        self._shared = {wire for wire, count in needed.items() if count > 1}
        self._shared -= {circuit.never, circuit.always}
        self._level: dict[Wire, int] = {}
        self.stages: list[dict[str, Expr]] = []
        for wire in sorted(needed):
            node = circuit.nodes[wire]
            below = [] if isinstance(node, Test) else [self._level[part] for part in node.of]
            level = self._level[wire] = max(below, default=0)
            if wire in self._shared:
                self._level[wire] = level + 1
                if level == len(self.stages):
                    self.stages.append({})
                self.stages[level][_name(wire)] = self._expression(wire)

    def expression(self, wire: Wire) -> Expr:
        """Return the expression of a wanted wire, over the columns of all stages."""
        return nw.col(_name(wire)) if wire in self._shared else self._expression(wire)

    def _expression(self, wire: Wire) -> Expr:
        node = self._circuit.nodes[wire]
        if isinstance(node, Test):
            return _test(node)
        parts = [self.expression(part) for part in node.of]
        if not parts:
            return nw.lit(node.gate is Gate.ALL)
        if node.gate is Gate.NOT:
            return ~parts[0]
        join = nw.all_horizontal if node.gate is Gate.ALL else nw.any_horizontal
        while len(parts) > 1:
            groups = [parts[n : n + self._fan_in] for n in range(0, len(parts), self._fan_in)]
            parts = [
                join(*group, ignore_nulls=False) if len(group) > 1 else group[0] for group in groups
            ]
        return parts[0]


def _needed(circuit: Circuit, wanted: Iterable[Wire]) -> Mapping[Wire, int]:
    """Return how many wires or results need each wire, without those that none needs."""
    uses: Counter[Wire] = Counter(wanted)
    for wire in range(len(circuit.nodes) - 1, -1, -1):
        node = circuit.nodes[wire]
        if uses[wire] and not isinstance(node, Test):
            uses.update(set(node.of))
    return {wire: count for wire, count in uses.items() if count}


def _name(wire: Wire) -> str:
    return f"~{wire}"


def _test(test: Test) -> Expr:
    column = nw.col(test.column)
    match test.ask:
        case Ask.NULL:
            return column.is_null()
        case Ask.EQUAL if isinstance(test.value, bool):
            found = column if test.value else ~column
        case Ask.EQUAL:
            found = column == test.value
        case Ask.LESS:
            found = column < test.value
        case Ask.AT_MOST:
            found = column <= test.value
        case Ask.MORE:
            found = column > test.value
        case Ask.AT_LEAST:
            found = column >= test.value
    return found.fill_null(False)
