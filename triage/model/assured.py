"""What a pack says of its own safety: the hazards it controls, its promises and its exceptions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from triage.model.condition import Condition
from triage.model.disposition import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A way the pack could do harm, and what is done against it. Scores run from 1 to 5."""

    id: str
    hazard: str
    cause: str
    effect: str
    severity: int
    likelihood_before: int
    likelihood_after: int
    control: str
    rules: tuple[str, ...]
    vignettes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something a pack promises of every sheet that meets a condition.

    When `when` is YES, it is `at_least` so urgent; when only "not sure" keeps it from being NO, at
    least `if_unsure`. While `when` is not NO, the traits `holds` are held. When it is YES on a
    complete sheet, the page gives at least one item of `gives`.
    """

    id: str
    title: str
    when: Condition
    at_least: Disposition | None = None
    if_unsure: Disposition | None = None
    holds: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at_least is None and self.if_unsure is None and not (self.holds or self.gives):
            raise ValueError(f"{self.id} promises nothing")


PACK_CHECK = "pack_check"
"""The property of exceptions to `triage pack check`: rules that differ, poses and their traits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A reviewed exception to a general property of rule bases: what is excepted, and why.

    It excuses `item` for these `rules` only. After the day `until` it is to be reviewed again.
    """

    property: str
    item: str
    why: str
    reviewer: str
    date: dt.date
    rules: tuple[str, ...] = ()
    until: dt.date | None = None
