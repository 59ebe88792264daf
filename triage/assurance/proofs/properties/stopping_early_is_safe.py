"""Where the interview stops, no further answer changes the disposition."""

from __future__ import annotations

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Named, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets


def formulas(sheet: Sheets, other: Sheets) -> Named:
    """Yield: the interview stops, and further answers would change the disposition.

    That it could become less urgent is ruled out for sheets of interviews alone: on others, "not
    sure" may have been said to a question that turns out not to apply.
    """
    stopped = z3.And(safety.stops(sheet), sheet.extended_by(other))
    yield "more urgent", z3.And(stopped, sheet.less_urgent_than(other))
    yield (
        "less urgent",
        z3.And(stopped, safety.asked_in_turn(sheet), other.less_urgent_than(sheet)),
    )


PROPERTY = Property(
    name="stopping_early_is_safe",
    claim="Where the interview stops, no further answer changes the disposition.",
    kind=Kind.NO_CHANGE,
    formulas=formulas,
)
