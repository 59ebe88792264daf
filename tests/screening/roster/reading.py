"""Rosters of a few lines, written and read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tests.screening.squad import TODAY, csv_of, entries, faulty, the_words, understood
from triage.model.answers import Answer, Tick, Ticks
from triage.model.pack import Pack
from triage.screening.files.table import Cell
from triage.screening.roster.cells import ColumnReader
from triage.screening.roster.columns import Column
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.roster import Roster
from triage.screening.roster.taken import Taken


def roster_of(
    folder: Path, pack: Pack, *rows: Sequence[str], mapping: RosterMapping | None = None
) -> Roster:
    """The roster of these rows, headers first."""
    path = folder / "roster.csv"
    path.write_text(csv_of(rows), encoding="utf-8")
    return understood(path, pack, mapping)


def answers_of(roster: Roster) -> list[dict[str, Answer]]:
    """The answers that could be read of each row with a code."""
    return [dict(entry.answers.given) for entry in entries(roster)]


def faults_of(roster: Roster) -> list[str]:
    """What is wrong with its rows."""
    return [fault.what for entry in faulty(roster) for fault in entry.unread]


def ticked(answer: Answer | None, tick: Tick = Tick.YES) -> set[str] | None:
    """The boxes of an answer with one tick, or None if it is no answer to a checklist."""
    if not isinstance(answer, Ticks):
        return None
    return {option for option, each in answer.boxes if each is tick}


def read(
    pack: Pack,
    target: str,
    cell: Cell,
    *,
    order: str | None = None,
    decimal: str | None = None,
    today: dt.date = TODAY,
) -> Taken:
    """What one cell of a column holds."""
    id, _, box = target.partition(".")
    question = pack.question.get(id)
    own = None if question else id
    column = Column(index=0, header=target, own=own, question=question, option=box or None)
    return ColumnReader(
        column, pack, the_words(pack), RosterMapping(), order=order, decimal=decimal, today=today
    ).read(cell)
