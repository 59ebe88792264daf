"""The working memory of one inference: the row of answers, and what has been established."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from triage.engine import port
from triage.model.condition import Condition, Literal
from triage.model.item import Item, items_of
from triage.model.pack import Pack
from triage.model.rule import Rule


class Taken(Enum):
    """What is in a slot of the row whose value is unknown, or is not a value at all."""

    TRUE = "true"  # every literal on it is taken as true
    FALSE = "false"  # every literal on it is taken as false
    NO_VALUE = "no_value"  # the question does not apply: equal to no option, no number


SlotValue = str | Decimal | Taken
Values = tuple[SlotValue, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a fact can establish: a finding with its truth, a sum of points, or a gathered count."""

    kind: str
    name: str
    truth: bool = True


class Row(port.Fact):  # type: ignore[misc]  # experta has no type hints
    """Every answer, by slot number; the last slot holds all of them as one tuple."""


@dataclass(slots=True)
class Memory:
    """What one inference has established so far, beside experta's own fact list."""

    values: Values
    known: set[Known] = field(default_factory=set)
    fired: list[Rule] = field(default_factory=list)
    journal: list[tuple[tuple[Condition, tuple[Literal, ...]], ...]] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    gathered: dict[str, int] = field(default_factory=dict)


def slots_of(pack: Pack) -> dict[Item, int]:
    """Number the slots of the row: one for each item."""
    items = (item for question in pack.questions for item in items_of(question))
    return {item: slot for slot, item in enumerate(items)}
