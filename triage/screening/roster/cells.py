"""Cells of one column -> answers, by the same checks as an answer sheet.

A cell may say an option's id, its label, a form of yes and no, "not sure", "none of these"; empty
means not asked. A number or date that two countries would read differently is read only when the
column, or the user, says how.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from triage.errors import Fault, Location
from triage.knowledge.sheet.answers import AnswerReader
from triage.knowledge.sheet.sheet import SheetReader
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence
from triage.model.answers import Answer
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.files.open import Cell
from triage.screening.roster.columns import Column
from triage.screening.roster.mapping import RosterMapping
from triage.screening.standing.words import Words, fold

Order = Literal["dmy", "mdy"]

_NOWHERE = Location("")
_REMEMBERED = 5_000
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?", re.ASCII)
_EITHER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ,].*)?", re.ASCII)
_COMMA = re.compile(r"(-?\d+),(\d+)(\s.*)?", re.ASCII)
_POINT = re.compile(r"(-?\d+)\.(\d+)(\s.*)?", re.ASCII)
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)


@dataclass(slots=True)
class Habits:
    """How a file writes dates and decimals, as far as its own values tell."""

    day_first: int = 0  # values that can only be day-month
    month_first: int = 0
    comma: int = 0  # values that can only have a decimal comma
    point: int = 0

    def note(self, column: Column, cell: Cell) -> None:
        """Learn from one cell."""
        if not isinstance(cell, str):
            return
        if column.own == "date":
            found = _EITHER.fullmatch(cell.strip())
            if found:
                self.day_first += int(found[1]) > 12 >= int(found[3])
                self.month_first += int(found[3]) > 12 >= int(found[1])
        elif column.question is not None and column.question.kind is Kind.NUMBER:
            comma, point = _COMMA.fullmatch(cell.strip()), _POINT.fullmatch(cell.strip())
            self.comma += comma is not None and len(comma[2]) != 3
            self.point += point is not None and len(point[2]) != 3

    @property
    def order(self) -> str | None:
        """`dmy` or `mdy` where the values settle it, else None."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "dmy" if self.day_first else "mdy"

    @property
    def decimal(self) -> str | None:
        """`comma` or `point` where the values settle it, else None."""
        if bool(self.comma) == bool(self.point):
            return None
        return "comma" if self.comma else "point"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a cell, and how to mend it."""

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a cell holds; None for an empty one, or one in trouble."""

    value: Answer | dt.date | bool | str | None = None
    troubles: tuple[Trouble, ...] = ()


def _trouble(what: str, fix: str) -> Taken:
    return Taken(troubles=(Trouble(what, fix),))


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
        if isinstance(cell, str):
            cell = unicodedata.normalize("NFKC", cell).strip()
        if cell is None or cell in ("", ()):
            return Taken()
        if self.column.question is not None:
            return self._answer(self.column.question, cell)
        if self.column.own == "date":
            return self._date(cell)
        if self.column.own == "complaint":
            return self._complaint(cell)
        return self._name(cell)

    # -- a roster's own columns --------------------------------------------------------------

    def _name(self, cell: Cell) -> Taken:
        faults: list[Fault] = []
        text = _text(cell)
        name = SheetReader(self._pack, faults).runner(Scalar(text, _NOWHERE, quoted=True))
        if faults and any(unicodedata.category(letter) in ("Cf", "Cc") for letter in text):
            return _trouble(
                "the name holds characters that cannot be seen", "type it again by hand"
            )
        return Taken(name, _troubles(faults))

    def _complaint(self, cell: Cell) -> Taken:
        said = fold(_text(cell))
        form = self._values.get(said) or self._words.forms.get(said)
        if form == "unsure":
            return Taken()
        if form not in ("yes", "no"):
            return _trouble(f"'{short(cell)}' is neither yes nor no", "write yes or no")
        return Taken(form == "yes")

    def _date(self, cell: Cell) -> Taken:
        if isinstance(cell, dt.date):
            return self._day(cell.year, cell.month, cell.day, cell)
        text = _text(cell)
        iso, either = _ISO.fullmatch(text), _EITHER.fullmatch(text)
        if iso:
            return self._day(int(iso[1]), int(iso[2]), int(iso[3]), cell)
        if either is None or not isinstance(cell, str):
            return _trouble(f"'{short(cell)}' is not a date", "write year-month-day: 2026-11-22")
        first, second, year = int(either[1]), int(either[3]), int(either[4])
        if first != second and max(first, second) <= 12 and self._order is None:
            return _trouble(
                f"'{short(cell)}' can be day-month or month-day, and nothing here settles it",
                "say --dates dmy or --dates mdy, or write year-month-day",
            )
        is_day_first = self._order == "dmy" if self._order else first > 12
        day, month = (first, second) if is_day_first else (second, first)
        return self._day(year, month, day, cell)

    def _day(self, year: int, month: int, day: int, cell: Cell) -> Taken:
        try:
            found = dt.date(year, month, day)
        except ValueError:
            order = f", read as {self._order}" if self._order else ""
            return _trouble(
                f"'{short(cell)}' is no day of the calendar{order}",
                "write year-month-day: 2026-11-22",
            )
        if found > self._today:
            return _trouble(
                f"'{short(cell)}' is in the future",
                f"mend the date, or give the day of the screening with --today (now {self._today})",
            )
        return Taken(found)

    # -- answers -----------------------------------------------------------------------------

    def _answer(self, question: Question, cell: Cell) -> Taken:
        node = self._node(question, cell)
        if isinstance(node, Taken):
            return node
        faults: list[Fault] = []
        answer = AnswerReader(self._pack, faults).answer(question, node)
        return Taken(answer, _troubles(faults))

    def _node(self, question: Question, cell: Cell) -> Node | Taken:
        if self.column.option is not None:
            said = self._box(question.option(self.column.option).label, _text(cell))
            box = Scalar(said, _NOWHERE, quoted=True)
            return Mapping(_NOWHERE, {self.column.option: box}, {self.column.option: _NOWHERE})
        if question.kind is Kind.CHECKLIST:
            return self._list(cell)
        text = self._answers.get(fold(_text(cell)), _text(cell))
        if question.kind is Kind.NUMBER and text != "unsure":
            number = self._number(text)
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
            items = self._parted(_text(cell))
        if len(items) == 1 and items[0] in ("none", "unsure"):
            return Scalar(items[0], _NOWHERE, quoted=True)
        return Sequence(_NOWHERE, [Scalar(item, _NOWHERE, quoted=True) for item in items])

    def _parted(self, text: str) -> list[str]:
        """Part a cell into what it lists. Labels may hold commas themselves: longest first."""
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

    def _number(self, text: str) -> str | Taken:
        comma, point = _COMMA.fullmatch(text), _POINT.fullmatch(text)
        if comma is not None and self._decimal != "comma":
            return _trouble(
                f"'{short(text)}' has a comma, and nothing here settles what it parts",
                "write whole numbers without it, or say --decimal comma",
            )
        if point is not None and len(point[2]) == 3 and self._decimal != "point":
            return _trouble(
                f"'{short(text)}' has a point, and nothing here settles what it parts",
                "write whole numbers without it, or say --decimal point",
            )
        if point is not None and self._decimal == "comma":
            return _trouble(
                f"'{short(text)}' has a point where other numbers have a comma",
                "write all numbers of the roster in one way",
            )
        found = _WHOLE.fullmatch(text.replace(",", "."))
        return found[1] if found else text.replace(",", ".")


def _vocabulary(question: Question, words: Words) -> dict[str, str]:
    """Return what a cell may say to a question: folded text to the answer of a sheet."""
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


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return str(int(cell)) if cell == cell.to_integral_value() else format(cell, "f")
        case dt.date():
            return cell.isoformat()
        case tuple():
            return ", ".join(cell)
    return cell or ""


def short(cell: Cell) -> str:
    """Return a cell as a message shows it: one line, not too long, nothing unseen."""
    text = "".join(letter if letter.isprintable() else "�" for letter in _text(cell))
    return text if len(text) <= 60 else text[:59] + "…"


def _troubles(faults: list[Fault]) -> tuple[Trouble, ...]:
    return tuple(Trouble(fault.what, fault.fix) for fault in faults)
