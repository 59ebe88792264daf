"""The clinician's file: everything there is about each runner."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from triage.screening.files.csv_out import csv_text
from triage.screening.files.parquet import write_frame
from triage.screening.files.workbook import write_rows
from triage.screening.run.batches import Part, rows_of
from triage.screening.run.outputs import write_chunks
from triage.screening.run.request import Request
from triage.screening.run.workspace import Workspace
from triage.screening.standing.results import (
    Results,
    clinician_columns,
    clinician_row,
)
from triage.store.files import write_bytes


def write_clinician(
    request: Request, work: Workspace, parts: Sequence[Part], results: Results
) -> None:
    """Write the clinician's file, in the format of its ending, and deliver it."""
    assert request.clinician is not None
    columns = clinician_columns(request.roster.pack)
    made = work.folder / "clinician"

    def rows() -> Iterator[dict[str, Any]]:
        return (clinician_row(results.result(row), row) for row in rows_of(parts))

    if request.clinician.suffix == ".parquet":
        write_frame(made, list(rows()), columns)
    elif request.clinician.suffix == ".xlsx":
        listed = [[_cell(row.get(column)) for column in columns] for row in rows()]
        widths = [16] * len(columns)
        write_bytes(made, write_rows("Trace", columns, listed, widths), private=True)
    elif request.clinician.suffix == ".jsonl":
        lines = (json.dumps({c: row.get(c) for c in columns}, default=str) for row in rows())
        write_chunks(made, (line.encode() + b"\n" for line in lines))
    else:
        write_chunks(made, csv_text(columns, rows()))
    made.chmod(0o600)
    work.deliver(made, request.clinician)


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
