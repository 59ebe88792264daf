"""The changes that a report says would calm the result: each is made, and judged.

That there is no other is not looked for: it would be a search of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

from triage.assurance.verify.judge import Judge
from triage.assurance.verify.tables import words_of
from triage.model.answers import Answer, Tick, Ticks
from triage.model.disposition import Disposition
from triage.model.item import Item, Value, items_with_values, with_boxes
from triage.model.pack import Pack

EDIT_KEYS = ("question", "option", "value")
FEW = 3  # of those in the runner's reach, and of the others
MOST_EDITS = 4
Edits = dict[Item, Value]


def change_rows(said: Any, judge: Judge, now: Disposition, ceiling: Disposition) -> list[Any]:
    """Return those of some changes that do what they say, in the order in which they belong."""
    is_middling = Disposition.SEE_PHYSIO <= now <= Disposition.SEE_DOCTOR
    if now != ceiling or not is_middling or not isinstance(said, list):
        return []
    claims = [edits for one in said[: 2 * FEW] if (edits := _edits(one, judge.pack))]
    different = {frozenset(edits.items()): edits for edits in claims}
    changes = [_Change(edits, judge) for edits in different.values()]
    good = [change for change in changes if change.level < now and change.is_smallest()]
    alike = [c for c in good if (c.level, len(c.edits)) == (good[0].level, len(good[0].edits))]
    rows = [change.row() for change in sorted(alike, key=_Change.order)]
    in_reach = [one for one in rows if one["reach"] == "runner"]
    others = [one for one in rows if one["reach"] != "runner"]
    return in_reach[:FEW] + others[:FEW]


def _edits(change: Any, pack: Pack) -> Edits:
    """Return the answers a change names: none if any of them is not one of the pack's."""
    values = {(*item, str(value)): value for item, of in items_with_values(pack) for value in of}
    edits = change.get("edits") if isinstance(change, dict) else None
    found: Edits = {}
    for edit in edits if isinstance(edits, list) else ():
        said = [edit.get(key) if isinstance(edit, dict) else None for key in EDIT_KEYS]
        place = next((place for place in values if [*place] == said), None)
        if place is None:
            return {}
        found[place[:2]] = values[place]
    return found if len(found) <= MOST_EDITS else {}


class _Change:
    """Some edits of a sheet, made and judged."""

    def __init__(self, edits: Edits, judge: Judge) -> None:
        self.before, self.answers, self.pack = judge, judge.counting(), judge.pack
        self.places = {question.id: place for place, question in enumerate(self.pack.questions)}
        by_place = sorted(edits.items(), key=lambda e: (self.places[e[0][0]], str(e)))
        self.edits: Edits = dict(by_place)
        self.level, self.ceiling = self._levels(self.edits)

    def _levels(self, edits: Edits) -> tuple[Disposition, Disposition]:
        answers: dict[str, Answer] = dict(self.answers)
        for (question, option), value in edits.items():
            if option is None:
                answers[question] = value
            else:
                box = {option: Tick(value)}
                answers[question] = with_boxes(
                    self.pack.question[question], answers.get(question), box
                )
        return Judge(self.pack, answers).levels()

    def is_smallest(self) -> bool:
        """Say whether no part of it would do, nor a number nearer to the answer so far."""
        parts = (
            dict(part)
            for size in range(1, len(self.edits))
            for part in combinations(self.edits.items(), size)
        )
        return all(self._levels(other)[0] != self.level for other in (*parts, *self._nearer()))

    def _nearer(self) -> Iterator[Edits]:
        for item, values in items_with_values(self.pack):
            value, now = self.edits.get(item), self.answers.get(item[0])
            if isinstance(value, Decimal):
                start = now if isinstance(now, Decimal) else Decimal(0)
                for other in values:
                    if isinstance(other, Decimal) and abs(other - start) < abs(value - start):
                        yield {**self.edits, item: other}

    def order(self) -> Any:
        """Return what changes are ordered by: the runner's own first, what is fixed last."""
        places = [self.places[question] for question, _ in self.edits]
        return self._reach() != "runner", self._reach() == "nobody", places

    def _reach(self) -> str:
        questions = [self.pack.question[question] for question, _ in self.edits]
        if any(question.fixed for question in questions):
            return "nobody"
        return "runner" if all(question.changeable for question in questions) else "other"

    def row(self) -> dict[str, Any]:
        """Return the change as a report has it."""
        return {
            "edits": [self._edit_row(*edit) for edit in self.edits.items()],
            "reach": self._reach(),
            "leads_to": self.pack.wordings[self.level].title,
            "is_complete": self.ceiling <= self.level,
        }

    def _edit_row(self, item: Item, value: Value) -> dict[str, Any]:
        question, option = self.pack.question[item[0]], item[1]
        answer = Ticks(((option, Tick(value)),)) if option else value
        return {
            "question": question.id,
            "option": option,
            "value": str(value),
            "label": question.option(option).label if option else question.label,
            "words": words_of(question, answer, option) or "",
            "now": words_of(question, self.answers.get(question.id), option),
        }
