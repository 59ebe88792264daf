"""Filled cells of columns that are not used: which of them may be answers.

A column that somebody named otherwise than the pack does is listed for the user, and not used. One
without a header, or with a header that software made up, says nothing of what its cells are; and a
cell that says what an option of the pack says is an answer, whatever is above it.
"""

from __future__ import annotations

import re

from triage.model.pack import Pack
from triage.screening.files.table import Cell, Unreadable
from triage.screening.roster.columns import Column
from triage.screening.roster.mapping import IGNORE, RosterMapping
from triage.screening.roster.taken import Trouble, text_of
from triage.screening.standing.words import fold

_MADE_UP = re.compile(
    r"unnamed:? ?[0-9]+(_level_[0-9]+)?|(column|field|spalte|colonne|columna) ?([0-9]+|[a-z]{1,3})"
    r"|__empty(_[0-9]+)?|\.\.\.[0-9]+|_c?[0-9]+|[xv]\.?[0-9]+|none|null|nan"
)
"""What software calls a column without a header, or one whose header it had already."""
_WORDS = 3
"""Words that a label has at least, to be known again under any header."""
_NOT_A_QUESTION = "this is an answer, but the header is not a question of the pack"
_MAP_IT = "use the question as the header, or map it to one or to 'ignore' with --mapping"
_NAME_IT = "give the column a header, or map it to 'ignore' with --mapping"


class Unused:
    """What is wrong with filled cells that no column reads."""

    def __init__(self, columns: tuple[Column, ...], pack: Pack, mapping: RosterMapping) -> None:
        self.columns = tuple(
            column
            for column in columns
            if not column.is_used and mapping.columns.get(fold(column.header)) != IGNORE
        )
        self._nameless = {
            column.index
            for column in self.columns
            if not fold(column.header) or _MADE_UP.fullmatch(fold(column.header))
        }
        labels = {fold(option.label) for question in pack.questions for option in question.options}
        self._labels = tuple(label for label in labels if len(label.split()) >= _WORDS)
        self._memory: dict[str, bool] = {}

    def trouble(self, column: Column, cell: Cell) -> Trouble | None:
        """Return what is wrong with a cell of a column that is not used, if anything is."""
        said = fold(text_of(cell))
        if not said and not isinstance(cell, Unreadable):
            return None
        if column.index in self._nameless:
            what = f"column {column.letter} has no header"
            return Trouble(what, _NAME_IT, what, _NAME_IT)
        if self._is_answer(said):
            return Trouble(_NOT_A_QUESTION, _MAP_IT, _NOT_A_QUESTION, _MAP_IT)
        return None

    def _is_answer(self, said: str) -> bool:
        if len(said.split()) < _WORDS:
            return False
        if said not in self._memory:
            self._memory[said] = any(label in said for label in self._labels)
        return self._memory[said]
