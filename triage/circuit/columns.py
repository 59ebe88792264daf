"""The columns of a roster, by pack: their names, their types, and how "not sure" is written.

A row is a runner. A cell that is null was not asked; "not sure" is a value of its own:

* a choice or yes/no question has a column of its own name with an option's id or ``unsure``;
* a checklist has one column a box, ``question:option``, with ``yes``, ``no`` or ``unsure``;
* a number has a column of its own name and a boolean one, ``question:unsure``, which counts where
  the number is null;
* ``tried/exercise`` is true or false where the runner tried an exercise. These may be left out.

No id holds a colon or a slash, so no two columns can have the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from triage.model.answers import Tick
from triage.model.pack import Pack
from triage.model.question import Kind, Question

UNSURE = "unsure"
TICKS = tuple(tick.value for tick in Tick)


class Type(Enum):
    """What a column holds besides null."""

    WORD = "word"  # one of the column's `words`
    WHOLE = "whole"  # a whole number
    DECIMAL = "decimal"  # a number; binary floating point distinguishes all of up to 15 digits
    FLAG = "flag"  # true or false


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a roster. `words` are the values of a `Type.WORD`, "unsure" last."""

    name: str
    type: Type
    question: str | None = None
    option: str | None = None
    exercise: str | None = None
    words: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """A roster without this column cannot be screened."""
        return self.exercise is None


def box_column(question: str, option: str) -> str:
    """Return the name of the column of one box of a checklist."""
    return f"{question}:{option}"


def unsure_column(question: str) -> str:
    """Return the name of the column that says a number is "not sure"."""
    return f"{question}:{UNSURE}"


def tried_column(exercise: str) -> str:
    """Return the name of the column that says whether an exercise went well."""
    return f"tried/{exercise}"


@lru_cache(maxsize=4)
def columns_of(pack: Pack) -> tuple[Column, ...]:
    """Return the columns of a roster: questions in asking order, then exercises."""
    questions = (column for question in pack.questions for column in _columns_of(question))
    tried = (
        Column(tried_column(exercise.id), Type.FLAG, exercise=exercise.id)
        for exercise in pack.exercises
    )
    return (*questions, *tried)


def _columns_of(question: Question) -> Iterator[Column]:
    if question.kind is Kind.CHECKLIST:
        for option in question.option_ids:
            name = box_column(question.id, option)
            yield Column(name, Type.WORD, question.id, option, words=TICKS)
    elif question.span is not None:
        number = Type.WHOLE if question.span.whole else Type.DECIMAL
        yield Column(question.id, number, question.id)
        yield Column(unsure_column(question.id), Type.FLAG, question.id)
    else:
        words = (*question.option_ids, UNSURE)
        yield Column(question.id, Type.WORD, question.id, words=words)
