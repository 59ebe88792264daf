"""Answers -> a roster: one row per runner, in the columns that `circuit.columns` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from triage.circuit.columns import (
    UNSURE,
    Column,
    Type,
    box_column,
    columns_of,
    tried_column,
    unsure_column,
)
from triage.columnar.frames import pl
from triage.model.answers import UNSURE_ANSWER, Answers, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind

if TYPE_CHECKING:
    import polars

Cell = str | int | float | bool | None
Tried = Mapping[str, bool]


def schema_of(pack: Pack) -> dict[str, polars.DataType]:
    """Return the columns of a roster with their Polars types, in order."""
    return {column.name: _dtype(column) for column in columns_of(pack)}


def frame_of(
    pack: Pack, answers: Iterable[Answers], tried: Iterable[Tried] | None = None
) -> polars.DataFrame:
    """Return a roster: one row per set of answers, in the order given.

    `tried` says, row by row, which exercises a runner tried and whether they went well.
    """
    rows = tuple(answers)
    attempts = tuple(tried) if tried is not None else ({},) * len(rows)
    if len(attempts) != len(rows):
        raise ValueError("there must be as many sets of tried exercises as of answers")
    schema = schema_of(pack)
    data: dict[str, list[Cell]] = {name: [None] * len(rows) for name in schema}
    for number, (given, exercises) in enumerate(zip(rows, attempts, strict=True)):
        for name, cell in _cells(pack, given, exercises):
            data[name][number] = cell
    return pl.DataFrame(data, schema=schema)


def _dtype(column: Column) -> polars.DataType:
    match column.type:
        case Type.WORD:
            return pl.Enum(column.words)
        case Type.WHOLE:
            return pl.Int32()
        case Type.DECIMAL:
            return pl.Float64()
        case Type.FLAG:
            return pl.Boolean()


def _cells(pack: Pack, answers: Answers, tried: Tried) -> Iterator[tuple[str, Cell]]:
    """Yield what is known about a runner, with the name of its column."""
    for name, answer in answers.given.items():
        question = pack.question[name]
        if isinstance(answer, Ticks):
            for option, tick in answer.boxes:
                yield box_column(name, option), tick.value
        elif question.kind is Kind.CHECKLIST:  # unsure about all of it
            for option in question.option_ids:
                yield box_column(name, option), UNSURE
        elif question.span is not None:
            yield unsure_column(name), answer is UNSURE_ANSWER
            if isinstance(answer, Decimal):
                yield name, int(answer) if question.span.whole else float(answer)
        else:
            yield name, UNSURE if answer is UNSURE_ANSWER else str(answer)
    for exercise, went_well in tried.items():
        yield tried_column(exercise), went_well
