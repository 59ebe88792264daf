"""Stretches of numbers: one number for each stretch that no comparison divides.

Rules compare numbers with thresholds, so all numbers between two thresholds mean the same to them,
and one represents the rest. This is the only place where those are chosen: the solver, the safety
net, changes, suggestions and diffs all look at these numbers and at no others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise

from triage.model.condition import Compare
from triage.model.pack import Pack
from triage.model.question import Question, Span

Edge = tuple[Decimal, int]
"""Where one stretch ends and the next begins: just below a number (0), or just above it (1)."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """The stretches of one number question, ascending: where each begins, and its `marks`.

    A mark is the number that represents its stretch: the least, or the shortest one where the
    stretch has no least number.
    """

    edges: tuple[Edge, ...]
    marks: tuple[Decimal, ...]

    def representative(self, number: Decimal) -> Decimal:
        """Return the mark of the stretch that an admitted number is in."""
        return self.marks[max(0, bisect_right(self.edges, (number, 0)) - 1)]

    def within(self, span: Span) -> Ruler:
        """Return the stretches whose marks a span admits."""
        kept = [pair for pair in zip(self.edges, self.marks, strict=True) if span.admits(pair[1])]
        return Ruler(tuple(edge for edge, _ in kept), tuple(mark for _, mark in kept))


Cuts = Mapping[str, Ruler]
"""Question id -> its stretches. Only number questions have any."""


def cut_points(question: Question, pack: Pack) -> tuple[Decimal, ...]:
    """Return one number from each stretch that no condition of the pack divides, ascending."""
    return _cuts(pack)[question.id].marks


def ruler_of(question: Question, pack: Pack) -> Ruler:
    """Return the stretches of a number question under one pack."""
    return _cuts(pack)[question.id]


def cuts_of(*packs: Pack) -> dict[str, Ruler]:
    """Return for each number question the stretches that no condition or bound of them divides."""
    spans: dict[str, list[Span]] = {}
    edges: dict[str, set[Edge]] = {}
    for pack in packs:
        for question in pack.questions:
            if question.span is not None:
                spans.setdefault(question.id, []).append(question.span)
                bounds = (question.span.least, 0), (question.span.most, 1)
                edges.setdefault(question.id, set()).update(bounds)
        for atom in _comparisons(pack):
            edges[atom.question].add(edge_of(atom))
    return {question: ruler_between(spans[question], found) for question, found in edges.items()}


def own_cuts(pack: Pack, cuts: Cuts) -> dict[str, Ruler]:
    """Return the stretches that lie within a pack's own bounds."""
    return {
        question.id: cuts[question.id].within(span)
        for question in pack.questions
        if (span := question.span) is not None
    }


_MOST_PLACES = 40
"""More decimal places than any two different thresholds need to be told apart."""


@lru_cache(maxsize=4)
def _cuts(pack: Pack) -> Cuts:
    return cuts_of(pack)


def edge_of(atom: Compare) -> Edge:
    """Return where a comparison divides the numbers."""
    return atom.number, 0 if atom.operator in ("<", ">=") else 1


def ruler_between(spans: Iterable[Span], edges: Iterable[Edge]) -> Ruler:
    """Return the stretches between the edges that hold an admitted number.

    Where only some of the spans admit whole numbers only, a stretch ends before its first whole
    number, so that each span has a mark in what it admits of it.
    """
    ordered = sorted(set(edges))
    wholes = [span.whole for span in spans]
    whole = all(wholes)
    if any(wholes) and not whole:
        firsts = (_mark(edge, following, True) for edge, following in pairwise(ordered))
        ordered = sorted({*ordered, *((first, 0) for first in firsts if first is not None)})
    found = [
        (edge, mark)
        for edge, following in pairwise(ordered)
        if (mark := _mark(edge, following, whole)) is not None
    ]
    return Ruler(tuple(edge for edge, _ in found), tuple(mark for _, mark in found))


def _mark(edge: Edge, following: Edge, whole: bool) -> Decimal | None:
    """Return the shortest of the least numbers from one edge to the next, None if there is none."""
    number, above = edge
    if not above and (not whole or number == number.to_integral_value()):
        return number
    for places in range(1 if whole else _MOST_PLACES):
        below = number.scaleb(places).to_integral_value(ROUND_FLOOR)
        mark = (below + 1).scaleb(-places)
        if (mark, 0) < following:
            return mark
    return None


def _comparisons(pack: Pack) -> Iterator[Compare]:
    conditions = [rule.when for rule in pack.rules] + [promise.when for promise in pack.promises]
    for question in pack.questions:
        conditions += question.gates()
    for condition in conditions:
        for literal in condition.literals():
            if isinstance(literal.atom, Compare):
                yield literal.atom
