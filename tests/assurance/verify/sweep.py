"""Every key of the schema of a report, and every way to tamper with what is there."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import msgspec

from tests.assurance.verify.reports import Report
from triage.report.facts.facts import ReportFacts

Place = tuple[str | int, ...]
Key = tuple[str, ...]
"""A place of any report: `*` is any row of a list, or of a table that a pack has the keys of."""

SCHEMA = msgspec.json.schema(ReportFacts)


def keys() -> set[Key]:
    """Return every key of the schema."""
    return {*_keys(SCHEMA, ())}


def _keys(part: Any, key: Key) -> Iterator[Key]:
    part = _resolved(part)
    yield key
    for choice in part.get("anyOf", []):
        yield from _keys(choice, key)
    for name, inner in part.get("properties", {}).items():
        yield from _keys(inner, (*key, name))
    for rows in (part.get("additionalProperties"), part.get("items")):
        if isinstance(rows, dict):
            yield from _keys(rows, (*key, "*"))


def places(report: Report) -> Iterator[tuple[Place, Key]]:
    """Yield every place of a report, with the key of the schema that it has."""
    return _places(report, SCHEMA, (), ())


def _places(tree: Any, part: Any, place: Place, key: Key) -> Iterator[tuple[Place, Key]]:
    yield place, key
    part = _fitting(tree, part)
    named = part.get("properties", {})
    for name, inner in by_key(tree).items():
        if name in named:
            yield from _places(inner, named[name], (*place, name), (*key, str(name)))
        else:
            rows = part["items"] if isinstance(tree, list) else part["additionalProperties"]
            yield from _places(inner, rows, (*place, name), (*key, "*"))


def _resolved(part: Any) -> Any:
    return SCHEMA["$defs"][part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part


def _fitting(tree: Any, part: Any) -> Any:
    """Return the choice of a schema that a list or a table takes, nothing for the rest."""
    wanted = {dict: "object", list: "array"}.get(type(tree))
    choices = [_resolved(choice) for choice in _resolved(part).get("anyOf", [part])]
    return next((choice for choice in choices if choice.get("type") == wanted), {})


def by_key(tree: Any) -> dict[Any, Any]:
    """Return the rows of a list or a table by their keys, of anything else none."""
    if isinstance(tree, list):
        return dict(enumerate(tree))
    return tree if isinstance(tree, dict) else {}


# -- tampering -------------------------------------------------------------------------------------


def altered(value: Any) -> Any:
    """Return another value of the same kind."""
    if value is None or isinstance(value, bool):
        return not value
    if isinstance(value, list | dict):
        return type(value)()
    return value + 1 if isinstance(value, int) else f"{value} and more"


def retyped(value: Any) -> Any:
    """Return a value of another kind that many a program would take for the same."""
    match value:
        case None:
            return False
        case bool():
            return int(value)
        case int():
            return float(value)
        case str():
            return [value]
        case list():
            return {str(place): row for place, row in enumerate(value)}
    return [*value.values()]


def nulled(value: Any) -> Any:  # noqa: ARG001  # whatever it was
    """Return nothing."""
    return None


def added(value: Any) -> Any:
    """Return a list or a table with a row more."""
    return [*value, "more"] if isinstance(value, list) else {**value, "more": "more"}


def duplicated(value: Any) -> Any:
    """Return a list or a table with its first row twice."""
    if isinstance(value, list):
        return [*value[:1], *value]
    first = next(iter(value), "")
    return {**value, f"{first}-2": value.get(first)}


def swapped(value: Any) -> Any:
    """Return a list or a table with two of its values in each other's place."""
    rows = [*by_key(value).items()]
    for (one, mine), (other, theirs) in pairwise(rows):
        if mine != theirs:
            both = {one: theirs, other: mine}
            changed = {key: both.get(key, row) for key, row in rows}
            return [*changed.values()] if isinstance(value, list) else changed
    return value


def reordered(value: Any) -> Any:
    """Return a list or a table in the opposite order."""
    return value[::-1] if isinstance(value, list) else dict(reversed([*value.items()]))


ANY: list[Callable[[Any], Any]] = [altered, retyped, nulled]
OF_ROWS: list[Callable[[Any], Any]] = [added, duplicated, swapped, reordered]


def tamperings(report: Report, place: Place) -> Iterator[tuple[str, Report]]:
    """Yield a report after each way to tamper with a place of it, and the name of the way."""
    value = report
    for step in place:
        value = value[step]
    for way in [*ANY, *(OF_ROWS if isinstance(value, list | dict) else [])]:
        other = way(value)
        if json.dumps(other) != json.dumps(value):  # a list of one row has no order
            yield way.__name__, _with(report, place, other)
    if place:
        yield "deleted", _with(report, place)


def _with(report: Report, place: Place, *value: Any) -> Report:
    if not place:
        return value[0]
    tree = changed = pickle.loads(pickle.dumps(report))  # our own, and fast
    for step in place[:-1]:
        tree = tree[step]
    if value:
        tree[place[-1]] = value[0]
    else:
        del tree[place[-1]]
    return changed
