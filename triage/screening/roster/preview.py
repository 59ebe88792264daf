"""How a roster was understood, as text: the file, each column, the first rows, every fault."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice

from triage.model.answers import Answer
from triage.screening.roster.roster import Entry, Rejected, Roster
from triage.screening.roster.taken import short
from triage.screening.standing.results import written

_ROWS = 5


def preview(roster: Roster) -> Generator[str, None, int]:
    """Yield the lines of a preview, and return how many rows would be rejected.

    The roster is read row by row; nothing is written.
    """
    yield f"{roster.table.file}: {'; '.join(roster.table.notes)}"
    unclear = "unclear, so a {} would be rejected"
    yield f"order of dates: {roster.order or unclear.format('date such as 03/04/2026')}"
    yield f"decimal sign: {roster.decimal or unclear.format('number such as 1,500')}"
    if not roster.has_dates:
        yield f"no column of dates: all answers count as given on {roster.today}"
    yield ""
    for column in roster.columns:
        header = short(column.header) or "(no header)"
        yield f"  {column.letter:>3}  {column.target or 'not used':<24} {header}"
    yield ""
    good = (entry for entry in roster.entries() if isinstance(entry, Entry))
    for entry in islice(good, _ROWS):
        yield f"  row {entry.row}: {_summary(entry)}"
    yield ""
    rejected = 0
    for each in roster.entries():
        if isinstance(each, Rejected):
            rejected += 1
            yield from map(str, each.faults)
    screened = roster.rows_in - rejected
    rows = "1 row" if roster.rows_in == 1 else f"{roster.rows_in} rows"
    yield f"{rows}: {screened} can be screened, {rejected} would be rejected"
    return rejected


def _summary(entry: Entry) -> str:
    own: list[tuple[str, object]] = [
        ("date", entry.date),
        ("squad", entry.squad),
        ("complaint", {True: "yes", False: "no", None: None}[entry.complaint]),
    ]
    answers: list[tuple[str, Answer]] = list(entry.answers.given.items())
    parts = [f"{name}={value}" for name, value in own if value is not None]
    parts += [f"{id}={written(answer)}" for id, answer in answers]
    return f"{entry.runner}: {'; '.join(parts) or 'no answers'}"
