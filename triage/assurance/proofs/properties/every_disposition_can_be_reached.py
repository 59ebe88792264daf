"""Some complete sheet ends in each disposition that is not below the baseline."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.disposition import Disposition


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each disposition: a complete sheet ends in it."""
    for level in Disposition:
        if level < sheet.pack.baseline:
            continue
        above = [d for d in Disposition if d > level]
        exact = z3.And(
            sheet.complete(),
            sheet.at_least(level),
            *(z3.Not(sheet.at_least(d)) for d in above[:1]),
        )
        yield Part(level.id, exact, item=level.id)


PROPERTY = Property(
    name="every_disposition_can_be_reached",
    claim="Some complete sheet ends in each disposition that is not below the baseline.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} is where no complete sheet ends",
)
