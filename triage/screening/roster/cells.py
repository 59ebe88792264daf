"""Cells of one column -> answers, by the same checks as an answer sheet.

A cell may hold an option's id or label, a form of yes or no, "not sure" or "none of these"; empty
means not asked. A number or date that two countries would read differently is read only when the
column, or the user, says how.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from triage.errors import Fault, Location
from triage.knowledge.sheet.answers import AnswerReader
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.files.table import Cell, Unreadable
from triage.screening.roster.columns import Column
from triage.screening.roster.dates_and_numbers import date_in, number_in
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.names import name_in
from triage.screening.roster.taken import Taken, in_trouble, short, text_of, troubles_of
from triage.screening.standing.words import Words, fold

_NOWHERE = Location("")
_REMEMBERED = 5_000


class ColumnReader:
    """Reads the cells of one column, each different cell once."""

    def __init__(
        self,
        column: Column,
        pack: Pack,
        words: Words,
        mapping: RosterMapping,
        *,
        order: str | None,
        decimal: str | None,
        today: dt.date,
    ) -> None:
        self.column = column
        self._pack, self._words = pack, words
        self._order, self._decimal, self._today = order, decimal, today
        self._values = mapping.values.get((column.target or "").partition(".")[0], {})
        self._answers = _vocabulary(column.question, words) if column.question else {}
        self._answers |= self._values
        self._longest_first = sorted(self._answers, key=len, reverse=True)
        self._memory: dict[Cell, Taken] = {}

    def read(self, cell: Cell) -> Taken:
        """Return what a cell holds."""
        known = self._memory.get(cell) if not isinstance(cell, bool) else None
        if known is not None:
            return known
        taken = self._read(cell)
        if len(self._memory) < _REMEMBERED and not isinstance(cell, bool):
            self._memory[cell] = taken
        return taken

    def _read(self, cell: Cell) -> Taken:
        if isinstance(cell, Unreadable):
            return in_trouble(cell.what, cell.fix)
        if isinstance(cell, str):
            cell = unicodedata.normalize("NFKC", cell).strip()
        if cell is None or cell in ("", ()):
            return Taken()
        if self.column.question is not None:
            return self._answer(self.column.question, cell)
        if self.column.own == "date":
            return date_in(cell, self._order, self._today)
        if self.column.own == "complaint":
            return self._complaint(cell)
        return name_in(cell, self._pack)

    # -- a roster's own columns --------------------------------------------------------------

    def _complaint(self, cell: Cell) -> Taken:
        said = fold(text_of(cell))
        form = self._values.get(said) or self._words.forms.get(said)
        if form == "unsure":
            return Taken()
        if form not in ("yes", "no"):
            return in_trouble(f"'{short(cell)}' is neither yes nor no", "write yes or no")
        return Taken(form == "yes")

    # -- answers -----------------------------------------------------------------------------

    def _answer(self, question: Question, cell: Cell) -> Taken:
        node = self._node(question, cell)
        if isinstance(node, Taken):
            return node
        faults: list[Fault] = []
        answer = AnswerReader(self._pack, faults).answer(question, node)
        if faults and isinstance(node, Sequence):
            answer = _ticked(question, node)
        return Taken(answer, troubles_of(faults))

    def _node(self, question: Question, cell: Cell) -> Node | Taken:
        if self.column.option is not None:
            said = self._box(question.option(self.column.option).label, text_of(cell))
            box = Scalar(said, _NOWHERE, quoted=True)
            return Mapping(_NOWHERE, {self.column.option: box}, {self.column.option: _NOWHERE})
        if question.kind is Kind.CHECKLIST:
            return self._list(cell)
        text = self._answers.get(fold(text_of(cell)), text_of(cell))
        if question.kind is Kind.NUMBER and text != "unsure":
            number = number_in(text, self._decimal)
            if isinstance(number, Taken):
                return number
            text = number
        return Scalar(text, _NOWHERE, quoted=True)

    def _box(self, label: str, text: str) -> str:
        said = fold(text)
        if said == fold(label):
            return "yes"
        return self._values.get(said) or self._words.forms.get(said, text)

    def _list(self, cell: Cell) -> Node:
        if isinstance(cell, tuple):
            items = [self._answers.get(fold(item), item) for item in cell]
        else:
            items = self._split(text_of(cell))
        if len(items) == 1 and items[0] in ("none", "unsure"):
            return Scalar(items[0], _NOWHERE, quoted=True)
        return Sequence(_NOWHERE, [Scalar(item, _NOWHERE, quoted=True) for item in items])

    def _split(self, text: str) -> list[str]:
        """Split a cell into what it lists. Labels may contain commas, so the longest come first."""
        rest, items = fold(text).strip(" ,;"), []
        while rest:
            said = next((s for s in self._longest_first if _begins(rest, s)), None)
            if said is None:
                said = re.split(r"[;,]", rest, maxsplit=1)[0]
                items.append(said.strip())
            else:
                items.append(self._answers[said])
            rest = rest[len(said) :].strip(" ,;")
        return items


def _ticked(question: Question, node: Sequence) -> Ticks | None:
    """Return the boxes that a list answers, where something else in it could not be read."""
    said = {item.text for item in node.items if isinstance(item, Scalar)}
    others = Tick.UNSURE if "unsure" in said else None
    answers = ((option, Tick.YES if option in said else others) for option in question.option_ids)
    boxes = tuple((option, tick) for option, tick in answers if tick is not None)
    return Ticks(boxes) if boxes else None


def _vocabulary(question: Question, words: Words) -> dict[str, str]:
    """Return what a cell may say for a question: folded text to the answer of a sheet."""
    wanted = {
        Kind.YES_NO: ("yes", "no", "unsure"),
        Kind.CHECKLIST: ("none", "unsure"),
        Kind.CHOICE: ("unsure",),
        Kind.NUMBER: ("unsure",),
    }[question.kind]
    said = {form: answer for form, answer in words.forms.items() if answer in wanted}
    for option in question.options:
        said[fold(option.label)] = option.id
    for option in question.options:
        said[fold(option.id)] = option.id
    return said


def _begins(rest: str, said: str) -> bool:
    after = rest[len(said) :].lstrip()
    return rest.startswith(said) and (not after or after[0] in ",;")
