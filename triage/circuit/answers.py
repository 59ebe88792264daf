"""What a row answers, as wires: each item by the columns that hold it.

A value, "not sure" and "not asked" are three things; which of them a world takes for true is
decided in `conditions`.
"""

from __future__ import annotations

from triage.circuit.circuit import Ask, Circuit, Wire
from triage.circuit.columns import UNSURE, box_column, unsure_column
from triage.model.condition import AnswerAtom, Compare, Includes
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.question import Kind


class AnswerWires:
    """The wires that test the answers of a row, one column at a time."""

    def __init__(self, pack: Pack, circuit: Circuit) -> None:
        self.pack = pack
        self.circuit = circuit

    def is_null(self, item: Item) -> Wire:
        """Where an item has no value, though it may be "not sure"."""
        return self.circuit.test(column_of(item), Ask.NULL)

    def is_unsure(self, item: Item) -> Wire:
        """Where the answer given to an item is "not sure"."""
        if self.pack.question[item[0]].kind is not Kind.NUMBER:
            return self.circuit.test(column_of(item), Ask.EQUAL, UNSURE)
        flag = self.circuit.test(unsure_column(item[0]), Ask.EQUAL, True)
        return self.circuit.all([flag, self.is_null(item)])

    def is_blank(self, item: Item) -> Wire:
        """Where an item was not asked, whether it applies or not."""
        if self.pack.question[item[0]].kind is not Kind.NUMBER:
            return self.is_null(item)
        return self.circuit.all([self.is_null(item), self.circuit.negated(self.is_unsure(item))])

    def fits(self, atom: AnswerAtom, positive: bool) -> Wire:
        """Where the answer is a value that meets the atom or, when not `positive`, fails it."""
        column = column_of(item_of(atom))
        if isinstance(atom, Compare):
            ask = Ask(atom.operator) if positive else _INVERSE[Ask(atom.operator)]
            whole = atom.number == atom.number.to_integral_value()
            return self.circuit.test(column, ask, int(atom.number) if whole else float(atom.number))
        if isinstance(atom, Includes):
            return self.circuit.test(column, Ask.EQUAL, "yes" if positive else "no")
        options = self.pack.question[atom.question].option_ids
        fitting = [option for option in options if (option in atom.options) is positive]
        return self.circuit.any(self.circuit.test(column, Ask.EQUAL, word) for word in fitting)


def column_of(item: Item) -> str:
    """Return the name of the column that holds an item."""
    question, option = item
    return question if option is None else box_column(question, option)


_INVERSE = {
    Ask.LESS: Ask.AT_LEAST,
    Ask.AT_LEAST: Ask.LESS,
    Ask.MORE: Ask.AT_MOST,
    Ask.AT_MOST: Ask.MORE,
}
