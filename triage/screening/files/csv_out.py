"""Rows -> CSV, harmless to spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from triage.screening.files.safe import neutral


def csv_text(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, with_header: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file piece by piece, in UTF-8 with the byte order mark that spreadsheets need."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    if with_header:
        buffer.write("\ufeff")
        writer.writerow(columns)
    for row in rows:
        writer.writerow([flat(row.get(column)) for column in columns])
        if buffer.tell() > 100_000:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def flat(value: Any) -> Any:
    """Return a value as one cell of CSV, harmless to a spreadsheet."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return neutral(value)
        case list() | tuple():
            return neutral(", ".join(map(str, value)))
    return value
