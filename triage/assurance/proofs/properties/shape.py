"""What a page says of its property."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from triage.assurance.solver.door import Formula
from triage.assurance.solver.sheets import Sheets
from triage.model.item import Known
from triage.model.pack import Pack

Breaks = Callable[..., bool]
"""Says of the assessment of a sheet and of a second, which may be None, that they break a part.

Where the part has `ends`, the other assessments are those of the same sheet with each of them.
"""

Blame = tuple[str, Formula]
"""The id of a rule with the formula: on this sheet, or these two, it is to blame."""


def _nothing(_: Pack) -> Iterable[str]:
    return ()


class Kind(Enum):
    """What the solver has to find, or must not find, and what of it is a witness."""

    SOME_SHEET = "a sheet for each formula; one without a sheet breaks the property"
    NO_SHEET = "no sheet for any formula; the sheet found is the witness"
    NO_PAIR = "no two sheets for any formula; the first and what changes are the witness"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a property claims of a pack.

    `about` says what it is about, in words, and `item` as an exception names it. Where no sheet
    meets the `premise`, the part says nothing: it is vacuous. Each of `blames` that can be to blame
    is a breach of its own; where the property wants a sheet that does not exist, all are. `breaks`
    says without the solver that the sheets of a witness break the part; only a part that wants a
    sheet has none. `second` is the second sheet of two where that is not the one handed in; it may
    be of another pack. `ends` are answers to the same items: the part is about what each of them,
    in place of those on the sheet, leads to.
    """

    about: str
    formula: Formula
    premise: Formula | None = None
    item: str = ""
    blames: Sequence[Blame] = ()
    breaks: Breaks | None = None
    second: Sheets | None = None
    ends: Sequence[Known] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a pack: what it claims, and the parts that prove it.

    `parts` takes two sheets of one pack, apart from each other; most look at the first only.
    `lacking` says of what has no sheet, in words, that it has none. `is_slow` leaves the property
    out of the fast proofs. `unproved` names what the property leaves out.
    """

    name: str
    claim: str
    kind: Kind
    parts: Callable[[Sheets, Sheets], Iterator[Part]]
    lacking: str = ""
    is_slow: bool = False
    unproved: Callable[[Pack], Iterable[str]] = _nothing
