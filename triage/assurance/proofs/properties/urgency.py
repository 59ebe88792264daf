"""Which of two sheets is more urgent, and by which rule: shared by properties of two sheets."""

from __future__ import annotations

from collections.abc import Iterable

from triage.assurance.proofs.properties.shape import Blame
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.dependencies import dependencies_of
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.rule import RedFlag, Rule
from triage.model.truth import SURE, UNSURE

Flags = Iterable[tuple[Rule, RedFlag]]


def flags_on(pack: Pack, item: Item) -> tuple[tuple[Rule, RedFlag], ...]:
    """Return the red flags that an answer to the item can bear on."""
    behind = dependencies_of(pack).items
    return tuple(pair for pair in pack.concluding(RedFlag) if item in behind[pair[0].id])


def raising(urgent: Sheets, calm: Sheets, flags: Flags) -> list[Blame]:
    """Return for each of these red flags: it makes the one sheet more urgent than the other is."""
    return [(rule.id, _raises(urgent, calm, rule, then)) for rule, then in flags]


def _raises(urgent: Sheets, calm: Sheets, rule: Rule, then: RedFlag) -> Formula:
    ways = ((SURE, then.disposition), (UNSURE, then.if_unsure))
    return z3.Or(
        *(z3.And(urgent.rule(rule, world), z3.Not(calm.at_least(level))) for world, level in ways)
    )


def is_calmer(first: Assessment, second: Assessment | None) -> bool:
    """Say whether the second sheet is less urgent than the first."""
    return second is not None and second.disposition < first.disposition


def is_more_urgent(first: Assessment, second: Assessment | None) -> bool:
    """Say whether the second sheet is more urgent than the first."""
    return second is not None and second.disposition > first.disposition
