"""Each promise of properties.yaml: whenever its condition holds, so does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.no_contradiction import given_by
from triage.assurance.proofs.properties.shape import Breaks, Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.assured import Promise
from triage.model.disposition import Disposition
from triage.model.rule import Hold
from triage.model.truth import SURE, UNSURE, Worlds


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for all that each promise of the pack says: its condition holds, and it is not so."""
    return chain.from_iterable(broken(promise, sheet) for promise in sheet.pack.promises)


def broken(promise: Promise, sheet: Sheets) -> Iterator[Part]:
    """Yield for all that a promise says: its condition holds, and it is not so."""
    name = f"{promise.id}: {promise.title}"
    for level, world in ((promise.at_least, SURE), (promise.if_unsure, UNSURE)):
        if level is not None:
            met = sheet.condition(promise.when, world)
            yield Part(
                name + (" (not sure)" if world is UNSURE else ""),
                z3.And(met, z3.Not(sheet.at_least(level))),
                premise=met,
                item=promise.id,
                breaks=_too_calm(promise, world, level),
            )
    met = sheet.condition(promise.when, safety.HOLDS)
    for trait in promise.holds:
        holding = (
            sheet.rule(rule, safety.HOLDS)
            for rule, then in sheet.pack.concluding(Hold)
            if trait in then.traits
        )
        yield Part(
            f"{name} ({trait})",
            z3.And(met, z3.Not(z3.Or(*holding))),
            premise=met,
            item=promise.id,
            breaks=_not_held(promise, trait),
        )
    if promise.gives:
        given = z3.And(sheet.condition(promise.when, SURE), sheet.complete())
        yield Part(
            f"{name} (advice)",
            z3.And(given, z3.Not(z3.Or(*(sheet.shows(advice) for advice in promise.gives)))),
            premise=given,
            item=promise.id,
            breaks=_gives_nothing(promise),
        )


def _too_calm(promise: Promise, world: Worlds, level: Disposition) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        return bool(promise.when.worlds(first.valuation) & world) and first.disposition < level

    return breaks


def _not_held(promise: Promise, trait: str) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        is_met = bool(promise.when.worlds(first.valuation) & safety.HOLDS)
        return is_met and trait not in {held.trait for held in first.held}

    return breaks


def _gives_nothing(promise: Promise) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        is_met = bool(promise.when.worlds(first.valuation) & SURE) and first.complete
        return is_met and not set(promise.gives) & given_by(first)

    return breaks


PROPERTY = Property(
    name="what_the_pack_promises",
    claim="Each promise of properties.yaml: whenever its condition holds, so does what it says.",
    kind=Kind.NO_SHEET,
    parts=parts,
)
