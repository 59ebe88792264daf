"""Questions, and the answers each admits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from triage.model.condition import Condition
from triage.model.disposition import Disposition


class Kind(Enum):
    """What sort of answer a question takes."""

    CHOICE = "choice"
    CHECKLIST = "checklist"
    YES_NO = "yes_no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing a runner can choose or tick.

    `says` words it as the runner's own statement in the second person; `denies` words its
    absence, and is None where an option is never denied by itself (a choice). `regions` are the
    regions of the pack's body map that are marked for it. A box of a checklist, or a yes, may be
    `alone`: by itself it reaches that disposition, on every sheet. A box with `ask_when` is asked
    only if that holds; it looks at earlier questions only.
    """

    id: str
    label: str
    says: str
    denies: str | None = None
    regions: tuple[str, ...] = ()
    alone: Disposition | None = None
    ask_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The numbers a question admits: both bounds included, in `unit`."""

    least: Decimal
    most: Decimal
    unit: str
    whole: bool
    says: str  # holds "{value}"

    def admits(self, number: Decimal) -> bool:
        """Say whether a number lies within the bounds, and is whole where it must be."""
        is_fit = not self.whole or number == number.to_integral_value()
        return is_fit and self.least <= number <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing we ask a runner, with the answers it admits.

    A yes/no question has the options ``yes`` and ``no``; a number has a `span` and no options.
    `ask_when` looks at earlier questions only; None means always. `absent` is the answer that
    says "this sign is not there": an option's id or a number as text. `changeable` marks what a
    runner can change (load, sleep, form), `fixed` what cannot newly come about (age, history).
    `ordered` marks a choice whose options are in their natural order. A question that `joins` is
    shown on the screen of the question before it.
    """

    id: str
    kind: Kind
    text: str
    label: str
    options: tuple[Option, ...] = ()
    span: Span | None = None
    help: str | None = None
    ask_when: Condition | None = None
    changeable: bool = False
    fixed: bool = False
    absent: str | None = None
    ordered: bool = False
    joins: bool = False

    def __post_init__(self) -> None:
        if (self.kind is Kind.NUMBER) != (self.span is not None):
            raise ValueError(f"{self.id}: a span belongs to a number question, and only there")
        if (self.kind is Kind.NUMBER) == bool(self.options):
            raise ValueError(f"{self.id}: options belong to every question but a number")

    def gates(self, option: str | None = None) -> tuple[Condition, ...]:
        """Return what decides whether the question is asked and, of a box, whether that one is.

        Without an `option`: what decides it for the question and any of its boxes.
        """
        own = () if self.ask_when is None else (self.ask_when,)
        boxes = self.options if option is None else (self.option(option),)
        return own + tuple(box.ask_when for box in boxes if box.ask_when is not None)

    def option(self, id: str) -> Option:
        """Return the option of that id.

        Raises:
            KeyError: the question has no such option.
        """
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of its options, in the order they are shown."""
        return tuple(option.id for option in self.options)
