"""XLSX in and out. What openpyxl reads, by way of files.sheets, files.ooxml has checked before."""

from __future__ import annotations

import os
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.errors import AnswerFault, Fault, Location, TriageError
from triage.screening.files.header import SEARCHED, find_header
from triage.screening.files.merged import Cells, Range, marked, spread, within
from triage.screening.files.ooxml import SAVE_AGAIN, SPLIT, check
from triage.screening.files.table import (
    MOST_COLUMNS,
    Cell,
    Row,
    Table,
    Unreadable,
    missing_extra,
    refuse,
    too_wide,
)

if TYPE_CHECKING:
    from triage.screening.files.worksheet import SheetParser

LARGEST = 5_000_000
MOST_ROWS = 5_000
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")


def need_openpyxl() -> Any:
    """Return the library openpyxl.

    Raises:
        ExtraMissing: it, or defusedxml, which makes it safe, is not installed.
    """
    # Where lxml is installed, openpyxl would parse with it, unguarded, and write other bytes.
    os.environ["OPENPYXL_LXML"] = "False"
    try:
        import defusedxml  # noqa: F401  # what openpyxl parses with when it is there
        import openpyxl
    except ImportError:
        raise missing_extra("an XLSX workbook", "openpyxl") from None
    return openpyxl


def read_workbook(path: Path, known: Callable[[str], bool], title: str | None = None) -> Table:
    """Return the one visible sheet of a workbook that holds something, or the sheet of a title.

    Raises:
        AnswerFault: it exceeds a limit, or is not a workbook, or it is unclear which sheet to read.
    """
    need_openpyxl()
    file = str(path)
    if path.stat().st_size > LARGEST:
        refuse(f"the workbook is larger than {LARGEST // 1_000_000} MB", file, SPLIT)
    content = path.read_bytes()
    from defusedxml.common import DefusedXmlException

    try:
        check(content, file)
        cells, ranges, notes = _read(content, title, file)
    except TriageError:
        raise
    except DefusedXmlException:
        refuse("the workbook contains XML entities, which rosters do not need", file, SAVE_AGAIN)
    except Exception as error:  # zipfile, zlib, expat and openpyxl raise anything at all, and all
        # that decides what is the file: its bytes are in memory by now
        refuse(f"the workbook is damaged ({type(error).__name__})", file, SAVE_AGAIN)
    return _table(cells, ranges, known, notes, file)


def _read(content: bytes, title: str | None, file: str) -> tuple[Cells, list[Range], list[str]]:
    """Return the filled cells of the sheet to read, its merged ones, and which sheet it is."""
    from triage.screening.files.sheets import chosen, listed, sheets_of

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what else is in the workbook, which is not read
        sheets = sheets_of(content)
        sheet = chosen(sheets, title, file)
        parser = sheet.parser()
        cells = _cells(parser, file)
        ranges = within(parser.merged(), cells)
        hidden = len(parser.hidden() & set(cells))
    notes = [f"sheet {sheet}"]
    if hidden:
        notes.append(f"hidden rows are read too: {hidden}")
    if len(sheets) > 1:
        others = [each for each in sheets if each is not sheet]
        notes.append(f"other sheets are not read: {listed(others)}")
    return cells, ranges, notes


def _table(
    cells: Cells, ranges: list[Range], known: Callable[[str], bool], notes: list[str], file: str
) -> Table:
    width = max((max(row) for row in cells.values()), default=0)
    top = {row: spread(row, cells, ranges) for row in sorted(cells)[:SEARCHED]}
    header = find_header(((row, _in_order(top[row], width)) for row in top), known)
    if header is None:
        refuse(f"{notes[0]} is empty", file, "put the headers in its first row")
    for column, head in top[header.row].items():
        if isinstance(head, Unreadable):
            where = Location(file, header.row, column)
            raise AnswerFault(Fault(what=head.what, where=where, fix=head.fix))
    body = marked(cells, ranges, below=header.row)
    if len(body) > MOST_ROWS:
        refuse(f"there are more than {MOST_ROWS} rows", file, SPLIT)
    rows = [Row(row, _in_order(found, width)) for row, found in body.items()]
    return Table(
        file=file,
        headers=header.names + ("",) * (width - len(header.names)),
        rows=lambda: iter(rows),
        notes=(*notes, *header.notes),
        header_row=header.row,
        likely_header=header.likely,
    )


def _cells(parser: SheetParser, file: str) -> Cells:
    """Return the filled cells of a sheet.

    Raises:
        AnswerFault: there are more columns or rows than a roster may have.
    """
    rows: Cells = {}
    for row, column, value in parser.cells():
        if column > MOST_COLUMNS:
            too_wide(file)
        cells = rows.setdefault(row, {})
        cells[column] = _twice(value) if column in cells else value
        if len(rows) > MOST_ROWS + SEARCHED:
            refuse(f"there are more than {MOST_ROWS} rows", file, SPLIT)
    return rows


def _twice(value: Cell) -> Unreadable:
    return Unreadable("the file holds this cell twice", "type the cell again", str(value))


def _in_order(cells: Mapping[int, Cell], width: int) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in range(1, width + 1))


def write_rows(
    title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    """Return a workbook of one sheet. Text stays text, whatever it begins with."""
    openpyxl = need_openpyxl()
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width

    def made(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        written = WriteOnlyCell(sheet, None)
        written.value = value
        written.data_type = "s"
        written.quotePrefix = True
        return written

    sheet.append([made(header) for header in headers])
    for row in rows:
        sheet.append([made(value) for value in row])
    return saved(book)


def saved(book: Any) -> bytes:
    """Return a workbook's bytes, the same for the same content."""
    buffer, made = BytesIO(), BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            same = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            content = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z<", old.read(entry))
            new.writestr(same, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
