"""A complete assessment stays as it is, whatever the answers to what was not asked."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import is_more_urgent, raising
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.rule import RedFlag


def parts(sheet: Sheets, other: Sheets) -> Iterator[Part]:
    """Yield: a sheet is complete, and with further answers it is more urgent."""
    complete = sheet.complete()
    yield Part(
        "a complete sheet",
        z3.And(complete, sheet.extended_by(other), sheet.less_urgent_than(other)),
        premise=z3.And(complete, z3.Not(z3.And(*sheet.asked.values()))),
        item="complete",
        blames=raising(other, sheet, sheet.pack.concluding(RedFlag)),
        breaks=_breaks,
    )


def _breaks(first: Assessment, second: Assessment | None) -> bool:
    return first.complete and is_more_urgent(first, second)


PROPERTY = Property(
    name="unanswered_is_never_clear",
    claim="A complete assessment stays as it is, whatever the answers to what was not asked.",
    kind=Kind.NO_PAIR,
    parts=parts,
)
