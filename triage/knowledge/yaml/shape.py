"""The shapes a YAML file can have, as data.

One description serves three readers: `form` takes a file apart by it and reports every fault,
`schema` turns it into JSON Schema for editors, and docs/pack-format.md prints it as tables.
A shape describes the form of a file; it does not check what names refer to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a person."""


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier. `what` says what it names, for messages; `pattern` what it may look like."""

    what: str
    pattern: str = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    example: str = "night_pain"

    def matches(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number such as 42 or 0.5."""

    whole: bool = True
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date such as 2026-11-22."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a list."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of things of one shape, with at least so many of them."""

    of: Shape
    least: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping from names to things of one shape."""

    key: Name
    of: Shape


@dataclass(frozen=True, slots=True)
class Condition:
    """An atom, or all / any / none / at_least of conditions."""


@dataclass(frozen=True, slots=True)
class Anything:
    """A part that is checked elsewhere (the answers of a vignette)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its shape, whether it must be there, and what it is for."""

    shape: Shape
    doc: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. With `one_of`, exactly one of those groups of keys is there."""

    name: str
    fields: Map[str, Field] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    noun: str = "conclusion"  # what one of those groups makes


Shape = Text | Name | Number | Day | OneOf | Listing | Table | Condition | Anything | Record

YES_NO = OneOf(("yes", "no"))


def one_of_values(enum: type[Enum]) -> OneOf:
    """Return the shape of one of the values of an enum."""
    return OneOf(tuple(member.value for member in enum))
