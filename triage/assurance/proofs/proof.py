"""What became of the properties of a pack, and the sheets that break them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from triage.model.answers import Answer, Answers
from triage.model.assessment import Assessment
from triage.model.assured import Exemption
from triage.model.pack import Pack


class Outcome(Enum):
    """What became of a property: what is furthest from proved comes first."""

    REFUTED = "refuted"
    UNFINISHED = "unfinished"
    VACUOUS = "vacuous"
    HELD = "held"

    @property
    def rank(self) -> int:
        """Its place in that order."""
        return list(Outcome).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A sheet that breaks a property and, where it takes two, what changes on the second.

    `answers` are raw: some may not apply, on the one sheet or the other. `changes` are questions
    with their new answers, None for one that is taken back. `readings` are what the engine makes
    of each sheet.
    """

    answers: Answers
    changes: Mapping[str, Answer | None] = field(default_factory=dict)
    readings: tuple[Assessment, ...] = ()

    @property
    def then(self) -> Answers | None:
        """The second sheet, None where there is one only."""
        if not self.changes:
            return None
        return changed(self.answers, self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What breaks a property: the item, the rule to blame ("" where none is), and a witness.

    The witness is None where the property wants a sheet and there is none at all. `exemption` is
    the exception of the pack that excuses it, if one does.
    """

    about: str
    item: str
    rule: str
    witness: Witness | None
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A property, what became of it, how many questions were put to the solver, and breaches.

    `unused` are exceptions of the pack, by item and rule, that excuse nothing. `vacuous` and
    `unfinished` name the parts of the property of which no sheet meets the condition, and those
    that were not decided; `unproved` names what it leaves out. `seconds` is how long it took.
    """

    name: str
    claim: str
    outcome: Outcome
    parts: int
    checks: int
    breaches: tuple[Breach, ...] = ()
    excused: tuple[Breach, ...] = ()
    unused: tuple[tuple[str, str], ...] = ()
    vacuous: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All proofs of a pack, and the number of sheets they range over.

    `left_out` names the properties that were not asked for, and `unknown` the exceptions of the
    pack to a property that does not exist.
    """

    pack: Pack
    space: int
    proofs: tuple[Proof, ...]
    left_out: tuple[str, ...] = ()
    unknown: tuple[Exemption, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Nothing is refuted or unfinished, and no exception is to a property unknown."""
        fine = (Outcome.HELD, Outcome.VACUOUS)
        return not self.unknown and all(proof.outcome in fine for proof in self.proofs)


def changed(answers: Answers, changes: Mapping[str, Answer | None]) -> Answers:
    """Return answers with some questions answered anew, or taken back where that is None."""
    for question, answer in changes.items():
        if answer is None:
            answers = answers.without(question)
        else:
            answers = answers.with_answer(question, answer)
    return answers
