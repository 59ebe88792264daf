"""Each sheet ends in exactly one disposition, and a red flag gives it or the baseline."""

from __future__ import annotations

from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.proofs.safety import above
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.disposition import Disposition
from triage.model.rule import RedFlag, Rule
from triage.model.truth import SURE, UNSURE


def formulas(sheet: Sheets, _: Sheets) -> Named:
    """Yield for each level: it is reached past a gap, or nothing gives just that level."""
    flags = sheet.pack.concluding(RedFlag)
    for level in Disposition:
        reached, past = sheet.at_least(level), above(sheet, level)
        yield f"{level.id} left out", z3.And(z3.Not(reached), past)
        if level > sheet.pack.baseline:
            given = z3.Or(*(_contributes(sheet, rule, then, level) for rule, then in flags))
            yield f"{level.id} for no reason", z3.And(reached, z3.Not(past), z3.Not(given))


def _contributes(sheet: Sheets, rule: Rule, then: RedFlag, level: Disposition) -> Formula:
    """Return: the red flag gives just that level: raised, or kept open by "not sure" alone."""
    sure, unsure = sheet.rule(rule, SURE), sheet.rule(rule, UNSURE)
    ways = []
    if then.disposition is level:
        ways.append(sure)
    if then.if_unsure is level:
        ways.append(z3.And(unsure, z3.Not(sure)))
    return z3.Or(*ways)


PROPERTY = Property(
    name="every_sheet_has_one_disposition",
    claim="Each sheet ends in exactly one disposition, and a red flag gives it or the baseline.",
    kind=Kind.NO_SHEET,
    formulas=formulas,
)
