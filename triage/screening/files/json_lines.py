"""JSON lines -> tables: one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from triage.screening.files.encoding import encoding_of_lines, lines_of
from triage.screening.files.table import MOST_COLUMNS, Row, Table, cell, refuse, too_wide


def json_table(path: Path) -> Table:
    """Return the table in a file of JSON lines; its columns are all the keys in it."""
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
                fix = 'write one object per line: {"runner": "R-014", "age": 34}'
                yield Row(number, (), (entry, fix))
                continue
            yield Row(number, tuple(cell(entry.get(name)) for name in names))

    return Table(file=file, headers=names, rows=read, notes=("one JSON object per line",))


def _encoding_is_utf8(path: Path) -> None:
    with path.open("rb") as content:
        encoding = encoding_of_lines(content, str(path))
    if encoding != "utf-8-sig":
        refuse("JSON lines must be UTF-8, and this file is not", str(path), "save it as UTF-8")


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield each line's number with its object, flattened; or with what is wrong with it."""
    with path.open(encoding="utf-8-sig", newline="\n") as text:
        for number, line in enumerate(lines_of(text, str(path)), 1):
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
        return f"this line is not a JSON object ({str(error).partition(':')[0]})"
    if not isinstance(entry, dict):
        return "this line is not a JSON object"
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
    raise ValueError(f"{name} is not a number")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"'{key}' appears twice")
        found[key] = value
    return found
