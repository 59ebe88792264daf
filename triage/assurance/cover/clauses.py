"""The literals of a condition: where each is, and which of them alone decide it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.condition import (
    AtLeast,
    Condition,
    Facts,
    Literal,
    holds,
)
from triage.model.truth import Truth

Path = tuple[int, ...]
"""Where a literal is in a condition: the place of each part on the way down."""


def literals_of(condition: Condition, path: Path = ()) -> Iterator[tuple[Path, Literal]]:
    """Yield every literal of a condition with its path, in the order written."""
    if isinstance(condition, Literal):
        yield path, condition
        return
    for place, part in enumerate(condition.of):
        yield from literals_of(part, (*path, place))


def deciders(condition: Condition, facts: Facts) -> frozenset[Path]:
    """Return the paths of the literals that alone decide a decided condition.

    Turning any one of them round, the others staying, turns the condition from YES to NO or back.
    """
    truth = holds(condition, facts)
    if truth is Truth.UNKNOWN:
        return frozenset()
    return frozenset(_deciders(condition, facts, truth, ()))


def _deciders(condition: Condition, facts: Facts, truth: Truth, path: Path) -> Iterator[Path]:
    if isinstance(condition, Literal):
        yield path
        return
    truths = [holds(part, facts) for part in condition.of]
    met = truths.count(Truth.YES)
    may_be = met + truths.count(Truth.UNKNOWN)
    is_close = may_be == condition.count if truth is Truth.YES else met + 1 == condition.count
    if is_close:
        for place, part in enumerate(condition.of):
            if truths[place] is truth:
                yield from _deciders(part, facts, truth, (*path, place))


def settled(condition: Condition, path: Path, value: bool) -> Condition | bool:
    """Return a condition with the literal at `path` taken as true or false; a bool if decided."""
    if isinstance(condition, Literal):
        return value
    part = settled(condition.of[path[0]], path[1:], value)
    if not isinstance(part, bool):
        of = (*condition.of[: path[0]], part, *condition.of[path[0] + 1 :])
        return AtLeast(condition.count, of)
    rest = (*condition.of[: path[0]], *condition.of[path[0] + 1 :])
    count = condition.count - part
    if count == 0:
        return True
    return AtLeast(count, rest) if count <= len(rest) else False
