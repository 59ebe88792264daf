"""Answers -> a roster: one row a runner, in the columns that `columns` names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from triage.columnar.columns import Column, Type, columns_of
from triage.columnar.frames import pl
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Ticks
from triage.model.pack import Pack

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
    """Return a roster: a row for each set of answers, in the order given.

    `tried` says, row by row, of exercises a runner tried whether they went well.
    """
    rows = tuple(answers)
    attempts = tuple(tried) if tried is not None else ({},) * len(rows)
    if len(attempts) != len(rows):
        raise ValueError("answers and exercises tried are not as many")
    data = {
        column.name: [
            _cell(column, given, exercises) for given, exercises in zip(rows, attempts, strict=True)
        ]
        for column in columns_of(pack)
    }
    return pl.DataFrame(data, schema=schema_of(pack))


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


def _cell(column: Column, answers: Answers, tried: Tried) -> Cell:
    if column.question is None:
        return tried.get(column.exercise or "")
    answer = answers.get(column.question)
    return None if answer is None else _OF_TYPE[column.type](column, answer)


def _word(column: Column, answer: Answer) -> Cell:
    if answer is UNSURE_ANSWER:
        return "unsure"
    if isinstance(answer, Ticks):
        tick = None if column.option is None else answer.get(column.option)
        return None if tick is None else tick.value
    return answer if isinstance(answer, str) else None


def _flag(_: Column, answer: Answer) -> Cell:
    return answer is UNSURE_ANSWER


def _whole(_: Column, answer: Answer) -> Cell:
    return int(answer) if isinstance(answer, Decimal) else None


def _decimal(_: Column, answer: Answer) -> Cell:
    return float(answer) if isinstance(answer, Decimal) else None


_OF_TYPE: dict[Type, Callable[[Column, Answer], Cell]] = {
    Type.WORD: _word,
    Type.WHOLE: _whole,
    Type.DECIMAL: _decimal,
    Type.FLAG: _flag,
}
