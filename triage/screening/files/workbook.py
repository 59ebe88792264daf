"""XLSX in and out. With roster.blank_workbook the only module that uses openpyxl.

A workbook is a zip of XML, and openpyxl guards against neither kind of bomb. So the sizes in its
directory are checked before anything is unpacked, and each XML part is parsed once by defusedxml,
which refuses a document type and with it every entity, before openpyxl sees the file. Macros, links
to other files and names in the zip are never used.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from triage.screening.files.table import (
    MOST_COLUMNS,
    Cell,
    Row,
    Table,
    cell,
    missing_extra,
    refuse,
    too_wide,
)

LARGEST = 5_000_000
LARGEST_UNPACKED = 50_000_000
GREATEST_RATIO = 100
MOST_ENTRIES = 200
MOST_ROWS = 5_000
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*<")
_SPLIT = "split it, or save it as CSV"


def need_openpyxl() -> Any:
    """Return the library openpyxl.

    Raises:
        ExtraMissing: it, or defusedxml, which makes it safe, is not installed.
    """
    try:
        import defusedxml  # noqa: F401  # what openpyxl parses with when it is there
        import openpyxl
    except ImportError:
        raise missing_extra("an XLSX workbook", "openpyxl") from None
    return openpyxl


def read_workbook(path: Path) -> Table:
    """Return the first sheet of a workbook.

    Raises:
        AnswerFault: it exceeds a limit, or is not a workbook.
    """
    openpyxl, file = need_openpyxl(), str(path)
    has_formulas = _check(path)

    def sheet(*, values: bool) -> list[tuple[Any, ...]]:
        with closing(
            openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
        ) as book:
            titles[:] = [each.title for each in book.worksheets]
            first = book.worksheets[0]
            first.reset_dimensions()  # a file can claim any size
            return list(islice(first.iter_rows(values_only=True), MOST_ROWS + 2))

    titles: list[str] = []
    try:
        content = sheet(values=True)
        formulas = sheet(values=False) if has_formulas else [()] * len(content)
    except (ValueError, LookupError, SAXException, zipfile.BadZipFile, TypeError) as error:
        refuse(
            f"the workbook cannot be read ({type(error).__name__})",
            file,
            "save it again with a spreadsheet program",
        )
    headers = tuple("" if name is None else str(name).strip() for name in (content or [()])[0])
    while headers and not headers[-1]:
        headers = headers[:-1]
    if not headers:
        refuse("the first sheet is empty", file, "put the headers in its first row")
    if len(headers) > MOST_COLUMNS:
        too_wide(file)
    if len(content) > MOST_ROWS + 1:
        refuse(f"there are more than {MOST_ROWS} rows", file, _SPLIT)
    rows = [
        _row(number, values, written, len(headers))
        for number, (values, written) in enumerate(zip(content, formulas, strict=True), 1)
    ]
    notes = [f"sheet '{titles[0]}'"]
    if len(titles) > 1:
        others = ", ".join(f"'{title}'" for title in titles[1:4])
        notes.append(f"other sheets are not read: {others}")
    return Table(file=file, headers=headers, rows=lambda: iter(rows[1:]), notes=tuple(notes))


def _row(number: int, values: tuple[Any, ...], written: tuple[Any, ...], width: int) -> Row:
    cells = tuple(map(cell, values[:width] + (None,) * (width - len(values))))
    if any(_is_lost(*pair) for pair in zip(values, written, strict=False)):
        why = ("a formula in this row has no value", "replace the formulas with their values")
        return Row(number, cells, why)
    return Row(number, cells)


def _is_lost(value: Any, written: Any) -> bool:
    return value is None and isinstance(written, str) and written.startswith("=")


def _check(path: Path) -> bool:
    """Check the limits of a workbook, and say whether it contains a formula."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    file, size = str(path), path.stat().st_size
    if size > LARGEST:
        refuse(f"the workbook is larger than {LARGEST // 1_000_000} MB", file, _SPLIT)
    has_formulas = False
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES:
                refuse(f"the workbook has more than {MOST_ENTRIES} parts", file, _SPLIT)
            if unpacked > LARGEST_UNPACKED:
                refuse(
                    f"the workbook unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB",
                    file,
                    _SPLIT,
                )
            if unpacked > GREATEST_RATIO * max(size, 1):
                refuse(
                    f"the workbook unpacks to more than {GREATEST_RATIO} times its size",
                    file,
                    "save it as CSV",
                )
            for entry in entries:
                if not entry.filename.endswith((".xml", ".rels", ".vml")):
                    continue
                content = archive.read(entry)
                parser = make_parser()
                parser.forbid_dtd = True
                parser.setContentHandler(ContentHandler())
                parser.parse(BytesIO(content))
                is_sheet = entry.filename.startswith("xl/worksheets/")
                has_formulas |= is_sheet and (b"<f>" in content or b"<f " in content)
    except DefusedXmlException:
        refuse(
            "the workbook contains XML entities, which rosters do not need",
            file,
            "save it again with a spreadsheet program",
        )
    except (zipfile.BadZipFile, SAXException, RuntimeError, NotImplementedError, EOFError) as error:
        refuse(
            f"this is not an XLSX workbook ({type(error).__name__})",
            file,
            "save it as .xlsx, without a password",
        )
    return has_formulas


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
