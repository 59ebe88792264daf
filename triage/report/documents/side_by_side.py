"""A part of a pack before and after an edit, as rows of two cells that are read across."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from triage.assurance.diff.changes import Change, Edit, leaves
from triage.explain.statements import number_text
from triage.model.condition import AtLeast, Condition, Literal
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.report.documents.book import condition_view

Line = tuple[Hashable, dict[str, Any]]
"""What a cell is known by, and the cell."""


def rows_of(change: Change, old: Pack, new: Pack) -> list[dict[str, Any]]:
    """Return a change row by row: of a condition clause by clause, of a list one by one.

    A cell is None where the other side has more; `is_same` where both sides say the same.
    """
    if change.edit is Edit.MOVED:
        return [_moved(id, change) for id in _out_of_step(change.before, change.after)]
    before, after = _lines(change.before, old), _lines(change.after, new)
    return [
        {
            "old": None if one is None else one[1],
            "new": None if other is None else other[1],
            "is_same": one is not None and other is not None and one[0] == other[0],
        }
        for one, other in aligned(before, after)
    ]


def aligned(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield the lines of two texts in pairs, those that are the same beside each other."""
    matcher = SequenceMatcher(None, [key for key, _ in old], [key for key, _ in new], False)
    for _, start, end, from_, to in matcher.get_opcodes():
        left, right = old[start:end], new[from_:to]
        for place in range(max(len(left), len(right))):
            yield (
                left[place] if place < len(left) else None,
                right[place] if place < len(right) else None,
            )


def _lines(value: Any, pack: Pack) -> list[Line]:
    if value is None:
        return []
    if isinstance(value, Literal | AtLeast):
        return list(_clauses(value, pack, 0))
    if is_dataclass(value):
        return [
            line
            for place, leaf in leaves(value)
            for line in _named(".".join(place), _lines(leaf, pack))
        ]
    if isinstance(value, tuple):
        return [line for part in value for line in _lines(part, pack)]
    text = text_of(value)
    return [(text, {"text": text})]


def _named(name: str, lines: list[Line]) -> Iterator[Line]:
    for key, cell in lines:
        yield (name, key), {"name": name, **cell}


def _clauses(condition: Condition, pack: Pack, depth: int) -> Iterator[Line]:
    node = condition_view(condition, pack)
    parts = node.pop("parts")
    yield (depth, *map(str, node.values())), {"depth": depth, "clause": node}
    if parts and isinstance(condition, AtLeast):
        for part in condition.of:
            yield from _clauses(part, pack, depth + 1)


def text_of(value: Any) -> str:
    """Return a single value as text."""
    match value:
        case Disposition():
            return value.id
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return number_text(value)
        case date():
            return value.isoformat()
        case _:
            return " ".join(str(value).split())


def _out_of_step(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """Return the fewest ids whose move explains the new order."""
    matcher = SequenceMatcher(None, before, after, False)
    kept = {before[b.a + i] for b in matcher.get_matching_blocks() for i in range(b.size)}
    return [id for id in after if id not in kept]


def _moved(id: str, change: Change) -> dict[str, Any]:
    return {"id": id, "old": _above(id, change.before), "new": _above(id, change.after)}


def _above(id: str, order: tuple[str, ...]) -> str | None:
    """Return what comes just before it, None for the first."""
    place = order.index(id)
    return order[place - 1] if place else None
