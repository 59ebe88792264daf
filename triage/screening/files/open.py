"""Roster files -> rows of cells, whatever their format, without asking what the cells mean.

A table can be read again and again, in bounded memory, and numbers its rows. A file is refused as a
whole for what no file of its format may hold: a NUL, an endless line, two encodings.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.screening.files.json_lines import json_table
from triage.screening.files.table import Table, refuse
from triage.screening.files.text import text_table

LARGEST = 1_000_000_000
"""Bytes of a text or Parquet roster."""

WORKBOOKS = (".xlsx", ".xlsm")

_SPREADSHEET, _WRITER = "a spreadsheet program", "a word processor, copy its table to a spreadsheet"
_PROGRAMS = {
    **dict.fromkeys((".xls", ".xlsb", ".xlt", ".xltx", ".xltm"), _SPREADSHEET),
    **dict.fromkeys((".ods", ".fods", ".ots", ".et", ".sxc"), _SPREADSHEET),
    ".numbers": "Numbers",
    ".gsheet": "Google Sheets",
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), _WRITER),
}
"""What opens a file that we do not read."""


def open_table(
    path: Path,
    known: Callable[[str], bool],
    *,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Return the roster in a file; `known` says whether a header is known.

    `sheet` is the title of a workbook's sheet.

    Raises:
        FileFault: it cannot be read.
        AnswerFault: it is not a roster in the format of its name.
        ExtraMissing: a library that reads this format is not installed.
    """
    ending = path.suffix.lower()
    readers: dict[str, Callable[[], Table]] = {
        ".csv": lambda: text_table(path, known, encoding),
        ".tsv": lambda: text_table(path, known, encoding),
        ".txt": lambda: text_table(path, known, encoding),
        ".jsonl": lambda: json_table(path),
        ".ndjson": lambda: json_table(path),
        ".json": lambda: json_table(path),
        ".xlsx": lambda: _workbook_table(path, known, sheet),
        ".xlsm": lambda: _workbook_table(path, known, sheet),
        ".parquet": lambda: _parquet_table(path),
    }
    if ending not in readers:
        refuse(
            f"'{ending or path.name}' is not a format for rosters",
            str(path),
            f"open it in {_PROGRAMS[ending]}, and save it as .xlsx or as CSV (UTF-8)"
            if ending in _PROGRAMS
            else "save the roster as .csv, .tsv, .txt, .xlsx, .parquet, .json or .jsonl",
        )
    _check_size(path)
    try:
        return readers[ending]()
    except OSError as error:
        raise _unreadable(path, error) from None


def _check_size(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from None
    if path.is_dir():
        raise _no_file(path, "a folder")
    if not path.is_file():
        raise _no_file(path, "a pipe, socket or device")
    if found.st_size > LARGEST:
        refuse(
            f"the file is larger than {LARGEST // 1_000_000} MB",
            str(path),
            "split it into several files",
        )


def _no_file(path: Path, kind: str) -> FileFault:
    fix = "give the name of a file"
    return FileFault(Fault(what=f"this is {kind}, not a file", where=Location(str(path)), fix=fix))


def _unreadable(path: Path, error: OSError) -> FileFault:
    return FileFault(
        Fault(
            what=f"the file cannot be read: {error.strerror}",
            where=Location(str(path)),
            fix="check the name, and that you have permission to read it",
        )
    )


def _workbook_table(path: Path, known: Callable[[str], bool], sheet: str | None) -> Table:
    from triage.screening.files.workbook import read_workbook

    return read_workbook(path, known, sheet)


def _parquet_table(path: Path) -> Table:
    from triage.screening.files.parquet import read_parquet

    return read_parquet(path)
