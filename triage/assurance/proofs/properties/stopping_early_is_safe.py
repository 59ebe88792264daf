"""Where the interview stops, no further answer changes the disposition."""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.proofs.properties.urgency import is_calmer, is_more_urgent, raising
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.rule import RedFlag


def parts(sheet: Sheets, other: Sheets) -> Iterator[Part]:
    """Yield: the interview stops, and further answers would change the disposition.

    That it could become less urgent is ruled out for sheets of interviews alone: on others, "not
    sure" may have been said to a question that turns out not to apply.
    """
    stops, flags = safety.stops(sheet), sheet.pack.concluding(RedFlag)
    extended = sheet.extended_by(other)
    is_open = z3.Not(z3.And(*sheet.asked.values()))
    yield Part(
        "more urgent",
        z3.And(stops, extended, sheet.less_urgent_than(other)),
        premise=z3.And(stops, is_open),
        item="more urgent",
        blames=raising(other, sheet, flags),
        breaks=_more_urgent,
    )
    in_turn = safety.asked_in_turn(sheet)
    yield Part(
        "less urgent",
        z3.And(stops, in_turn, extended, other.less_urgent_than(sheet)),
        premise=z3.And(stops, in_turn, is_open),
        item="less urgent",
        blames=raising(sheet, other, flags),
        breaks=_less_urgent,
    )


def _more_urgent(first: Assessment, second: Assessment | None) -> bool:
    return safety.has_stopped(first) and is_more_urgent(first, second)


def _less_urgent(first: Assessment, second: Assessment | None) -> bool:
    is_turn = safety.has_stopped(first) and safety.was_asked_in_turn(first)
    return is_turn and is_calmer(first, second)


PROPERTY = Property(
    name="stopping_early_is_safe",
    claim="Where the interview stops, no further answer changes the disposition.",
    kind=Kind.NO_PAIR,
    is_slow=True,
    parts=parts,
)
