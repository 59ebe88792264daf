"""The sheets that break a property, as a person gets to see them."""

from __future__ import annotations

from triage.assurance.proofs.proof import Counterexample
from triage.assurance.proofs.properties.shape import Kind, Property
from triage.assurance.solver.door import Model
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import witness
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.valuation import Valuation


def counterexample(
    prop: Property, about: str, model: Model, sheet: Sheets, other: Sheets
) -> Counterexample:
    """Return the sheet of a model that breaks a property, or both sheets, by its kind."""
    first, second = witness(sheet, model), witness(other, model)
    if prop.kind is Kind.NO_SHEET:
        return Counterexample(about=about, answers=first)
    if prop.kind is Kind.NO_CHANGE:
        first, second = _shortened(first, second, sheet.pack)
    return Counterexample(about=about, answers=first, then=second)


def _shortened(first: Answers, second: Answers, pack: Pack) -> tuple[Answers, Answers]:
    """Return a pair of sheets whose dispositions differ, less every answer that does not matter."""

    def dispositions(*sheets: Answers) -> list[Disposition]:
        return [disposition_of(pack, Valuation(pack, sheet).rules) for sheet in sheets]

    wanted = dispositions(first, second)
    for question in (q.id for q in pack.questions):
        fewer = first.without(question), second.without(question)
        if dispositions(*fewer) == wanted:
            first, second = fewer
    return first, second
