"""Text files -> tables: columns separated by commas, semicolons, tabs or vertical bars."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from triage.screening.files.encoding import encoding_of, lines_of
from triage.screening.files.safe import restored
from triage.screening.files.table import Cell, Row, Table, refuse

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def text_table(path: Path, known: Callable[[str], bool], encoding: str | None) -> Table:
    """Return the table in a text file whose columns are separated by a character."""
    file = str(path)
    chosen = encoding or encoding_of(path)
    chosen = "utf-8-sig" if chosen.lower() in ("utf-8", "utf8") else chosen
    try:
        "".encode(chosen)
    except LookupError:
        refuse(f"there is no encoding '{chosen}'", file, "name one such as utf-8 or cp1252")
    delimiter = _delimiter(path, chosen, known)

    def read() -> Iterator[Row]:
        records = _records(path, chosen, delimiter)
        width = len(next(records)[1])
        for number, cells in records:
            yield _fitted(number, tuple(restored(cell) for cell in cells), width)

    first = next((cells for _, cells in _records(path, chosen, delimiter)), None)
    if first is None:
        refuse(
            "the file is empty",
            file,
            "put the headers in the first row, and add one row per runner",
        )
    notes = [f"columns separated by {DELIMITERS[delimiter]}"]
    if chosen != "utf-8-sig":
        notes.append(f"read as {chosen}; if that is wrong, name the encoding with --encoding")
    headers = tuple(cell.strip() for cell in first)
    return Table(file=file, headers=headers, rows=read, notes=tuple(notes))


def _fitted(number: int, cells: tuple[Cell, ...], width: int) -> Row:
    extra = tuple(cell for cell in cells[width:] if str(cell or "").strip())
    return Row(number, cells[:width] + (None,) * (width - len(cells)), extra=extra)


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a file with their numbers, without the blank ones."""
    file = str(path)
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(lines_of(text, file), delimiter=delimiter, strict=True)
        number = 0
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
        except UnicodeError:
            refuse(
                f"this is not text in {encoding}",
                file,
                "save it as UTF-8, or name its encoding with --encoding",
                reader.line_num + 1,
            )


def _delimiter(path: Path, encoding: str, known: Callable[[str], bool]) -> str:
    """Return what separates the columns: whatever gives the most known headers."""

    def headers(delimiter: str) -> tuple[int, int]:
        for _, first in _records(path, encoding, delimiter):
            return sum(map(known, first)), len(first)
        return 0, 0

    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(DELIMITERS, key=headers)
