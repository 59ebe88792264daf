"""How a file writes dates and decimals, learned from its own values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from triage.model.question import Kind
from triage.screening.files.table import Cell
from triage.screening.roster.columns import Column

EITHER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ,].*)?", re.ASCII)
COMMA = re.compile(r"(-?\d+),(\d+)(\s.*)?", re.ASCII)
POINT = re.compile(r"(-?\d+)\.(\d+)(\s.*)?", re.ASCII)


@dataclass(slots=True)
class Habits:
    """How a file writes dates and decimals, as far as its own values show."""

    day_first: int = 0  # values that can only be day-month
    month_first: int = 0
    comma: int = 0  # values that can only have a decimal comma
    point: int = 0

    def note(self, column: Column, cell: Cell) -> None:
        """Learn from one cell."""
        if not isinstance(cell, str):
            return
        if column.own == "date":
            found = EITHER.fullmatch(cell.strip())
            if found:
                self.day_first += int(found[1]) > 12 >= int(found[3])
                self.month_first += int(found[3]) > 12 >= int(found[1])
        elif column.question is not None and column.question.kind is Kind.NUMBER:
            comma, point = COMMA.fullmatch(cell.strip()), POINT.fullmatch(cell.strip())
            self.comma += comma is not None and len(comma[2]) != 3
            self.point += point is not None and len(point[2]) != 3

    @property
    def order(self) -> str | None:
        """`dmy` or `mdy` where the values show it, else None."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "dmy" if self.day_first else "mdy"

    @property
    def decimal(self) -> str | None:
        """`comma` or `point` where the values show it, else None."""
        if bool(self.comma) == bool(self.point):
            return None
        return "comma" if self.comma else "point"
