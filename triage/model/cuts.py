"""Cut points: of all the numbers a question admits, one for each stretch that no rule divides.

Rules compare numbers with thresholds, so the numbers between two thresholds all mean the same to
them, and one represents the rest: the least. This is the only place where those are chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from triage.model.condition import Compare
from triage.model.pack import Pack
from triage.model.question import Question, Span

Cuts = Mapping[str, tuple[Decimal, ...]]
"""Question id -> its cut points, ascending. Only number questions have any."""


def step_of(span: Span) -> Decimal:
    """Return the smallest difference between two numbers that rules are taken to see."""
    return Decimal(1) if span.whole else Decimal("0.5")


def cut_points(question: Question, pack: Pack) -> tuple[Decimal, ...]:
    """Return one number from each stretch that no condition of the pack divides, ascending."""
    return _cuts(pack)[question.id]


def cuts_of(*packs: Pack) -> dict[str, tuple[Decimal, ...]]:
    """Return for each number question the cut points of all these packs, in order."""
    found: dict[str, set[Decimal]] = {}
    for pack in packs:
        for question, numbers in _cuts(pack).items():
            found.setdefault(question, set()).update(numbers)
    return {question: tuple(sorted(numbers)) for question, numbers in found.items()}


def own_cuts(pack: Pack, cuts: Cuts) -> dict[str, tuple[Decimal, ...]]:
    """Return the cuts that lie within a pack's own bounds."""
    return {
        question.id: tuple(number for number in cuts[question.id] if span.admits(number))
        for question in pack.questions
        if (span := question.span) is not None
    }


def representative(number: Decimal, cuts: Iterable[Decimal]) -> Decimal:
    """Return the cut point of the stretch that a number is in."""
    return max(cut for cut in cuts if cut <= number)


@lru_cache(maxsize=4)
def _cuts(pack: Pack) -> Cuts:
    thresholds: dict[str, set[Decimal]] = {}
    for atom in _comparisons(pack):
        thresholds.setdefault(atom.question, set()).add(atom.number)
    return {
        question.id: _representatives(span, thresholds.get(question.id, set()))
        for question in pack.questions
        if (span := question.span) is not None
    }


def _representatives(span: Span, thresholds: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Return the least number of a span, each threshold, and what comes just above it."""
    step = step_of(span)
    numbers = {span.least}
    for number in thresholds:
        numbers |= {number, number + step}
    return tuple(sorted(number for number in numbers if span.admits(number)))


def _comparisons(pack: Pack) -> Iterator[Compare]:
    conditions = [rule.when for rule in pack.rules]
    conditions += [q.ask_when for q in pack.questions if q.ask_when is not None]
    for condition in conditions:
        for literal in condition.literals():
            if isinstance(literal.atom, Compare):
                yield literal.atom
