"""JSON -> tables: one object per line, or an array of objects, whatever the file's ending."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from triage.screening.files.encoding import bad_line, lines_of, marked_encoding, opened
from triage.screening.files.table import (
    LONGEST_LINE,
    MOST_COLUMNS,
    Row,
    Table,
    Unreadable,
    cell,
    impossible_number,
    refuse,
    too_wide,
    whole_text,
)

LARGEST_ARRAY = 20_000_000
"""Bytes of an array, which is read whole. Lines are read one by one, so a file of them may be
larger."""

_LONGEST_NUMBER = 60
_KEEP_ONE = "keep one of the two"
_SPACE = " \t\r\n"

Values = dict[str, Any]


def json_table(path: Path) -> Table:
    """Return the table in a JSON file; its columns are all the keys in it.

    Raises:
        AnswerFault: it is not UTF-8, has too many columns, or is an array with a syntax error.
    """
    file, encoding = str(path), _encoding(path)
    with opened(path, encoding) as text:
        is_array = text.read(LONGEST_LINE).lstrip(_SPACE).startswith("[")
    if is_array and path.stat().st_size > LARGEST_ARRAY:
        refuse(
            f"the array is larger than {LARGEST_ARRAY // 1_000_000} MB",
            file,
            "write one object per line, or split the file",
        )

    def entries() -> Iterator[_Entry]:
        return _array(path, encoding) if is_array else _lines(path, encoding)

    headers: dict[str, None] = {}
    for entry in entries():
        headers.update(dict.fromkeys(entry.values))
        if len(headers) > MOST_COLUMNS:
            too_wide(file)
    names = tuple(headers)

    def read() -> Iterator[Row]:
        for entry in entries():
            cells = tuple(cell(entry.values.get(name)) for name in names)
            yield Row(entry.number, cells, entry.broken)

    note = "an array of JSON objects, counted from 1" if is_array else "one JSON object per line"
    return Table(file=file, headers=names, rows=read, notes=(note,))


class _Entry:
    """One object, flattened: a line, or an item of the array; and what is wrong with it whole."""

    def __init__(self, number: int, value: object, broken: tuple[str, str] | None) -> None:
        self.number, self.broken = number, broken
        self.values: Values = _flat(value) if isinstance(value, dict) else {}


class _Decoder(json.JSONDecoder):
    """Decodes JSON without losing a value: of a key that appears twice, or of any size."""

    def __init__(self) -> None:
        super().__init__(
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
            object_pairs_hook=self._object,
        )
        self._broken: tuple[str, str] | None = None

    def _object(self, pairs: Iterable[tuple[str, Any]]) -> Values:
        found: Values = {}
        for key, value in pairs:
            name = whole_text(key)
            if name not in found:
                found[name] = value
            elif isinstance(value, dict) or isinstance(found[name], dict):
                self._broken = (f"'{name}' appears twice", _KEEP_ONE)
            else:
                found[name] = _twice(name, found[name], value)
        return found

    def item(self, number: int, text: str, start: int = 0) -> tuple[_Entry, int]:
        """Return the object that begins at a place in a text, and where it ends.

        Raises:
            ValueError: it is not JSON.
            RecursionError: it is nested too deeply.
        """
        self._broken = None
        value, end = self.raw_decode(text, start)
        if not isinstance(value, dict):
            self._broken = ("this is not a JSON object", _how("object"))
        return _Entry(number, value, self._broken), end


def _lines(path: Path, encoding: str) -> Iterator[_Entry]:
    decoder = _Decoder()
    with opened(path, encoding) as text:
        for number, line in enumerate(lines_of(text, str(path)), 1):
            said = line.strip(_SPACE)
            if not said:
                continue
            try:
                entry, end = decoder.item(number, said)
                if end < len(said):
                    raise ValueError("Extra data")
            except (ValueError, RecursionError) as error:
                why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
                what = f"this line is not a JSON object ({why.partition(':')[0]})"
                entry = _Entry(number, None, (what, _how("object per line")))
            yield entry


def _array(path: Path, encoding: str) -> Iterator[_Entry]:
    """Yield the objects of an array, one in memory at a time."""
    with opened(path, encoding) as file:
        text, decoder = file.read(), _Decoder()
    at, number = _past_space(text, _past_space(text, 0) + 1), 0
    try:
        while text[at : at + 1] != "]" or number:
            number += 1
            entry, at = decoder.item(number, text, at)
            yield entry
            at = _past_space(text, at)
            if text[at : at + 1] == "]":
                break
            if text[at : at + 1] != ",":
                raise json.JSONDecodeError("Expecting ',' or ']'", text, at)
            at = _past_space(text, at + 1)
        if (end := _past_space(text, at + 1)) < len(text):
            raise json.JSONDecodeError("Extra data", text, end)
    except json.JSONDecodeError as error:
        what = f"this is not JSON: {error.msg}, in column {error.colno}"
        refuse(what, str(path), "correct it, or export the file again", error.lineno)
    except RecursionError:
        what = f"object {number} is nested too deeply"
        refuse(what, str(path), "use fewer levels: nothing here needs so many")


def _past_space(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACE and at < len(text):
        at += 1
    return at


def _encoding(path: Path) -> str:
    encoding = marked_encoding(path) or "utf-8-sig"
    if line := bad_line(path, encoding):
        refuse("JSON must be UTF-8, and this is not", str(path), "save it as UTF-8", line)
    return encoding


def _flat(entry: Values) -> Values:
    """Return an object as one row: its answers beside its other keys, and boxes as columns."""
    flat: Values = {}

    def add(name: str, value: Any) -> None:
        flat[name] = _twice(name, flat[name], value) if name in flat else value

    for name, value in _beside_answers(entry):
        if isinstance(value, dict):
            for key, inner in value.items():
                add(f"{name}.{key}", inner)
        else:
            add(name, value)
    return flat


def _beside_answers(entry: Values) -> Iterator[tuple[str, Any]]:
    for name, value in entry.items():
        if name == "answers" and isinstance(value, dict):
            yield from value.items()
        else:
            yield name, value


def _twice(name: str, first: object, second: object) -> Unreadable:
    shown = " / ".join(_shown(value) for value in (first, second))
    return Unreadable(f"'{name}' appears twice", _KEEP_ONE, whole_text(shown))


def _shown(value: object) -> str:
    if isinstance(value, Decimal | Unreadable):
        return str(value)[:30]
    return json.dumps(value, ensure_ascii=False, default=str).strip('"')[:30]


def _number(text: str) -> Decimal | Unreadable:
    try:
        return Decimal(text) if len(text) <= _LONGEST_NUMBER else impossible_number(text)
    except ArithmeticError:  # its exponent has more digits than a Decimal takes
        return impossible_number(text)


def _constant(name: str) -> Unreadable:
    return impossible_number(name)


def _how(what: str) -> str:
    return f'write one {what}: {{"runner": "R-014", "age": 34}}'
