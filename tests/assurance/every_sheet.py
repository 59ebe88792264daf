"""Every answer sheet of a small pack, enumerated, to check what the solver says of them all.

The sheets are the cells of a box with one axis for each item. Two sheets that differ in one answer
are two cells in line, so that a property of such pairs is a comparison of slices. The columns judge
them, which share nothing with the solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import prod

import numpy as np

from triage.circuit.circuit import Circuit, Wire
from triage.circuit.columns import UNSURE, Column, Type, columns_of
from triage.circuit.compile import logic_of
from triage.circuit.conditions import Conditions
from triage.columnar.bitmaps.choice import loops_for
from triage.columnar.bitmaps.program import NUMBERS, Bitmaps, Program
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.condition import Condition
from triage.model.cuts import Cuts
from triage.model.disposition import Disposition
from triage.model.item import NO_CUTS, Item, Value, items_with_values, ticks_of
from triage.model.pack import Pack
from triage.model.truth import Worlds

State = Value | None
"""What an item can be: not asked (None), "unsure", or a value."""
FEW = 3_000_000
"""Sheets that are enumerated in a second."""


class EverySheet:
    """All sheets of a pack that its rules can tell apart, and what each comes to."""

    def __init__(self, pack: Pack, cuts: Cuts = NO_CUTS) -> None:
        self.pack = pack
        self.states: dict[Item, tuple[State, ...]] = {
            item: (None, UNSURE, *values) for item, values in items_with_values(pack, cuts)
        }
        self.shape = tuple(len(states) for states in self.states.values())
        logic = logic_of(pack)
        levels = [logic.reached[level] for level in sorted(Disposition)[1:]]
        fired, advice = dict(logic.fired), dict(logic.advice)
        found = self._run(
            logic.circuit, [*levels, logic.complete, *fired.values(), *advice.values()]
        )
        self.disposition = found.count(levels).reshape(self.shape)
        self.complete = self._flags(found, logic.complete)
        self.fired = {rule: self._flags(found, wire) for rule, wire in fired.items()}
        self.advice = {item: self._flags(found, wire) for item, wire in advice.items()}

    def axis(self, item: Item) -> int:
        """Return the axis on which an item varies."""
        return list(self.states).index(item)

    def at(self, sheets: np.ndarray, item: Item, state: State) -> np.ndarray:
        """Return the part of an array of sheets in which an item has that state."""
        return np.take(sheets, self.states[item].index(state), axis=self.axis(item))

    def where(self, condition: Condition | bool, world: Worlds) -> np.ndarray:
        """Return on which sheets a condition is true in a world."""
        if isinstance(condition, bool):
            return np.full(self.shape, condition)
        wires = Conditions(self.pack, Circuit())
        wire = wires.condition(condition, world)
        return self._flags(self._run(wires.circuit, [wire]), wire)

    def answers(self, place: Iterable[int]) -> Answers:
        """Return the sheet at a place of the box, as it is written."""
        states = {
            item: states[index]
            for (item, states), index in zip(self.states.items(), place, strict=True)
        }
        given: dict[str, Answer] = {}
        for question in self.pack.questions:
            mine = {
                option: state
                for (id, option), state in states.items()
                if id == question.id and state is not None
            }
            boxes = {o: Tick(str(state)) for o, state in mine.items() if o is not None}
            if boxes:
                given[question.id] = ticks_of(question, boxes)
            elif None in mine:
                state = mine[None]
                given[question.id] = UNSURE_ANSWER if state == UNSURE else state
        assert not any(isinstance(a, Ticks) and not a.boxes for a in given.values())
        return Answers(given)

    def _run(self, circuit: Circuit, wanted: list[Wire]) -> Bitmaps:
        columns = {column.name: column for column in columns_of(self.pack)}
        program = Program(circuit, wanted, columns, loops_for(0))
        return program.run({name: self._cells(column) for name, column in columns.items()})

    def _cells(self, column: Column) -> np.ndarray:
        """Return the cell of each sheet in a column, as a program reads it."""
        if column.question is None:  # an exercise, which no sheet says was tried
            return np.full(prod(self.shape), 2, np.uint8)
        item = (column.question, column.option)
        codes = np.array([_code(column, state) for state in self.states[item]])
        along = [1] * len(self.shape)
        along[self.axis(item)] = len(codes)
        return np.ascontiguousarray(np.broadcast_to(codes.reshape(along), self.shape)).ravel()

    def _flags(self, found: Bitmaps, wire: Wire) -> np.ndarray:
        return found.count([wire]).astype(bool).reshape(self.shape)


def _code(column: Column, state: State) -> float | int:
    if column.type in NUMBERS:
        return float(state) if isinstance(state, Decimal) else float("nan")
    if column.type is Type.FLAG:
        return 1 if state == UNSURE else 2
    return len(column.words) if state is None else column.words.index(str(state))


def is_small(pack: Pack) -> bool:
    """Say whether a pack has few enough sheets to look at each."""
    return prod(len(values) + 2 for _, values in items_with_values(pack)) <= FEW
