"""For each question some sheet exists in which its answer makes a rule fire or not."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.dependencies import dependencies_of
from triage.model.item import items_of
from triage.model.truth import SURE


def parts(sheet: Sheets, other: Sheets) -> Iterator[Part]:
    """Yield for each question: another answer to it, and a rule no longer fires."""
    pack = sheet.pack
    for question in pack.questions:
        but = frozenset(items_of(question))
        rules = dependencies_of(pack).rules_on(question.id)
        differ = [
            z3.And(sheet.rule(r, SURE), z3.Not(other.rule(r, SURE)))
            for r in pack.rules
            if r.id in rules
        ]
        matters = z3.And(sheet.same_but_for(other, but), z3.Or(*differ))
        yield Part(question.id, matters, item=question.id)


PROPERTY = Property(
    name="every_question_can_matter",
    claim="For each question some sheet exists in which its answer makes a rule fire or not.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} makes no rule fire, whatever is answered",
)
