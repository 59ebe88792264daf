"""Some sheet gives each cause at least the lowest grade."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.sheets import Sheets


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each cause: it has the points of the lowest grade."""
    pack = sheet.pack
    lowest = pack.grades[0][1] if pack.grades else 1
    for cause in pack.causes:
        yield cause.id, sheet.points(cause.id, lowest)


PROPERTY = Property(
    name="every_grade_can_be_reached",
    claim="Some sheet gives each cause at least the lowest grade.",
    kind=Kind.SOME_SHEET,
    formulas=formulas,
    lacking="{} reaches no grade on any sheet",
)
