"""Logic as a circuit: a wire is true or false of each row, and equal wires are one wire.

A circuit knows nothing of packs and nothing of dataframes. Constants are folded, and what is
built twice is there once, so that whoever computes it computes each wire once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

Wire = int
"""A wire, by its number. It only leads from wires with smaller numbers."""


class Gate(Enum):
    """How a wire follows from others."""

    ALL = "all"
    ANY = "any"
    NOT = "not"


class Ask(Enum):
    """What is asked of a cell. Of a null cell only NULL is true."""

    NULL = "null"
    EQUAL = "=="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Test:
    """A question to one column of the row."""

    column: str
    ask: Ask
    value: str | int | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A wire that follows from others."""

    gate: Gate
    of: tuple[Wire, ...]


class Circuit:
    """Wires, each once, in an order in which they can be computed."""

    def __init__(self) -> None:
        self.nodes: list[Test | Node] = []
        self._numbers: dict[Test | Node, Wire] = {}
        self.never = self._wire(Node(Gate.ANY, ()))
        self.always = self._wire(Node(Gate.ALL, ()))

    def test(self, column: str, ask: Ask, value: str | int | float | bool | None = None) -> Wire:
        """Return the wire of a test of a cell."""
        return self._wire(Test(column, ask, value))

    def negated(self, wire: Wire) -> Wire:
        """Return the wire that is true just where `wire` is not."""
        node = self.nodes[wire]
        if wire in (self.never, self.always):
            return self.always if wire == self.never else self.never
        if isinstance(node, Node) and node.gate is Gate.NOT:
            return node.of[0]
        return self._wire(Node(Gate.NOT, (wire,)))

    def all(self, wires: Iterable[Wire]) -> Wire:
        """Return the wire that is true where every one is."""
        return self._join(Gate.ALL, wires, neutral=self.always, final=self.never)

    def any(self, wires: Iterable[Wire]) -> Wire:
        """Return the wire that is true where some one is."""
        return self._join(Gate.ANY, wires, neutral=self.never, final=self.always)

    def at_least(self, count: int, wires: Sequence[Wire]) -> Wire:
        """Return the wire that is true where at least `count` of them are."""
        return self.tally(count, [(wire, 1) for wire in wires])[count]

    def tally(self, most: int, weighed: Iterable[tuple[Wire, int]]) -> list[Wire]:
        """Return wires 0 to `most`: the n-th is true where the weights of true wires reach n."""
        reached = [self.always] + [self.never] * most
        for wire, weight in weighed:
            reached = [
                self.any([before, self.all([wire, reached[max(0, n - weight)]])])
                for n, before in enumerate(reached)
            ]
        return reached

    def _join(self, gate: Gate, wires: Iterable[Wire], *, neutral: Wire, final: Wire) -> Wire:
        parts: set[Wire] = set(wires) - {neutral}
        if final in parts or any(self._opposite(part) in parts for part in parts):
            return final
        if not parts:
            return neutral
        if len(parts) == 1:
            return parts.pop()
        return self._wire(Node(gate, tuple(sorted(parts))))

    def _opposite(self, wire: Wire) -> Wire | None:
        node = self.nodes[wire]
        return node.of[0] if isinstance(node, Node) and node.gate is Gate.NOT else None

    def _wire(self, node: Test | Node) -> Wire:
        number = self._numbers.get(node)
        if number is None:
            number = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return number
