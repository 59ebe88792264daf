"""How a roster was understood, as text: the file, each column, the first rows, every fault."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import islice

from triage.model.answers import Answer
from triage.screening.roster.entry import Entry, Rejected, entry_of
from triage.screening.roster.repeats import newest
from triage.screening.roster.roster import Roster
from triage.screening.roster.taken import short
from triage.screening.standing.results import written

_ROWS = 5


def preview(roster: Roster) -> Generator[str, None, int]:
    """Yield the lines of a preview, and return how many rows could not be read in full.

    The roster is read row by row; nothing is written.
    """
    yield f"{roster.table.file}: {'; '.join(roster.table.notes)}"
    unclear = "unclear, so a {} could not be read"
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
    rejected, unread = 0, 0
    groups: dict[int, list[Entry]] = {}
    for each in roster.entries():
        entry = entry_of(each)
        rejected += isinstance(each, Rejected)
        unread += bool(entry.unread)
        yield from map(str, entry.unread)
        if entry.others:
            groups.setdefault(min(entry.row, *entry.others), []).append(entry)
    yield from map(_choice, groups.values())
    yield from roster.notes
    older = sum(len(group) - 1 for group in groups.values())
    rows = "1 row" if roster.rows_in == 1 else f"{roster.rows_in} rows"
    in_part = f" ({unread - rejected} not in full)" if unread > rejected else ""
    replaced = f", {older} replaced by another of the same runner" if older else ""
    screened = roster.rows_in - rejected - older
    yield f"{rows}: {screened} can be screened{in_part}{replaced}, {rejected} would be rejected"
    return unread


def _choice(group: Sequence[Entry]) -> str:
    """Say which of the rows of a runner would count, as far as that can be said before judging."""
    filled = [entry for entry in group if entry.repeats is None and not entry.is_blank] or group
    latest = [filled[at].row for at in newest(filled)]
    rows = ", ".join(str(entry.row) for entry in group)
    counts = (
        f"row {latest[0]} counts"
        if len(latest) == 1
        else f"the most urgent of rows {', '.join(map(str, latest))} counts"
    )
    return f"{group[0].runner} is in rows {rows}: {counts}"


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
