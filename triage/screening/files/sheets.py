"""The sheets of a workbook, and which of them is the roster.

Macros, links to other files and names in the zip are never used. The styles tell dates from
numbers, and nothing else about them is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any, NoReturn

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.xml.constants import ARC_STYLE
from openpyxl.xml.functions import fromstring

from triage.screening.files.table import refuse
from triage.screening.files.worksheet import SheetParser

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SHOWN = 8
"""How many sheets a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as the workbook lists it; `parser` makes a new parser of its cells."""

    title: str
    is_visible: bool
    is_chart: bool
    parser: Callable[[], SheetParser]

    @property
    def is_filled(self) -> bool:
        """It holds something that a roster could be."""
        return not self.is_chart and any(True for _ in self.parser().cells())

    def __str__(self) -> str:
        return f"'{self.title}'" if self.is_visible else f"'{self.title}' (hidden)"


def sheets_of(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook, found by their relationships, whatever their parts' names.

    Raises:
        Exception: the workbook is damaged; which exception is up to openpyxl.
    """
    reader: Any = ExcelReader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    styles = reader.package.find(_STYLES)
    name = styles.PartName[1:] if styles else ARC_STYLE
    formats: dict[str, Any] = {}
    if name in reader.valid_files:
        written: Any = Stylesheet.from_tree(fromstring(reader.archive.read(name)))
        formats["date_formats"] = written.date_formats
        formats["timedelta_formats"] = written.timedelta_formats
    calculation = reader.wb.calculation

    def parser(part: str) -> SheetParser:
        made = SheetParser(
            reader.archive.open(part),
            reader.shared_strings,
            data_only=True,
            epoch=reader.wb.epoch,
            **formats,
        )
        made.is_uncalculated = bool(calculation and calculation.fullCalcOnLoad)
        return made

    found = [
        Sheet(
            title=sheet.name,
            is_visible=sheet.state == "visible",
            is_chart=not relation.Type.endswith("/worksheet"),
            parser=partial(parser, relation.target),
        )
        for sheet, relation in reader.parser.find_sheets()
    ]
    if len(found) < len(reader.parser.sheets):
        raise LookupError("a sheet without a part")
    return found


def chosen(sheets: Sequence[Sheet], title: str | None, file: str) -> Sheet:
    """Return the one visible sheet that holds something, or the sheet of a title.

    Raises:
        AnswerFault: there is none, or more than one.
    """
    if title is not None:
        return _of_title(sheets, title, file)
    filled = [sheet for sheet in sheets if sheet.is_visible and sheet.is_filled]
    if len(filled) != 1:
        _refuse_unclear(sheets, filled, file)
    return filled[0]


def _refuse_unclear(sheets: Sequence[Sheet], filled: Sequence[Sheet], file: str) -> NoReturn:
    what, fix = "several sheets hold something", "say which of them is the roster"
    if not filled:
        filled = [sheet for sheet in sheets if not sheet.is_visible and sheet.is_filled]
        what, fix = "only hidden sheets hold something", "unhide the roster, or name it"
    if not filled:
        refuse("the workbook is empty", file, "put the headers in the first row of a sheet")
    refuse(f"{what}: {listed(filled)}", file, f"{fix}, such as --sheet '{filled[0].title}'")


def _of_title(sheets: Sequence[Sheet], title: str, file: str) -> Sheet:
    exact = [sheet for sheet in sheets if sheet.title == title]
    alike = [s for s in sheets if s.title.strip().casefold() == title.strip().casefold()]
    found = exact or alike
    if len(found) != 1:
        refuse(f"there is no sheet '{title}'", file, f"name one of its sheets: {listed(sheets)}")
    if found[0].is_chart:
        refuse(f"the sheet '{title}' has no cells", file, "name the sheet that is the roster")
    return found[0]


def listed(sheets: Sequence[Sheet]) -> str:
    """Return the titles of sheets as a message shows them."""
    more = f" and {len(sheets) - _SHOWN} more" if len(sheets) > _SHOWN else ""
    return ", ".join(map(str, sheets[:_SHOWN])) + more
