"""No page gives two items of advice that exclude each other, or one below the level it needs."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Breaks, Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.pack import Advice


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each item of advice: it is given with one that it excludes, or too early.

    What excludes it counts on every sheet; what it needs, on complete ones. To blame are the rules
    that give the other item or, where it needs a level, itself.
    """
    for advice in sheet.pack.advice:
        for other in advice.excludes:
            yield Part(
                f"{advice.id} with {other}",
                z3.And(sheet.shows(advice.id), sheet.shows(other)),
                premise=z3.Or(sheet.shows(advice.id), sheet.shows(other)),
                item=advice.id,
                blames=sheet.advising(other),
                breaks=_gives_both(advice.id, other),
            )
        if advice.needs is not None:
            given = z3.And(sheet.complete(), sheet.shows(advice.id))
            yield Part(
                f"{advice.id} below {advice.needs.id}",
                z3.And(given, z3.Not(sheet.at_least(advice.needs))),
                premise=given,
                item=advice.id,
                blames=sheet.advising(advice.id),
                breaks=_gives_early(advice),
            )


def given_by(assessment: Assessment) -> frozenset[str]:
    """Return the advice on the page: what is right however urgent the result becomes."""
    items = (assessment.pack.advice_item[advice] for advice in assessment.advice)
    return frozenset(item.id for item in items if item.up_to >= assessment.ceiling)


def _gives_both(advice: str, other: str) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        return {advice, other} <= given_by(first)

    return breaks


def _gives_early(advice: Advice) -> Breaks:
    def breaks(first: Assessment, _: Assessment | None) -> bool:
        is_early = advice.needs is not None and first.disposition < advice.needs
        return first.complete and is_early and advice.id in given_by(first)

    return breaks


PROPERTY = Property(
    name="no_contradiction",
    claim="No page gives two items of advice that exclude each other, or one below what it needs.",
    kind=Kind.NO_SHEET,
    parts=parts,
)
