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
from triage.model.outcome import could_reach, disposition_of
from triage.model.pack import Pack
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
    value: str | Decimal


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
    for limit in range(1, MOST_EDITS + 1):
        changes = _changes_up_to(limit, assessment, wanted, most, most_tries)
        if changes.found or not changes.is_finished:
            break
    return changes


def _changes_up_to(
    limit: int, assessment: Assessment, wanted: Disposition, most: int, most_tries: int
) -> Changes:
    pack, answers = assessment.pack, assessment.answers
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
        valuation = Valuation(pack, apply(pack, answers, edits))
        if _disposition(pack, valuation) is wanted:
            if edits and _no_part_will_do(pack, answers, edits, wanted):
                found.append(edits)
            continue
        if size == limit:
            continue
        for way in next_ways(pack, valuation, wanted, limit):
            grown = merged(edits, way)
            if grown is not None and len(grown) <= limit and grown not in seen:
                seen.add(grown)
                heapq.heappush(waiting, (len(grown), next(tie), grown))
    changes = [_change(pack, answers, edits, order) for edits in _nearest_numbers(found, answers)]
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


def _disposition(pack: Pack, valuation: Valuation) -> Disposition:
    flags = {rule.id: valuation.rule(rule) for rule, _ in pack.concluding(RedFlag)}
    return disposition_of(pack, flags)


def _no_part_will_do(pack: Pack, answers: Answers, edits: Edits, wanted: Disposition) -> bool:
    return not any(
        _disposition(pack, Valuation(pack, apply(pack, answers, frozenset(part)))) is wanted
        for size in range(len(edits))
        for part in combinations(edits, size)
    )


def _change(pack: Pack, answers: Answers, edits: Edits, order: Mapping[str, int]) -> Change:
    ordered = sorted(edits, key=lambda edit: (order[edit[0][0]], str(edit)))
    changed: Answers = apply(pack, answers, edits)
    valuation = Valuation(pack, changed)
    reached = (could_reach(then, valuation.rule(r)) for r, then in pack.concluding(RedFlag))
    ceiling = max((reach for reach in reached if reach is not None), default=pack.baseline)
    return Change(
        edits=tuple(
            Edit(question=pack.question[question], option=option, value=value)
            for (question, option), value in ordered
        ),
        answers=changed,
        is_complete=ceiling <= _disposition(pack, valuation),
    )
