"""Rosters for tests: sheets written as a form would export them, and files read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Question
from triage.screening.files.open import open_table
from triage.screening.files.table import Cell, Row, Table
from triage.screening.roster.columns import known_header
from triage.screening.roster.entry import Entry, Rejected, entry_of
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.roster import Roster, survey
from triage.screening.run.batches import judged
from triage.screening.run.choice import choose
from triage.screening.standing.results import Result, Results
from triage.screening.standing.standing import Judged
from triage.screening.standing.words import Words, read_words
from triage.store.words import words_file

TODAY = dt.date(2026, 11, 24)
WORDS_FILE = words_file("squad.yaml")


def the_words(pack: Pack) -> Words:
    """The words that the software ships with, and those of a pack."""
    return read_words(WORDS_FILE.read_text(encoding="utf-8"), "squad.yaml", pack.coaching)


def understood(
    path: Path,
    pack: Pack,
    mapping: RosterMapping | None = None,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Roster:
    """The roster in a file."""
    words, mapping = the_words(pack), mapping or RosterMapping()
    table = open_table(path, known_header(pack, words, mapping), encoding=encoding, sheet=sheet)
    return survey(table, pack, words, mapping, TODAY)


def entries(roster: Roster) -> list[Entry]:
    """The rows with a code, whether or not all of their cells could be read."""
    return [each for each in roster.entries() if isinstance(each, Entry)]


def faulty(roster: Roster) -> list[Entry]:
    """The rows in which something could not be read."""
    return [entry for entry in map(entry_of, roster.entries()) if entry.unread]


def rejections(roster: Roster) -> list[Rejected]:
    """The rows without a usable code."""
    return [each for each in roster.entries() if isinstance(each, Rejected)]


def in_memory(pack: Pack, headers: Sequence[str], *rows: Sequence[Cell]) -> Roster:
    """A roster without a file."""

    def read() -> Iterator[Row]:
        width = len(headers)
        for number, cells in enumerate(rows, 2):
            padded = (*cells[:width], *[None] * (width - len(cells)))
            yield Row(number, padded, extra=tuple(cells[width:]))

    table = Table(file="squad.csv", headers=tuple(headers), rows=read)
    return survey(table, pack, the_words(pack), RosterMapping(), TODAY)


def judged_rows(roster: Roster) -> list[Judged]:
    """The rows that count, judged without a file."""
    from triage.columnar.assess import Columnar  # needs Polars

    _, table = judged(tuple(roster.entries()), roster, Columnar(roster.pack))
    rows = table.frame.collect().to_dicts()
    return list(choose(rows, roster.words, TODAY).counted(rows))


def results_of(roster: Roster) -> dict[str, Result]:
    """What a coach sees of each runner, without a file."""
    results = Results(roster.words, TODAY, {}, None)
    return {row["runner"]: results.result(row) for row in judged_rows(roster)}


def exported(question: Question, answer: Answer | None, joint: str = ", ") -> str:
    """How a form exports an answer: labels, in one cell."""
    match answer:
        case None:
            return ""
        case Ticks(boxes):
            ticked = [question.option(option).label for option, tick in boxes if tick is Tick.YES]
            return joint.join(ticked) or "None of these"
        case Decimal():
            return format(answer, "f")
    if answer is UNSURE_ANSWER:
        return "Not sure"
    return question.option(str(answer)).label


def whole(answers: Answers) -> Answers:
    """Answers as one cell a question can hold them: each box of a checklist yes or no."""

    def of(answer: Answer) -> Answer:
        if not isinstance(answer, Ticks):
            return answer
        return Ticks(tuple((o, Tick.YES if t is Tick.YES else Tick.NO) for o, t in answer.boxes))

    return Answers({id: of(answer) for id, answer in answers.given.items()})


def csv_of(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def roster_rows(
    pack: Pack, sheets: Mapping[str, Answers], *, day: str = "2026-11-23", joint: str = ", "
) -> list[list[str]]:
    """Sheets as the rows of a roster, headers first, with the questions' texts as headers."""
    texts = [question.text for question in pack.questions]
    heads = [q.text if texts.count(q.text) == 1 else q.id for q in pack.questions]
    rows = [["runner", "date", *heads]]
    for code, answers in sheets.items():
        cells = [exported(q, answers.get(q.id), joint) for q in pack.questions]
        rows.append([code, day if len(answers) else "", *cells])
    return rows
