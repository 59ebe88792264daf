"""Some sheet gives each cause at least the lowest grade."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.sheets import Sheets


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each cause: it has the points of the lowest grade."""
    pack = sheet.pack
    lowest = pack.grades[0][1] if pack.grades else 1
    for cause in pack.causes:
        yield Part(cause.id, sheet.points(cause.id, lowest), item=cause.id)


PROPERTY = Property(
    name="every_grade_can_be_reached",
    claim="Some sheet gives each cause at least the lowest grade.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} reaches no grade on any sheet",
)
