"""Takes a file apart by its shape, naming every fault of form on the way.

What comes out remembers where it was written: text as `Written`, records as `Entry`. A record
with a fault inside is marked, so that `build` can keep its name known and still leave it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from datetime import date
from typing import Any

from triage.errors import Fault, Location, did_you_mean
from triage.knowledge.yaml import shape as shapes
from triage.knowledge.yaml.numbers import MOST_DIGITS, number_in, short
from triage.knowledge.yaml.shape import Field, Record, Shape
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence


class Written(str):
    """Text that remembers where it was written."""

    where: Location

    def __new__(cls, text: str, where: Location) -> Written:
        written = super().__new__(cls, text)
        written.where = where
        return written


class Entry(dict[str, Any]):
    """A record taken apart: field name to value. `is_sound` is False when a fault is inside.

    `written` holds the keys its author wrote, those with a fault too.
    """

    def __init__(self, where: Location, written: Iterable[str] = (), is_sound: bool = True) -> None:
        super().__init__()
        self.where = where
        self.written = frozenset(written)
        self.is_sound = is_sound


class Missing:
    """Takes the place of a part that could not be read; its fault has been noted."""


MISSING = Missing()


class Form:
    """Takes nodes apart by shapes and gathers the faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, what: str, where: Location, fix: str) -> Missing:
        """Note a fault, and return what takes the place of the part that has it."""
        self.faults.append(Fault(what=what, where=where, fix=fix))
        return MISSING

    def take(self, node: Node, shape: Shape, what: str) -> Any:
        """Return the parts of `node`, or MISSING when it does not have that shape."""
        # Asked one by one, for speed: `match` is slower, and a pack has ten thousand parts.
        if isinstance(shape, Record):
            return self._record(node, shape, what)
        if isinstance(shape, shapes.Listing):
            return self._listing(node, shape, what)
        if isinstance(shape, shapes.Table):
            return self._table(node, shape, what)
        if isinstance(shape, (shapes.Condition, shapes.Anything)):
            return node
        if not isinstance(node, Scalar):
            kind = "a list" if isinstance(node, Sequence) else "a mapping"
            return self.fault(
                f"{what} must be text, not {kind}", node.where, "write it on one line"
            )
        return self._scalar(node, shape, what)

    def _scalar(self, node: Scalar, shape: Shape, what: str) -> Any:
        text, where = " ".join(node.text.split()), node.where
        if not text:
            return self.fault(f"{what} is empty", where, "fill it in, or remove the line")
        if isinstance(shape, shapes.Text):
            return Written(text, where)
        match shape:
            case shapes.Name() if not shape.matches(text):
                return self.fault(
                    f"{what} '{text}' is not a name", where, f"write it like {shape.example}"
                )
            case shapes.OneOf(words) if text not in words:
                listed = ", ".join(words)
                return self.fault(
                    f"{what} cannot be '{text}'",
                    where,
                    did_you_mean(text, words, f"write one of: {listed}"),
                )
            case shapes.Day():
                try:
                    if len(text) != 10:
                        raise ValueError
                    date.fromisoformat(text)
                except ValueError:
                    return self.fault(
                        f"{what} '{text}' is not a date", where, "write year-month-day: 2026-11-22"
                    )
            case shapes.Number():
                return self._number(text, where, shape, what)
        return Written(text, where)

    def _number(self, text: str, where: Location, shape: shapes.Number, what: str) -> Any:
        number = number_in(text)
        if number is None or (shape.whole and "." in text):
            kind = "whole number" if shape.whole else "number"
            return self.fault(
                f"{what} '{short(text)}' is not a plain {kind}",
                where,
                f"write at most {MOST_DIGITS} digits"
                if len(text) > MOST_DIGITS
                else "write digits only, such as 42",
            )
        too_low = shape.least is not None and number < shape.least
        too_high = shape.most is not None and number > shape.most
        if too_low or too_high:
            return self.fault(
                f"{what} {text} is out of range",
                where,
                f"write a number from {shape.least} to {shape.most}",
            )
        return Written(text, where)

    def _listing(self, node: Node, shape: shapes.Listing, what: str) -> Any:
        if not isinstance(node, Sequence):
            return self.fault(f"{what} must be a list", node.where, "start each item with '- '")
        if len(node.items) < shape.least:
            few = "has too few items" if node.items else "is empty"
            return self.fault(f"{what} {few}", node.where, f"write at least {shape.least}")
        if isinstance(shape.of, Record):
            what = f"this {shape.of.name}"
        taken = [self.take(item, shape.of, what) for item in node.items]
        return [item for item in taken if item is not MISSING]

    def _table(self, node: Node, shape: shapes.Table, what: str) -> Any:
        if not isinstance(node, Mapping):
            return self.fault(f"{what} must be a mapping", node.where, "write 'name: …' lines")
        found: dict[str, Any] = {}
        for key, value in node.entries.items():
            if not shape.key.matches(key):
                self.fault(
                    f"'{key}' is not a name for {shape.key.what}",
                    node.keys[key],
                    f"write it like {shape.key.example}",
                )
                continue
            taken = self.take(value, shape.of, f"{what}: {key}")
            if taken is not MISSING:
                found[Written(key, node.keys[key])] = taken
        return found

    def _record(self, node: Node, shape: Record, what: str) -> Any:
        if not isinstance(node, Mapping):
            groups = _listed(shape.one_of)
            keys = ", ".join(_required(shape.fields))
            fix = f"write one of {groups}" if groups else f"write its keys: {keys}"
            return self.fault(f"{what} must be a mapping", node.where, fix)
        entry = Entry(node.where, node.entries)
        before = len(self.faults)
        name = _name_of(node, shape, what)
        for key, value in node.entries.items():
            if key not in shape.fields:
                fix = did_you_mean(key, shape.fields, f"use only: {', '.join(shape.fields)}")
                if isinstance(value, Scalar) and not (value.text or value.quoted):
                    fix = f"if '{key}' is part of a text with a comma, put that in quotes; or {fix}"
                self.fault(f"{name} has no key '{key}'", node.keys[key], fix)
        for key, field in shape.fields.items():
            if key in node.entries:
                taken = self.take(node.entries[key], field.shape, f"{key} of {name}")
                if taken is not MISSING:
                    entry[key] = taken
            elif field.required:
                self.fault(
                    f"{name} lacks '{key}': {field.doc}", node.where, f"add a line '{key}: …'"
                )
        if shape.one_of and not any(set(node.entries) == set(group) for group in shape.one_of):
            self.fault(
                f"{name} must be exactly one {shape.noun}",
                node.where,
                f"write one of {_listed(shape.one_of)}",
            )
        entry.is_sound = len(self.faults) == before
        return entry


def _listed(groups: Iterable[Iterable[str]]) -> str:
    return " | ".join("{" + ", ".join(group) + "}" for group in groups)


def _required(fields: Map[str, Field]) -> list[str]:
    return [name for name, field in fields.items() if field.required]


def _name_of(node: Mapping, shape: Record, what: str) -> str:
    """Return the name a person would know the record by: its id where it has one."""
    id = node.entries.get("id")
    if "id" in shape.fields and isinstance(id, Scalar) and id.text:
        return id.text
    return what
