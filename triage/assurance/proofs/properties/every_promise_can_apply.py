"""Some sheet meets the condition of each promise of properties.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.truth import SURE, UNSURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each promise: its condition holds, for sure or in the doubt it speaks of."""
    for promise in sheet.pack.promises:
        worlds = (
            (promise.at_least, SURE, ""),
            (promise.if_unsure, UNSURE, " (not sure)"),
            (promise.holds or None, safety.HOLDS, " (holds)"),
        )
        for said, world, doubt in worlds:
            if said is not None:
                met = sheet.condition(promise.when, world)
                yield Part(promise.id + doubt, met, item=promise.id)
        if promise.gives:
            met = z3.And(sheet.condition(promise.when, SURE), sheet.complete())
            yield Part(f"{promise.id} (advice)", met, item=promise.id)


PROPERTY = Property(
    name="every_promise_can_apply",
    claim="Some sheet meets the condition of each promise of properties.yaml.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{}: no sheet meets its condition",
)
