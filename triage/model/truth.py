"""Truth has three values, and what is unknown has two reasons.

An answer is a value, *unsure* (the runner said so) or *not asked*. Logic sees the last two as
UNKNOWN (strong Kleene). To keep the two reasons apart everywhere else, a condition is judged in
four *worlds* at once: every unknown literal is taken as false or true, by its reason::

                              unsure taken as
                              false      true
    not asked taken    false  SURE       UNSURE
    as                 true   UNASKED    EITHER

In negation normal form a condition can only gain truth when a literal does. So a condition true
in SURE is YES whatever the unknowns are, and one false in EITHER is NO whatever they are.
"""

from __future__ import annotations

from enum import Enum


class Truth(Enum):
    """Strong Kleene truth: NO, UNKNOWN or YES."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    def __and__(self, other: Truth) -> Truth:
        return self if _RANK[self] <= _RANK[other] else other

    def __or__(self, other: Truth) -> Truth:
        return self if _RANK[self] >= _RANK[other] else other

    def __invert__(self) -> Truth:
        return _NEGATED[self]


_RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
_NEGATED = {Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN, Truth.YES: Truth.NO}


Worlds = int
"""A set of worlds as bits, so that judging a condition is integer arithmetic."""

NOWHERE: Worlds = 0
SURE: Worlds = 1
UNSURE: Worlds = 2
UNASKED: Worlds = 4
EITHER: Worlds = 8
EVERYWHERE: Worlds = 15
EACH_WORLD = (SURE, UNSURE, UNASKED, EITHER)

IF_UNSURE: Worlds = UNSURE | EITHER
"""Where a literal is true that is unknown because the runner was unsure."""

IF_ASKED: Worlds = UNASKED | EITHER
"""Where a literal is true that is unknown because the question was not asked."""


def truth_in(worlds: Worlds) -> Truth:
    """Return YES for what is true in every world, NO for what is true in none, else UNKNOWN."""
    if worlds & SURE:
        return Truth.YES
    return Truth.UNKNOWN if worlds & EITHER else Truth.NO
