"""What the cells of one column may say, and what counts as no answer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from triage.model.pack import Pack
from triage.model.question import Kind
from triage.screening.files.table import Cell
from triage.screening.roster.columns import Column
from triage.screening.roster.mapping import RosterMapping
from triage.screening.standing.words import Words, fold

SEPARATORS = ",;| \t\r\n\u00a0"
"""What may be between the boxes that a cell lists, and after the last."""

_FORMS = {
    Kind.YES_NO: ("yes", "no", "unsure"),
    Kind.CHECKLIST: ("none", "unsure"),
    Kind.CHOICE: ("unsure",),
    Kind.NUMBER: ("unsure",),
}


class Vocabulary:
    """What the cells of one column may say.

    The words of the pack come before what software writes in a cell without an answer, and the
    user's mapping comes before both. An option's id comes after: a bare "none" is not an answer.
    """

    def __init__(self, column: Column, pack: Pack, words: Words, mapping: RosterMapping) -> None:
        question = column.question
        values = mapping.values.get((column.target or "").partition(".")[0], {})
        self.forms = {**words.forms_in((pack.language, *pack.also_reads)), **values}
        labels: dict[str, str] = {}
        ids: dict[str, str] = {}
        if question is not None:
            labels = {fold(option.label): option.id for option in question.options}
            ids = {fold(option.id): option.id for option in question.options}
        self.ids = {said: id for said, id in ids.items() if said not in words.missing_folded}
        wanted = () if question is None else _FORMS[question.kind]
        said = {form: answer for form, answer in self.forms.items() if answer in wanted}
        self.answers: Mapping[str, str] = {**said, **self.ids, **labels, **values}
        self.longest_first = sorted(self.answers, key=len, reverse=True)
        self._is_code = column.own == "runner"
        self._missing = words.missing_folded - self.answers.keys()
        if self._is_code:  # Nan is a name; nan is not
            self._missing = frozenset(words.missing)
        self._longest = max(map(len, words.missing), default=0)

    def is_missing(self, cell: Cell) -> bool:
        """Say whether a cell is filled, but says only that there is no answer."""
        if isinstance(cell, tuple):
            return bool(cell) and all(map(self.is_missing, cell))
        if isinstance(cell, Decimal):
            return cell.is_nan()
        if not isinstance(cell, str) or len(cell) > self._longest + 9:
            return False
        text = cell.strip(SEPARATORS)
        return (text if self._is_code else fold(text)) in self._missing
