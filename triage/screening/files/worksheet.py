"""Cells of a worksheet, by openpyxl's parser: one that cannot be read is marked, and never lost.

openpyxl reads a formula without a saved value as an empty cell, and stops at a cell that it cannot
convert. Its parser takes one cell after the other, so both are noticed here, however the formula is
written: with a namespace prefix, as an array, shared, or as a data table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import isfinite
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import ISO_REGEX
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

from triage.screening.files.merged import Range
from triage.screening.files.table import Cell, Unreadable, cell

LONGEST_NUMBER = 50
"""Characters of a number. A program writes at most 17 digits, a sign, a point and an exponent."""

LONGEST_TEXT = 32_767
"""Characters of a text: no spreadsheet program holds more in a cell."""

_SHOWN = 60
_TYPE_AGAIN = "type the cell again, as a value"
_CANNOT_BE = {"n": "a number", "d": "a date", "b": "true or false"}
_KINDS = ("s", "str", "inlineStr", *_CANNOT_BE)


class SheetParser(WorkSheetParser):
    """Parses one worksheet. `is_uncalculated`: its formulas have yet to be calculated."""

    is_uncalculated = False

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield row, column and value of each cell that holds something."""
        for _, row in self.parse():
            for found in row:
                value = found["value"]
                if value is not None and not (isinstance(value, str) and not value.strip()):
                    yield found["row"], found["column"], value

    def merged(self) -> list[Range]:
        """Return the merged ranges, once the cells have been parsed."""
        found: Any = self.merged_cells
        return [] if found is None else [each.bounds for each in found.mergeCell]

    def hidden(self) -> set[int]:
        """Return the rows that are hidden, once the cells have been parsed."""
        dimensions: dict[str, dict[str, str]] = self.row_dimensions
        return {int(n) for n, its in dimensions.items() if its.get("hidden") in ("1", "true")}

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return where a cell is and what it holds."""
        if not len(element) and not element.text:
            return dict(super().parse_cell(_place(element)))
        before = self.col_counter
        try:
            found = dict(super().parse_cell(element))
            value = _value(element, found, is_uncalculated=self.is_uncalculated)
        except (ValueError, LookupError, TypeError, ArithmeticError):
            self.col_counter = before
            found = dict(super().parse_cell(_place(element)))
            kind = element.get("t", "n")
            what = f"the cell cannot be read as {_CANNOT_BE.get(kind, 'text')}"
            value = Unreadable(what, _TYPE_AGAIN, _shown(element))
        return found | {"value": value}


def _value(element: Any, found: dict[str, Any], *, is_uncalculated: bool) -> Cell:
    """Return what a cell holds.

    Raises:
        ValueError: it is filled, but holds nothing that a program would write.
    """
    value, kind, saved = found["value"], element.get("t", "n"), element.findtext(VALUE_TAG)
    formula = element.find("{*}f")
    if formula is not None and _lacks_value(kind, saved, is_uncalculated):
        what = "the cell holds a formula without a saved value"
        fix = "open the file in a spreadsheet program and save it, or type the value"
        return Unreadable(what, fix, f"={formula.text or ''}"[:_SHOWN])
    if kind == "e":
        fix = "correct its formula, or type the value"
        return Unreadable("the cell holds an error", fix, _shown(element))
    if found["data_type"] == "e":
        what = "the cell is a date outside the calendar"
        return Unreadable(what, "type the date again", _shown(element))
    if value is None:
        if kind != "str" and "".join(element.itertext()).strip():
            raise ValueError("something in the cell was not read")
        return None
    if kind not in _KINDS or not _is_plain(kind, saved or ""):
        raise ValueError("no program writes this")
    return _typed(value)


def _lacks_value(kind: str, saved: str | None, is_uncalculated: bool) -> bool:
    if not saved:
        return saved is None or kind != "str"  # the result of a formula can be empty text
    return is_uncalculated and saved.strip() == "0"  # what some programs write for any formula


def _is_plain(kind: str, saved: str) -> bool:
    match kind:
        case "n":
            return len(saved) <= LONGEST_NUMBER
        case "b":
            return saved in ("0", "1")
        case "d":
            return ISO_REGEX.fullmatch(saved) is not None
        case "s":
            return not saved.startswith("-")  # it would count from the end
    return True


def _typed(value: Any) -> Cell:
    match value:
        case float() if not isfinite(value):
            raise ValueError("too large")
        case dt.time() | dt.timedelta():
            what, fix = "the cell is a time or a duration", "format it as text, and type it again"
            return Unreadable(what, fix, str(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date()  # a workbook has no other way to write a day
        case str() if len(value) > LONGEST_TEXT:
            fix = f"shorten it to {LONGEST_TEXT} characters"
            return Unreadable("the text is too long", fix, value[:_SHOWN])
        case str():
            text = unescape(value)
            text.encode()  # half of a surrogate pair cannot be written to any file
            return cell(text)
    return cell(value)


def _place(element: Any) -> Element:
    """Return an empty cell in the same place."""
    return Element(element.tag, {"r": element.get("r")} if element.get("r") else {})


def _shown(element: Any) -> str:
    """Return what a cell of numbers shows; text is elsewhere in the file."""
    if element.get("t") == "s":
        return ""
    return str(element.findtext(VALUE_TAG) or "").strip()[:_SHOWN]
