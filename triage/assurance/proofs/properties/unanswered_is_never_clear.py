"""A complete assessment stays as it is, whatever the answers to what was not asked."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets


def formulas(sheet: Sheets, other: Sheets) -> Named:
    """Yield: a sheet is complete, and with further answers it is more urgent."""
    changed = z3.And(
        sheet.complete(),
        sheet.extended_by(other),
        sheet.less_urgent_than(other),
    )
    yield "a complete sheet", changed


PROPERTY = Property(
    name="unanswered_is_never_clear",
    claim="A complete assessment stays as it is, whatever the answers to what was not asked.",
    kind=Kind.NO_CHANGE,
    formulas=formulas,
)
