"""The smallest change: the fewest changed answers that would lead to another disposition.

A change is a set of edits, each to one question or one box of a checklist. The search runs from
fewest edits to most. For any set of edits it asks what is still in the way:

* too urgent: the first red flag that counts must stop counting, so every solution contains one of
  the ways to make its condition NO;
* not urgent enough: some red flag of the wanted disposition must be raised, so every solution
  contains one of the ways to make one of their conditions YES.

Branching over all these ways leaves no solution out, so the first ones found are smallest. Each is
checked by judging the changed sheet, and is kept only if no part of it would do.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, count

from triage.explain.edits import Edits, apply, merged
from triage.explain.ways import next_ways
from triage.model.answers import Answers
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.item import Value
from triage.model.outcome import could_reach, disposition_of
from triage.model.question import Question
from triage.model.rule import RedFlag
from triage.model.valuation import Valuation

MOST_EDITS = 4
MOST_TRIES = 4000
"""How many sheets a search judges at most; past that it says that it did not finish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One changed answer. `option` is the box of a checklist, `value` what it becomes."""

    question: Question
    option: str | None
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A smallest set of edits that leads to the wanted disposition, in asking order.

    Where it is not `is_complete`, questions not asked could make it more urgent after all.
    """

    edits: tuple[Edit, ...]
    answers: Answers
    is_complete: bool

    @property
    def is_in_reach(self) -> bool:
        """The runner can change all of it."""
        return all(edit.question.changeable for edit in self.edits)

    @property
    def is_fixed(self) -> bool:
        """Part of it cannot be changed at all: age, history."""
        return any(edit.question.fixed for edit in self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes found, smallest first; those in the runner's reach before others of that size.

    `more` counts those of the same size that are not shown. `is_finished` says that the search came
    to its end: that no smaller change exists, and none of this size was missed.
    """

    found: tuple[Change, ...]
    more: int
    size: int
    is_finished: bool


def smallest_changes(
    assessment: Assessment, wanted: Disposition, most: int = 12, most_tries: int = MOST_TRIES
) -> Changes:
    """Return the smallest changes of answers that would lead to exactly `wanted`.

    All changes of the smallest possible size are returned, at most `most` of them; the search
    judges at most `most_tries` sheets. It looks for one edit first, then for two, and so on: the
    ways to combine edits grow by the power of how many there may be.
    """
    sheets = _Sheets(assessment)
    for limit in range(1, MOST_EDITS + 1):
        changes = _changes_up_to(limit, sheets, wanted, most, most_tries)
        if changes.found or not changes.is_finished:
            break
    return changes


class _Sheets:
    """The sheets that edits make of one, and what they lead to.

    A search comes by the same edits again, with a higher limit or as a part of a change, so the
    disposition of each is kept. Valuations are large: only that of the sheet as it is stays, and
    the last.
    """

    def __init__(self, assessment: Assessment) -> None:
        self.pack, self.answers = assessment.pack, assessment.answers
        self._unchanged = assessment.valuation
        self._last: tuple[Edits, Valuation] = (frozenset(), self._unchanged)
        self._dispositions: dict[Edits, Disposition] = {}

    def after(self, edits: Edits) -> Valuation:
        """Return the valuation of the sheet after edits."""
        if not edits:
            return self._unchanged
        if edits != self._last[0]:
            self._last = edits, Valuation(self.pack, apply(self.pack, self.answers, edits))
        return self._last[1]

    def disposition(self, edits: Edits) -> Disposition:
        """Return the disposition after edits."""
        if edits not in self._dispositions:
            valuation = self.after(edits)
            flags = {rule.id: valuation.rule(rule) for rule, _ in self.pack.concluding(RedFlag)}
            self._dispositions[edits] = disposition_of(self.pack, flags)
        return self._dispositions[edits]


def _changes_up_to(
    limit: int, sheets: _Sheets, wanted: Disposition, most: int, most_tries: int
) -> Changes:
    pack, answers = sheets.pack, sheets.answers
    order = {question.id: place for place, question in enumerate(pack.questions)}
    tie = count()
    waiting: list[tuple[int, int, Edits]] = [(0, next(tie), frozenset())]
    seen: set[Edits] = {frozenset()}
    found: list[Edits] = []
    tries = 0
    while waiting and tries < most_tries:
        size, _, edits = heapq.heappop(waiting)
        if found and size > len(found[0]):
            break
        tries += 1
        if sheets.disposition(edits) is wanted:
            if edits and _no_part_will_do(sheets, edits, wanted):
                found.append(edits)
            continue
        if size == limit:
            continue
        for way in next_ways(pack, sheets.after(edits), wanted, limit):
            grown = merged(edits, way)
            if grown is not None and len(grown) <= limit and grown not in seen:
                seen.add(grown)
                heapq.heappush(waiting, (len(grown), next(tie), grown))
    changes = [_change(sheets, edits, order) for edits in _nearest_numbers(found, answers)]
    changes.sort(
        key=lambda c: (not c.is_in_reach, c.is_fixed, [order[e.question.id] for e in c.edits])
    )
    return Changes(
        found=tuple(changes[:most]),
        more=max(0, len(changes) - most),
        size=len(found[0]) if found else MOST_EDITS,
        is_finished=tries < most_tries,
    )


def _nearest_numbers(found: list[Edits], answers: Answers) -> list[Edits]:
    """Of changes alike but for their numbers, keep the one whose numbers are nearest to now."""

    def distance(edits: Edits) -> Decimal:
        total = Decimal(0)
        for (question, _), value in edits:
            now = answers.get(question)
            if isinstance(value, Decimal):
                total += abs(value - (now if isinstance(now, Decimal) else Decimal(0)))
        return total

    nearest: dict[frozenset[object], Edits] = {}
    for edits in found:
        alike = frozenset((i, None if isinstance(v, Decimal) else v) for i, v in edits)
        best = nearest.setdefault(alike, edits)
        if distance(edits) < distance(best):
            nearest[alike] = edits
    return list(nearest.values())


def _no_part_will_do(sheets: _Sheets, edits: Edits, wanted: Disposition) -> bool:
    return not any(
        sheets.disposition(frozenset(part)) is wanted
        for size in range(len(edits))
        for part in combinations(edits, size)
    )


def _change(sheets: _Sheets, edits: Edits, order: Mapping[str, int]) -> Change:
    pack, valuation = sheets.pack, sheets.after(edits)
    ordered = sorted(edits, key=lambda edit: (order[edit[0][0]], str(edit)))
    reached = (could_reach(then, valuation.rule(r)) for r, then in pack.concluding(RedFlag))
    ceiling = max((reach for reach in reached if reach is not None), default=pack.baseline)
    return Change(
        edits=tuple(
            Edit(question=pack.question[question], option=option, value=value)
            for (question, option), value in ordered
        ),
        answers=apply(pack, sheets.answers, edits),
        is_complete=ceiling <= sheets.disposition(edits),
    )
