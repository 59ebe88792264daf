"""Conclusions on the same matter that differ: two rules with one condition that do not agree.

Conditions are the same where they differ only in order, in grouping or in what they say twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from triage.assurance.checks.remarks import Remark, Topic
from triage.model.condition import Condition, Literal
from triage.model.pack import Advice, Pack
from triage.model.rule import Add, Advise, Evidence, Hold, Points, RedFlag, Rule

Normal = tuple[object, ...]
"""A condition without order or needless grouping."""

_NEGATIONS = frozenset({"avoid", "cannot", "don't", "never", "no", "not", "stop", "without"})


def conflicting(pack: Pack) -> Iterator[Remark]:
    """Find rules with the same condition whose conclusions on one matter differ."""
    alike: dict[Normal, list[Rule]] = {}
    for rule in pack.rules:
        alike.setdefault(normal(rule.when), []).append(rule)
    for rules in alike.values():
        for one, other in combinations(rules, 2):
            for what in (*_differences(one, other, pack), *_differences(other, one, pack)):
                yield Remark(
                    Topic.CONFLICT,
                    one.id,
                    f"{other.id} has the same condition, and {what}",
                    "keep one of them, or make their conditions differ",
                    (other.id,),
                )


def normal(condition: Condition) -> Normal:
    """Return what is the same for conditions that mean the same by their form."""
    if isinstance(condition, Literal):
        return "literal", condition.atom, condition.positive
    count = condition.count
    if not (condition.is_all or condition.is_any):
        return "at least", count, tuple(sorted(map(normal, condition.of), key=repr))
    kind = "all" if condition.is_all else "any"
    parts = frozenset(_flat(map(normal, condition.of), kind))
    return (kind, parts) if len(parts) > 1 else next(iter(parts))


def _flat(parts: Iterable[Normal], kind: str) -> Iterator[Normal]:
    for part in parts:
        if part[0] == kind:
            assert isinstance(part[1], frozenset)
            yield from part[1]
        else:
            yield part


def _differences(one: Rule, other: Rule, pack: Pack) -> Iterator[str]:
    """Say how the conclusions of two rules differ; those that look alike both ways, once."""
    first, second = one.then, other.then
    match first, second:
        case RedFlag(), RedFlag() if first.suspect == second.suspect and first != second:
            if one.order < other.order:
                yield (
                    f"it sends the runner to {second.disposition.id} for {second.suspect}, "
                    f"not to {first.disposition.id}"
                )
        case Evidence(cause, less), Evidence(same, more) if cause == same and less != more:
            if one.order < other.order:
                yield f"it gives {cause} {more} points, not {less}"
        case Points(score, less), Points(same, more) if score == same and less != more:
            if one.order < other.order:
                yield f"it gives {score} {more} points, not {less}"
        case Hold(traits), Add(exercise):
            shared = [t for t in pack.exercise[exercise].traits if t in traits]
            if shared:
                yield f"{one.id} holds {shared[0]}, which {other.id} adds with {exercise}"
        case Advise(), Advise():
            a, b = pack.advice_item[first.advice], pack.advice_item[second.advice]
            if b.id in a.excludes:
                yield f"{a.id} excludes {b.id}"
            elif one.order < other.order and a.id not in b.excludes and _oppose(a, b):
                yield f"the texts of {a.id} and {b.id} say the opposite of each other"


def _oppose(one: Advice, other: Advice) -> bool:
    """Say whether two texts of one kind differ in little but a negation."""
    if one.kind != other.kind or one.id == other.id:
        return False
    first, second = (set(re.findall(r"[a-z']+", advice.text.lower())) for advice in (one, other))
    denied = (first & _NEGATIONS) ^ (second & _NEGATIONS)
    said = (first ^ second) - _NEGATIONS
    return bool(denied) and 5 * len(said) <= len(first | second)
