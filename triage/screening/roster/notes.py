"""What the run says of how cells were read: missing values, empty boxes, found columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from triage.model.pack import Pack
from triage.screening.files.table import Cell
from triage.screening.roster.columns import Column
from triage.screening.roster.mapping import RosterMapping
from triage.screening.roster.taken import short, text_of
from triage.screening.roster.vocabulary import Vocabulary
from triage.screening.standing.words import Words, fold

_SHOWN = 5


class Notes:
    """Counts, row by row, what a reader of the results should know."""

    def __init__(
        self, columns: Iterable[Column], pack: Pack, words: Words, mapping: RosterMapping
    ) -> None:
        self._columns = [column for column in columns if column.is_used]
        self._vocabularies = {
            column.index: Vocabulary(column, pack, words, mapping) for column in self._columns
        }
        self._boxes: dict[str, list[Column]] = {}
        self._whole: dict[str, int] = {}
        for column in self._columns:
            if column.question is not None and column.option is not None:
                self._boxes.setdefault(column.question.id, []).append(column)
            elif column.question is not None:
                self._whole[column.question.id] = column.index
        self._words = words
        self._missing: Counter[str] = Counter()
        self._untouched: Counter[str] = Counter()
        self._denied: Counter[str] = Counter()

    def note(self, cells: Sequence[Cell]) -> None:
        """Learn from the cells of one row."""
        for column in self._columns:
            cell = cells[column.index]
            if self._vocabularies[column.index].is_missing(cell):
                self._missing[short(cell).strip()] += 1
        for id, columns in self._boxes.items():
            said = {self._box(column, cells[column.index]) for column in columns} - {None}
            whole = self._whole.get(id)
            if whole is not None and fold(text_of(cells[whole])[:99]):
                continue
            if said == {"unticked"}:
                self._untouched[id] += 1
            elif len(columns) > 1 and said and said <= {"no", "unticked"}:
                self._denied[id] += 1

    def _box(self, column: Column, cell: Cell) -> str | None:
        """Return what a box says, as far as it matters whether it was ticked."""
        vocabulary = self._vocabularies[column.index]
        said = fold(text_of(cell)[:99])
        if not said or vocabulary.is_missing(said):
            return None
        if said in self._words.unticked or cell is False:
            return "unticked"
        return "no" if vocabulary.forms.get(said) == "no" else "other"

    def said(self) -> tuple[str, ...]:
        """Return the notes."""
        return (*_times(self._columns), *self._gaps(), *self._empty_boxes())

    def _gaps(self) -> Iterable[str]:
        if self._missing:
            values = [f"'{short(text)}'" for text, _ in self._missing.most_common(_SHOWN)]
            values += ["…"] if len(self._missing) > _SHOWN else []
            number = self._missing.total()
            cells = "1 cell holds" if number == 1 else f"{number} cells hold"
            yield f"{cells} {_listed(values)}, which counts as not answered"

    def _empty_boxes(self) -> Iterable[str]:
        for id, number in self._untouched.items():
            yield (
                f"{_rows(number)} no box of '{id}' ticked, which counts as not answered: add a box "
                '"none of these" to the form'
            )
        for id, number in self._denied.items():
            yield (
                f"{_rows(number)} no for every box of '{id}': check that the form writes this only "
                "where someone answered"
            )


def _times(columns: Iterable[Column]) -> Iterable[str]:
    times = sorted((c for c in columns if c.own == "date"), key=lambda column: column.rank)
    named = [f"column {c.letter} '{short(c.header)}'" for c in times]
    if len(times) > 1:
        first, rest = named[0], " and then ".join(named[1:])
        yield f"the time of answering is {first}, and where that is empty {rest}"
    elif times and times[0].is_found:
        yield f"the time of answering is {named[0]}, as all of its cells are times"
    if any(column.is_found for column in times):
        found = ", ".join(f"'{short(c.header)}'" for c in times if c.is_found)
        yield f"if {found} is another time, map it to 'ignore' with --mapping"


def _rows(number: int) -> str:
    return "1 row has" if number == 1 else f"{number} rows have"


def _listed(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} or {values[-1]}"
