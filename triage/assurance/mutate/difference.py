"""Where two packs differ: what a person sees of a sheet is not the same.

*Seen* is what a result, or `triage why-not`, says: which rules fire, the state of each red flag
and each hold, the disposition and the most urgent one it could still become, the grade of each
cause, and which exercises are held where a programme may be given. A property in tests/ checks
that this formula and the engine agree on a sheet, both ways.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.proofs.safety import has_programme, is_held
from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Advise, Hold, RedFlag, Rule
from triage.model.truth import EITHER, SURE, UNSURE, Worlds


def seen_otherwise(mine: Sheets, theirs: Sheets) -> Formula:
    """Return: of one and the same sheet, a person sees something else in the one pack than in the
    other. Both packs have the same questions, causes and exercises; a rule that only one of them
    has is, in the other, one that is never true.
    """
    pairs = zip(_seen(mine, theirs.pack), _seen(theirs, mine.pack), strict=True)
    return z3.Or(*(z3.Xor(one, other) for one, other in pairs if not one.eq(other)))


def _seen(sheet: Sheets, other: Pack) -> Iterator[Formula]:
    """Yield all that is seen, in an order that both packs share."""
    rules = {**sheet.pack.rule, **other.rule}
    for id in sorted(rules):
        yield _stands(sheet, id, SURE)
        if isinstance(rules[id].then, RedFlag):
            yield _stands(sheet, id, UNSURE)
        if _counts_in_doubt(rules[id], sheet.pack):
            yield _stands(sheet, id, EITHER)
    for level in Disposition:
        yield sheet.at_least(level)
        yield sheet.could_reach(level)
    for cause in sheet.pack.causes:
        for _, points in sheet.pack.grades:
            yield sheet.points(cause.id, points)
    planned = has_programme(sheet)
    for exercise in sheet.pack.exercises:
        yield z3.And(planned, is_held(sheet, exercise))


def _counts_in_doubt(rule: Rule, pack: Pack) -> bool:
    """Say whether a rule shows while it is not ruled out: a red flag, a hold, advice for safety."""
    then = rule.then
    return isinstance(then, RedFlag | Hold) or (
        isinstance(then, Advise) and pack.advice_item[then.advice].safety
    )


def _stands(sheet: Sheets, rule: str, world: Worlds) -> Formula:
    found = sheet.pack.rule.get(rule)
    return z3.BoolVal(False) if found is None else sheet.rule(found, world)
