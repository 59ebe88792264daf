"""Roster files -> rows of cells, one file format after the other; no idea what the cells mean.

A table is read as often as asked, in bounded memory, and knows where each row stands. What a file
of that format must not hold is a fault of the file: a NUL, a line without end, two encodings.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from triage.errors import AnswerFault, ExtraMissing, Fault, FileFault, Location
from triage.screening.files.safe import restored

Cell = str | Decimal | date | bool | tuple[str, ...] | None
"""What stands in a cell: text, or what a typed format says it is. None and "" are empty."""

LARGEST = 1_000_000_000
"""Bytes of a text or Parquet roster."""
LONGEST_LINE = 1_000_000
"""Bytes of a line. A row of ours has a few kB."""
MOST_COLUMNS = 400
"""Columns: a pack's questions, each box of its checklists, and as many that nobody uses."""
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_USUAL = "cp1252"
_MARKS = "\u2018\u2019\u201c\u201d\u201e\u2013\u2014\u2026\u20ac\xb0\xab\xbb\xb7\xa0"
_LEGACY = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "mac_roman"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells, and what is wrong with its form."""

    number: int
    cells: tuple[Cell, ...]
    broken: tuple[str, str] | None = None  # what, fix

    @property
    def is_blank(self) -> bool:
        """Nothing stands in it."""
        return self.broken is None and all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A roster file that can be read again and again. `notes` say how it was understood."""

    file: str
    headers: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    notes: tuple[str, ...] = field(default=())


def refuse(what: str, file: str, fix: str, line: int = 0) -> NoReturn:
    """Give up on a roster.

    Raises:
        AnswerFault: always.
    """
    raise AnswerFault(Fault(what=what, where=Location(file, line), fix=fix))


def open_table(path: Path, known: Callable[[str], bool], *, encoding: str | None = None) -> Table:
    """Return the roster in a file; `known` says whether a header means something to us.

    Raises:
        FileFault: it cannot be read.
        AnswerFault: it is no roster of its format.
        ExtraMissing: a library that reads this format is not installed.
    """
    ending = path.suffix.lower()
    readers: dict[str, Callable[[], Table]] = {
        ".csv": lambda: _text_table(path, known, encoding),
        ".tsv": lambda: _text_table(path, known, encoding),
        ".txt": lambda: _text_table(path, known, encoding),
        ".jsonl": lambda: _json_table(path),
        ".ndjson": lambda: _json_table(path),
        ".xlsx": lambda: _workbook_table(path),
        ".parquet": lambda: _parquet_table(path),
    }
    if ending not in readers:
        refuse(
            f"'{ending or path.name}' is no format of a roster",
            str(path),
            "name a file in .csv, .tsv, .xlsx, .parquet or .jsonl",
        )
    _check_size(path)
    try:
        return readers[ending]()
    except OSError as error:
        raise _unreadable(path, error) from None


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from None
    if path.is_dir():
        raise FileFault(
            Fault(what="this is a folder", where=Location(str(path)), fix="name a file")
        )
    if size > LARGEST:
        refuse(
            f"the file is larger than {LARGEST // 1_000_000} MB", str(path), "split it into several"
        )


def _unreadable(path: Path, error: OSError) -> FileFault:
    return FileFault(
        Fault(
            what=f"the file cannot be read: {error.strerror}",
            where=Location(str(path)),
            fix="check the name, and that you may read it",
        )
    )


# -- comma, semicolon, tab -------------------------------------------------------------------------


def _text_table(path: Path, known: Callable[[str], bool], encoding: str | None) -> Table:
    file = str(path)
    chosen = encoding or _encoding(path)
    chosen = "utf-8-sig" if chosen.lower() in ("utf-8", "utf8") else chosen
    try:
        "".encode(chosen)
    except LookupError:
        refuse(f"no encoding is called '{chosen}'", file, "name one such as utf-8 or cp1252")
    delimiter = _delimiter(path, chosen, known)

    def read() -> Iterator[Row]:
        records = _records(path, chosen, delimiter)
        width = len(next(records)[1])
        for number, cells in records:
            yield _fitted(number, tuple(restored(cell) for cell in cells), width)

    for _, first in _records(path, chosen, delimiter):
        notes = [f"columns parted by {DELIMITERS[delimiter]}"]
        if chosen != "utf-8-sig":
            notes.append(f"read as {chosen}, as it is not UTF-8; say otherwise with --encoding")
        return Table(
            file=file, headers=tuple(cell.strip() for cell in first), rows=read, notes=tuple(notes)
        )
    refuse("the file is empty", file, "have a first row with the headers, and a row a runner")


def _fitted(number: int, cells: tuple[Cell, ...], width: int) -> Row:
    extra = [cell for cell in cells[width:] if str(cell or "").strip()]
    if extra:
        return Row(
            number,
            cells,
            (
                f"the row has {len(cells)} cells, the first row has {width}",
                "put quotes around a cell that holds the separator",
            ),
        )
    return Row(number, cells[:width] + (None,) * (width - len(cells)))


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a file with their numbers, blank ones left out."""
    file = str(path)
    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(_lines(text, file), delimiter=delimiter, strict=True)
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
                f"this is not {encoding} text",
                file,
                "save it as UTF-8, or name the right --encoding",
                reader.line_num + 1,
            )


def _lines(text: Any, file: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _too_long(file, number)
        yield line


def _too_long(file: str, number: int) -> NoReturn:
    refuse(
        f"the line is longer than {LONGEST_LINE // 1_000_000} MB",
        file,
        "check that this is a roster: a row a runner, each row on its line",
        number,
    )


def _encoding(path: Path) -> str:
    """Return the encoding of a text file, which it has from its first line to its last."""
    file = str(path)
    with path.open("rb") as content:
        head = content.read(4)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        content.seek(0)
        return _encoding_of_lines(content, file)


def _encoding_of_lines(content: BinaryIO, file: str) -> str:
    number, utf8, other, sample = 0, 0, 0, b""
    while line := content.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            _too_long(file, number)
        if b"\0" in line:
            refuse("there is a NUL byte here", file, "save the roster as CSV in UTF-8", number)
        if line.isascii():
            continue
        try:
            line.decode()
            utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
            sample += line if len(sample) < LONGEST_LINE else b""
        if (utf8 > 1 and other) or (utf8 and other > 1):
            refuse(
                f"the file has two encodings: line {utf8} is UTF-8, line {other} is not",
                file,
                "save the whole roster as UTF-8",
                max(utf8, other),
            )
    if not other:
        return "utf-8-sig"
    if utf8:
        refuse("the file has two encodings", file, "save the whole roster as UTF-8", other)
    best = _charset(sample)
    if best is None:
        refuse(
            "this is not UTF-8, and what it is instead cannot be told",
            file,
            "save it as UTF-8, or name the --encoding",
            other,
        )
    return best


def _charset(sample: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise missing_extra("a roster that is not UTF-8", "charset-normalizer") from None
    found = from_bytes(sample, cp_isolation=_LEGACY)
    best = found.best()
    if best is None:
        return None
    # A few names fit several encodings alike, and most rosters that are not UTF-8 are cp1252.
    alike = {name for each in found if each.chaos <= best.chaos for name in _names(each)}
    return _USUAL if _USUAL in alike and _is_words(sample.decode(_USUAL)) else best.encoding


def _names(match: Any) -> tuple[str, ...]:
    return (match.encoding, *match.could_be_from_charset)


def _is_words(text: str) -> bool:
    """Say whether text has letters and what goes between them, and no sign where a letter was."""
    return all(letter.isalpha() or letter.isascii() or letter in _MARKS for letter in text)


def missing_extra(what: str, library: str) -> ExtraMissing:
    """Return the error that says which optional part reads or writes something."""
    return ExtraMissing(
        Fault(
            what=f"{what} needs the library {library}",
            where=Location("triage screen"),
            fix="install it with: pip install 'runner-triage[screen]'",
        )
    )


def _delimiter(path: Path, encoding: str, known: Callable[[str], bool]) -> str:
    """Return what parts the columns: whatever gives the most headers that we know."""

    def headers(delimiter: str) -> tuple[int, int]:
        for _, first in _records(path, encoding, delimiter):
            return sum(map(known, first)), len(first)
        return 0, 0

    if path.suffix.lower() == ".tsv":
        return "\t"
    return max(DELIMITERS, key=headers)


# -- JSON lines ------------------------------------------------------------------------------------


def _json_table(path: Path) -> Table:
    file = str(path)
    _encoding_is_utf8(path)
    headers: dict[str, None] = {}
    for _, entry in _objects(path):
        if isinstance(entry, dict):
            headers.update(dict.fromkeys(entry))
        if len(headers) > MOST_COLUMNS:
            too_wide(file)
    names = tuple(headers)

    def read() -> Iterator[Row]:
        for number, entry in _objects(path):
            if isinstance(entry, str):
                fix = 'write one object a line: {"runner": "R-014", "age": 34}'
                yield Row(number, (), (entry, fix))
                continue
            yield Row(number, tuple(cell(entry.get(name)) for name in names))

    return Table(file=file, headers=names, rows=read, notes=("one JSON object a line",))


def too_wide(file: str) -> NoReturn:
    """Give up on a roster of too many columns."""
    refuse(f"there are more than {MOST_COLUMNS} columns", file, "leave out what is no question")


def _encoding_is_utf8(path: Path) -> None:
    with path.open("rb") as content:
        encoding = _encoding_of_lines(content, str(path))
    if encoding != "utf-8-sig":
        refuse("JSON lines are UTF-8 text, this is not", str(path), "save it as UTF-8")


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield each line's number with its object, flattened; or with what is wrong with it."""
    with path.open(encoding="utf-8-sig", newline="\n") as text:
        for number, line in enumerate(_lines(text, str(path)), 1):
            if line.strip():
                yield number, _object(line)


def _object(line: str) -> dict[str, Any] | str:
    try:
        entry = json.loads(
            line,
            parse_int=Decimal,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        return f"the line is no JSON object ({str(error).partition(':')[0]})"
    if not isinstance(entry, dict):
        return "the line is no JSON object"
    answers = entry.pop("answers", {})
    entry |= answers if isinstance(answers, dict) else {"answers": answers}
    flat: dict[str, Any] = {}
    for name, value in entry.items():
        if isinstance(value, dict):
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"'{key}' stands in it twice")
        found[key] = value
    return found


# -- typed formats ---------------------------------------------------------------------------------


def _workbook_table(path: Path) -> Table:
    from triage.screening.files.workbook import read_workbook

    return read_workbook(path)


def _parquet_table(path: Path) -> Table:
    from triage.screening.run.engine import read_parquet

    return read_parquet(path)


def cell(value: Any) -> Cell:
    """Return a value of a typed file as a cell."""
    match value:
        case None | bool() | Decimal():
            return value
        case str():
            return restored(value)
        case datetime():
            return value.date()
        case date():
            return value
        case int():
            return Decimal(value)
        case float():
            return None if isnan(value) else Decimal(repr(value))  # NaN: an empty cell of pandas
        case list() | tuple():
            return tuple(str(item) for item in value if item is not None)
    return str(value)
