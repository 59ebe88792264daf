"""What a person can ask about by name: a rule, what rules conclude, or an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from triage.model.disposition import DISPOSITION_IDS
from triage.model.pack import Pack


class Sort(Enum):
    """What a name names."""

    RULE = "rule"
    DISPOSITION = "disposition"
    SUSPECT = "suspect"
    FINDING = "finding"
    CAUSE = "cause"
    SCORE = "score"
    EXERCISE = "exercise"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Name:
    """A name with what it names."""

    sort: Sort
    id: str


def names_of(pack: Pack) -> dict[str, Name]:
    """Return everything that can be asked about, by name. Earlier sorts win a shared name."""
    groups: tuple[tuple[Sort, tuple[str, ...]], ...] = (
        (Sort.RULE, tuple(pack.rule)),
        (Sort.DISPOSITION, DISPOSITION_IDS),
        (Sort.SUSPECT, tuple(pack.suspect)),
        (Sort.FINDING, tuple(pack.finding)),
        (Sort.CAUSE, tuple(pack.cause)),
        (Sort.SCORE, tuple(pack.score)),
        (Sort.EXERCISE, tuple(pack.exercise)),
        (Sort.ADVICE, tuple(pack.advice_item)),
    )
    found: dict[str, Name] = {}
    for sort, ids in groups:
        for id in ids:
            found.setdefault(id, Name(sort, id))
    return found
