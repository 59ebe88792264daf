"""Vignettes: runners' cases as answers, with what the rules must conclude."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from triage.errors import Location
from triage.model.answers import Sheet
from triage.model.disposition import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the rules must conclude from a vignette. Empty parts expect nothing."""

    disposition: Disposition
    acceptable: tuple[Disposition, ...] = ()
    complete: bool | None = None
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    causes: Mapping[str, str]  # cause -> grade, or "none"
    offers: tuple[str, ...] = ()
    withholds: tuple[str, ...] = ()
    never: tuple[Disposition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where a published case comes from, and how it may be counted."""

    citation: str
    quality: str
    read: str
    group: str  # benign_routine | specific_nonurgent | serious
    detectability: str  # high | moderate | low
    set: str  # core | extended
    basis: str
    url: str | None = None
    age: str | None = None
    note: str | None = None
    seen: str | None = None  # before_1_0_0 | before_2_0_0 | held_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published figure that a pack's own can be read beside."""

    who: str
    measure: str
    figure: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the figures of a pack on its published cases are to be read: `care`, and beside what.

    `earlier` is what earlier versions of the pack found: by version, and by the id of the case.
    """

    care: tuple[str, ...] = ()
    note: str | None = None  # on the figures
    figures: tuple[Figure, ...] = ()
    earlier: Mapping[str, Mapping[str, Disposition]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """One runner's case: the answers, and what the rules must conclude.

    A published case states few answers. It is judged as stated and *filled*: what the source does
    not state is answered "not there". `red` is the reviewed reason why a case is not met.
    """

    id: str
    runner: str
    sheet: Sheet
    expect: Expectation
    where: Location
    published: Publication | None = None
    red: str | None = None
