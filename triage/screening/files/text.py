"""Text files -> tables: columns separated by commas, semicolons, tabs or vertical bars.

A first line such as `sep=;`, which spreadsheets write and hide, says what separates the columns. It
is not counted as a row.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from triage.screening.files.encoding import chosen_encoding, encoding_of, lines_of, opened
from triage.screening.files.header import find_header
from triage.screening.files.table import (
    LONGEST_LINE,
    MOST_COLUMNS,
    Row,
    Table,
    cell,
    fitted,
    refuse,
    too_wide,
)

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


csv.field_size_limit(LONGEST_LINE)  # a longer cell than usual is a fault of that cell alone
_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)


def text_table(path: Path, known: Callable[[str], bool], encoding: str | None) -> Table:
    """Return the table in a text file whose columns are separated by a character.

    Raises:
        AnswerFault: its encoding is not certain, its quotes do not match, or it is empty.
    """
    file = str(path)
    chosen = chosen_encoding(path, encoding) if encoding else encoding_of(path)
    chosen = "utf-8-sig" if codecs.lookup(chosen).name == "utf-8" else chosen
    said = _said_separator(path, chosen)
    delimiter = said or _delimiter(path, chosen, known)
    header = find_header(_records(path, chosen, delimiter), known)
    if header is None:
        refuse(
            "the file is empty",
            file,
            "put the headers in the first row, and add one row per runner",
        )
    # Unnamed columns at the end may be boxes that a second row of headers names.
    records = _records(path, chosen, delimiter)
    width = next(len(cells) for number, cells in records if number == header.row)
    headers = (*header.names, *[""] * (width - len(header.names)))
    if len(headers) > MOST_COLUMNS:
        too_wide(file)

    def read() -> Iterator[Row]:
        for number, cells in _records(path, chosen, delimiter):
            if number > header.row:
                yield fitted(number, [*map(cell, cells)], len(headers))

    notes = [f"columns separated by {DELIMITERS.get(delimiter, repr(delimiter))}"]
    if said is not None:
        notes.append("the first line says so, and is not counted as a row")
    if chosen != "utf-8-sig":
        notes.append(f"read as {chosen}; if that is wrong, name the encoding with --encoding")
    return Table(
        file=file,
        headers=headers,
        rows=read,
        notes=(*notes, *header.notes),
        header_row=header.row,
        likely_header=header.likely,
    )


def _records(
    path: Path, encoding: str, delimiter: str, *, is_strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a file with their numbers, without the blank ones."""
    file, number = str(path), 0
    with opened(path, encoding, newline="") as text:
        lines = lines_of(text, file)
        first = next(lines, "")
        if _SEPARATOR.fullmatch(first) is None:
            lines = chain([first], lines)
        reader = csv.reader(lines, delimiter=delimiter, strict=is_strict)
        try:
            for number, cells in enumerate(reader, 1):
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            refuse(
                f"the quotes do not match from row {number + 1} on ({error})",
                file,
                'close each quoted cell, and write a quote inside one as ""',
                reader.line_num,
            )


def _said_separator(path: Path, encoding: str) -> str | None:
    """Return what the first line says that separates the columns, if it does."""
    with opened(path, encoding, newline="") as text:
        said = _SEPARATOR.fullmatch(next(lines_of(text, str(path)), ""))
    return said[1] if said else None


def _delimiter(path: Path, encoding: str, known: Callable[[str], bool]) -> str:
    """Return what separates the columns: whatever gives the most known headers, then columns."""

    def headers(delimiter: str) -> tuple[int, int]:
        header = find_header(_records(path, encoding, delimiter, is_strict=False), known)
        return (header.known, header.width) if header else (0, 0)

    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(DELIMITERS, key=headers)
