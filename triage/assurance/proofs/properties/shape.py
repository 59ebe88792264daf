"""What a page says of its property."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from triage.assurance.solver.door import Formula
from triage.assurance.solver.sheets import Sheets

Named = Iterator[tuple[str, Formula]]
"""Formulas, each with the name of what it is about."""


class Kind(Enum):
    """What the solver has to find, or must not find, and what of it is a witness."""

    SOME_SHEET = "a sheet for each formula; one without a sheet breaks the property"
    NO_SHEET = "no sheet for any formula; the sheet found is the witness"
    NO_PAIR = "no two sheets for any formula; the pair found is the witness, as it is"
    NO_CHANGE = "no two sheets for any formula; the witness is the pair, less what does not matter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a pack: what it claims, and the formulas that prove it.

    `formulas` takes two sheets of one pack, apart from each other; most look at the first only.
    `lacking` says of what has no sheet, in words, that it has none.
    """

    name: str
    claim: str
    kind: Kind
    formulas: Callable[[Sheets, Sheets], Named]
    lacking: str = ""
