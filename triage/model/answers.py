"""Answers: "not asked", "not sure" and "no" are three things, and stay three things.

An `Answers` holds what a runner said and nothing else. Which questions do not apply, and which
answers are therefore dropped, is worked out from the pack by `valuation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from triage.model.versions import Carried


class Unsure(Enum):
    """The runner was asked and said "not sure"."""

    UNSURE = "unsure"


UNSURE_ANSWER = Unsure.UNSURE


class Tick(Enum):
    """The answer to one box of a checklist."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Ticks:
    """The boxes of a checklist that were answered, in the question's order. Others: not asked."""

    boxes: tuple[tuple[str, Tick], ...]

    def get(self, option: str) -> Tick | None:
        """Return how the box was answered, or None when it was not asked."""
        for name, tick in self.boxes:
            if name == option:
                return tick
        return None


Answer = str | Decimal | Ticks | Unsure
"""An option's id, a number in the question's unit, the ticked boxes, or "not sure"."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a runner answered: question id to answer. A question without a key was not asked."""

    given: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", MappingProxyType(dict(self.given)))

    def get(self, question: str) -> Answer | None:
        """Return the answer to a question, or None when it was not asked."""
        return self.given.get(question)

    def __contains__(self, question: str) -> bool:
        return question in self.given

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def __hash__(self) -> int:
        return hash(frozenset(self.given.items()))

    def with_answer(self, question: str, answer: Answer) -> Answers:
        """Return these answers with one more, or one changed."""
        return Answers({**self.given, question: answer})

    def without(self, *questions: str) -> Answers:
        """Return these answers with some taken back, as if never asked."""
        return Answers({q: a for q, a in self.given.items() if q not in questions})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One answer sheet: the answers, and what the runner said about them.

    `tried` maps an exercise to whether it went well: slowly, without pain, in good form.
    `pack_id` and `pack_version` name the pack it was filled in for, where the sheet says so.
    `carried` says what became of the answers of a sheet of an earlier version.
    """

    answers: Answers
    runner: str | None = None
    date: date | None = None
    tried: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    pack_id: str | None = None
    pack_version: str | None = None
    carried: Carried | None = None
