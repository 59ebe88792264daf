"""The clinician's files: everything there is about each runner, and the rows that were not read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from triage.screening.files.csv_out import csv_text
from triage.screening.files.parquet import packed
from triage.screening.files.workbook import write_rows
from triage.screening.roster.columns import letter_of
from triage.screening.run.outputs import Content, Output

_OURS = ("file", "row", "fault", "fix")
"""What the file of unread rows says of each, before its cells."""


def clinician_file(
    ending: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]
) -> Output:
    """Return the clinician's file, in the format of its ending; CSV for any other."""
    return Output("clinician", _content(ending, columns, rows))


def named_cells(headers: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row by column, each under a name of its own.

    A column without a header of its own has its letter; so has one for cells beyond the headers.
    """
    names = [
        header if header and header not in (*_OURS, *headers[:at]) else f"column {letter_of(at)}"
        for at, header in enumerate(headers)
    ]
    width = len(headers)
    named = dict(zip_longest(names, cells[:width], fillvalue=""))
    if len(cells) > width:
        named[f"column {letter_of(width)}"] = ", ".join(cells[width:])
    return named


def unread_rows_file(rejections: Iterable[Mapping[str, Any]]) -> Output:
    """Return the rows that were not read, as they were, with their faults and how to fix them."""
    names = dict.fromkeys(name for bad in rejections for name in bad["cells"])

    def rows() -> Iterator[dict[str, Any]]:
        for bad in rejections:
            named = zip(bad["columns"], bad["faults"], strict=True)
            yield {
                **bad["cells"],
                "file": bad["file"],
                "row": bad["row"],
                "fault": " | ".join(f"{c}: {what}" if c else what for c, what in named),
                "fix": " | ".join(dict.fromkeys(bad["fixes"])),
            }

    return Output("unread", csv_text((*_OURS, *names), rows()))


def _content(ending: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Content:
    if ending == ".parquet":
        return packed(list(rows), columns)
    if ending == ".xlsx":
        listed = [[_cell(row.get(column)) for column in columns] for row in rows]
        return write_rows("Trace", columns, listed, [16] * len(columns))
    if ending == ".jsonl":
        lines = (json.dumps({c: row.get(c) for c in columns}, default=str) for row in rows)
        return (line.encode() + b"\n" for line in lines)
    return csv_text(columns, rows)


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
