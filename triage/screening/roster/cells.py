"""Cells of one column -> answers, by the same checks as an answer sheet.

A cell may hold an option's id or label, a form of yes or no, "not sure" or "none of these"; empty
means not asked, as does what software writes for a missing value. A number or date that two
countries would read differently is read only when the column, or the user, says how. Of a list,
what could be read counts even if the rest could not.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from triage.errors import Fault, Location, did_you_mean
from triage.knowledge.sheet.answers import AnswerReader
from triage.knowledge.yaml.syntax import Node, Scalar, Sequence
from triage.model.answers import Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.files.table import Cell, Unreadable
from triage.screening.roster.boxes import Box
from triage.screening.roster.columns import Column
from triage.screening.roster.dates import date_in, is_date
from triage.screening.roster.headers import BOXES_OF_ALL
from triage.screening.roster.lists import MOST_ITEMS, items_in
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.names import name_in
from triage.screening.roster.numbers import number_in
from triage.screening.roster.taken import (
    Taken,
    Trouble,
    in_trouble,
    short,
    text_of,
    troubles_of,
    unreadable,
)
from triage.screening.roster.vocabulary import Vocabulary
from triage.screening.standing.words import Words, fold

_NOWHERE = Location("")
_REMEMBERED = 5_000
_LONGEST = 20_000
"""Characters of a cell that are read. All labels of a checklist have a few thousand."""
_FEW = 8
"""Options that a message lists."""

_SHOWN = 5
"""Items of one list that messages name, if they could not be read."""

_LONG = 300
"""Characters of a cell that is not remembered."""

_ERROR = re.compile(r"#[^\W_]+(/0)?[!?]+")
"""What a spreadsheet shows for a formula that failed, in any language: #REF!, #NAME?, #DIV/0!."""


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
        self._vocabulary = Vocabulary(column, pack, words, mapping)
        self._empty = Taken(Box.EMPTY) if column.option else Taken()
        self._memory: dict[Cell, Taken] = {}

    def read(self, cell: Cell) -> Taken:
        """Return what a cell holds."""
        if isinstance(cell, Decimal) and cell.is_nan():
            return self._empty
        is_short = not isinstance(cell, bool | str) or (isinstance(cell, str) and len(cell) < _LONG)
        known = self._memory.get(cell) if is_short else None
        if known is not None:
            return known
        taken = self._read(cell)
        if self.column.option and taken.troubles:
            taken = Taken(Box.UNREAD, taken.troubles)
        if is_short and len(self._memory) < _REMEMBERED:
            self._memory[cell] = taken
        return taken

    def _read(self, cell: Cell) -> Taken:
        if isinstance(cell, Unreadable):
            return unreadable(cell)
        question, is_cut = self.column.question, False
        if isinstance(cell, str):
            cell = cell.strip()
            is_cut = len(cell) > _LONGEST
            cell = unicodedata.normalize("NFKC", cell[:_LONGEST]).strip()
            if _ERROR.fullmatch(cell):
                return in_trouble(
                    f"'{short(cell)}' is an error of the spreadsheet",
                    "correct the formula, or type the value",
                    "this is an error of the spreadsheet",
                    "correct the formula, or type the value",
                )
        if isinstance(cell, tuple):
            is_cut = len(cell) > MOST_ITEMS
            cell = tuple(item[:_LONG] for item in cell[:MOST_ITEMS] if item.strip())
        if cell is None or cell in ("", ()) or self._vocabulary.is_missing(cell):
            return self._empty
        if self.column.own == "date":
            return date_in(cell, self._order, self._today, tuple(self._words.languages))
        if isinstance(cell, dt.date) or self._is_changed_code(cell):
            return in_trouble(
                f"'{short(cell)}' is a date, which a spreadsheet may have made of something else",
                "type it again, in a column formatted as text",
                "this is a date, which a spreadsheet may have made of something else",
                "type it again, in a column formatted as text",
            )
        if self.column.own in ("runner", "squad"):
            return name_in(cell, self._pack)
        taken = self._complaint(cell) if question is None else self._answer(question, cell)
        return _cut(taken) if is_cut else taken

    # -- a roster's own columns --------------------------------------------------------------

    def _is_changed_code(self, cell: Cell) -> bool:
        languages = tuple(self._words.languages)
        return self.column.own == "runner" and isinstance(cell, str) and is_date(cell, languages)

    def _complaint(self, cell: Cell) -> Taken:
        form = self._vocabulary.forms.get(fold(text_of(cell)))
        if form == "unsure":
            return Taken()
        if form not in ("yes", "no"):
            fix = "write yes or no"
            return in_trouble(
                f"'{short(cell)}' is neither yes nor no", fix, "this is neither yes nor no"
            )
        return Taken(form == "yes")

    # -- answers -----------------------------------------------------------------------------

    def _answer(self, question: Question, cell: Cell) -> Taken:
        if self.column.option is not None:
            return self._box(question, self.column.option, cell)
        if question.kind is Kind.CHECKLIST:
            return self._list(question, cell)
        text = text_of(cell)
        text = self._vocabulary.answers.get(fold(text), text)
        if question.span is not None and text != "unsure":
            number = number_in(text, self._decimal, question.span, self._words)
            if isinstance(number, Taken):
                return number
            text = number
        return self._checked(question, Scalar(_shown(text), _NOWHERE, quoted=True))

    def _checked(self, question: Question, node: Node) -> Taken:
        faults: list[Fault] = []
        answer = AnswerReader(self._pack, faults).answer(question, node)
        return Taken(answer, troubles_of(faults, _reason(question)))

    def _box(self, question: Question, box: str, cell: Cell) -> Taken:
        said = fold(text_of(cell))
        form = self._vocabulary.forms.get(said)
        if self._vocabulary.answers.get(said) == box or (form == box and box in BOXES_OF_ALL):
            return Taken(Box.LABEL)
        if said in self._words.unticked or cell is False:
            return Taken(Box.UNTICKED)
        if form in ("yes", "no", "unsure"):
            return Taken(Box(form))
        return in_trouble(
            f"'{short(cell)}' does not say whether '{box}' of '{question.id}' applies",
            "write yes, no or unsure",
            "this is neither yes, no nor unsure",
            "write yes, no or unsure",
        )

    def _list(self, question: Question, cell: Cell) -> Taken:
        items = items_in(cell if isinstance(cell, tuple) else text_of(cell), self._vocabulary)
        unknown = [item.text for item in items if item.answer is None]
        if len(unknown) == len(items) and all(map(self._vocabulary.is_missing, unknown)):
            return self._empty
        said = list(dict.fromkeys(item.answer for item in items if item.answer is not None))
        nodes: list[Node] = [Scalar(answer, _NOWHERE, quoted=True) for answer in said]
        alone = len(said) == 1 and said[0] in BOXES_OF_ALL
        taken = self._checked(question, nodes[0] if alone else Sequence(_NOWHERE, nodes))
        if not unknown and not taken.troubles:
            return taken
        troubles = [_unknown(question, text) for text in unknown[:_SHOWN]]
        return Taken(_ticked(question, said), (*troubles, *(taken.troubles if said else ())))


def _ticked(question: Question, said: list[str]) -> Ticks | None:
    """Return the boxes that a list answers, where something else in it could not be read."""
    others = Tick.UNSURE if "unsure" in said else None
    answers = ((option, Tick.YES if option in said else others) for option in question.option_ids)
    boxes = tuple((option, tick) for option, tick in answers if tick is not None)
    return Ticks(boxes) if boxes else None


def _reason(question: Question) -> str:
    """Return what is wrong with an answer that a question does not admit, whatever it says."""
    if (span := question.span) is not None:
        whole = "whole number" if span.whole else "number"
        return f"this is not a {whole} from {span.least} to {span.most} ({span.unit})"
    if question.kind is Kind.CHECKLIST:
        return "these answers do not go together"
    return "this is not an answer of the form"


def _unknown(question: Question, text: str) -> Trouble:
    options = list(question.option_ids)
    few = ", ".join(options[:_FEW]) + (", …" if len(options) > _FEW else "")
    fix = did_you_mean(text, options, f"write a list of: {few}; or none of these, or unsure")
    what = f"'{short(text)}' is not an answer to '{question.id}'"
    return Trouble(what, fix, "part of this is not an answer of the form")


def _cut(taken: Taken) -> Taken:
    """Return what a long cell holds, with a trouble for what was not read of it."""
    what, fix = "the cell is too long to be read whole", "write the answer alone in the cell"
    trouble = Trouble(what, fix, what, fix)
    value = taken.value
    if isinstance(value, Ticks):
        value = Ticks(tuple(box for box in value.boxes if box[1] is Tick.YES))
        value = value if value.boxes else None
    return Taken(value, (*taken.troubles, trouble))


def _shown(text: str) -> str:
    """Return text as a message may show it, unless it is short enough to be an answer."""
    return text if text.isprintable() and len(text) <= 60 else short(text)
