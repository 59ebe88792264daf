"""Headers in two rows -> headers in one, as SurveyMonkey exports them.

The first row has a question above its first box and nothing, or the same again, above the others;
the second row names the boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from triage.model.pack import Pack
from triage.model.question import Question
from triage.screening.files.table import Row, Table
from triage.screening.roster.headers import Names, plain_header
from triage.screening.roster.taken import text_of
from triage.screening.standing.words import Words, fold


def with_second_row(table: Table, pack: Pack, words: Words) -> Table:
    """Return a table with a second row of headers joined to the first, if it has one."""
    names = Names(pack, words)
    second = next((row for row in table.rows() if not row.is_blank), None)
    if second is None or second.broken is not None:
        return table
    # boxes beyond the last header of the first row belong to its question
    said = [text_of(cell).strip() for cell in (*second.cells, *second.extra)]
    headers = [*table.headers, *[""] * (len(said) - len(table.headers))]
    said += [""] * (len(headers) - len(said))
    groups = _groups(headers, names, pack)
    if not groups or not _is_headers(said, headers, groups, names, words):
        return table
    for index, question in groups.items():
        if fold(said[index]) not in words.second_row:
            headers[index] = f"{question.id} [{said[index]}]"

    def rows() -> Iterator[Row]:
        return (_fitted(row, len(headers)) for row in table.rows() if row.number != second.number)

    note = f"row {second.number} belongs to the headers: it names the boxes of questions"
    return replace(table, headers=tuple(headers), rows=rows, notes=(*table.notes, note))


def _fitted(row: Row, width: int) -> Row:
    """Return a row as wide as the headers that were joined."""
    cells = (*row.cells, *row.extra)
    missing = (None,) * (width - len(cells))
    return replace(row, cells=(*cells[:width], *missing), extra=cells[width:])


def _groups(headers: Sequence[str], names: Names, pack: Pack) -> dict[int, Question]:
    """Return the columns of each question that has several: the first has its header."""
    groups: dict[int, Question] = {}
    first: int | None = None
    for index, header in enumerate(headers):
        is_more = first is not None and header.strip() in ("", headers[first].strip())
        if not is_more:
            ids = names.questions.get(plain_header(header), ())
            first = index if len(ids) == 1 else None
        elif first is not None:
            question = pack.question[names.questions[plain_header(headers[first])][0]]
            groups |= {first: question, index: question}
    return groups


def _is_headers(
    said: list[str],
    headers: Sequence[str],
    groups: dict[int, Question],
    names: Names,
    words: Words,
) -> bool:
    """Say whether a row names every box, and says nothing of a runner."""
    boxes, others = [], []
    for index, (text, header) in enumerate(zip(said, headers, strict=False)):
        if index in groups:
            boxes.append(fold(text))
        elif text:
            others.append(fold(text) in (*words.second_row, fold(header)))
    named = [names.box(groups[index], said[index]) for index in groups]
    is_named = sum(box is not None for box in named) > 1 or bool(others)
    return is_named and all(others) and all(boxes)
