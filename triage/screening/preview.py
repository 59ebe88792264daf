"""How a roster was understood, as text: the file, each column, the first rows, every fault."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from triage.model.answers import Answer
from triage.screening.results import written
from triage.screening.roster import Entry, Rejected, Roster
from triage.screening.values import short

_ROWS = 5
_FAULTS = 20


def preview(roster: Roster) -> Iterator[str]:
    """Yield the lines of a preview. The whole roster is read; nothing is written."""
    yield f"{roster.table.file}: {'; '.join(roster.table.notes)}"
    yield f"dates that could be read two ways: {roster.order or 'refused'}"
    yield f"decimal sign: {roster.decimal or 'refused'}"
    if not roster.has_dates:
        yield f"no column of dates: every answer counts as given on {roster.today}"
    yield ""
    for column in roster.columns:
        header = short(column.header) or "(no header)"
        yield f"  {column.letter:>3}  {column.target or 'not used':<24} {header}"
    yield ""
    entries = list(roster.entries())
    for entry in islice((e for e in entries if isinstance(e, Entry)), _ROWS):
        yield f"  row {entry.row}: {_told(entry)}"
    bad = [entry for entry in entries if isinstance(entry, Rejected)]
    yield ""
    yield from fault_lines([str(fault) for each in bad for fault in each.faults], limit=None)
    good = len(entries) - len(bad)
    yield f"{roster.rows_in} rows in: {good} can be screened, {len(bad)} would be rejected"


def fault_lines(texts: list[str], limit: int | None = _FAULTS) -> Iterator[str]:
    """Yield the faults of rows, and how many more there are than are shown."""
    shown = texts[:limit]
    yield from shown
    if len(texts) > len(shown):
        yield f"… and {len(texts) - len(shown)} more"


def _told(entry: Entry) -> str:
    own: list[tuple[str, object]] = [
        ("date", entry.date),
        ("squad", entry.squad),
        ("complaint", {True: "yes", False: "no", None: None}[entry.complaint]),
    ]
    answers: list[tuple[str, Answer]] = list(entry.answers.given.items())
    parts = [f"{name}={value}" for name, value in own if value is not None]
    parts += [f"{id}={written(answer)}" for id, answer in answers]
    return f"{entry.runner}: {'; '.join(parts) or 'nothing answered'}"
