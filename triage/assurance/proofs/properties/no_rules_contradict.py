"""No two rules fire on just the same sheets and say different things of one matter.

Nor does a rule add an exercise that is held on every sheet with a programme on which the rule
fires.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from triage.assurance.proofs import safety
from triage.assurance.proofs.properties.shape import Kind, Part, Property
from triage.assurance.solver.door import z3
from triage.assurance.solver.sheets import Sheets
from triage.model.rule import Add, Evidence, RedFlag, Rule
from triage.model.truth import SURE


def parts(sheet: Sheets, _: Sheets) -> Iterator[Part]:
    """Yield for each pair of rules at odds, and each added exercise: they do not go together."""
    pack = sheet.pack
    for rule, other in combinations(pack.rules, 2):
        if _gainsays(rule, other):
            one, two = sheet.rule(rule, SURE), sheet.rule(other, SURE)
            about = f"{rule.id} and {other.id}"
            yield Part(about, z3.Xor(one, two), item=rule.id, blames=[(other.id, two)])
    for rule, then in pack.concluding(Add):
        exercise = pack.exercise[then.exercise]
        free = z3.And(sheet.rule(rule, SURE), safety.may_be_offered(sheet, exercise))
        yield Part(f"{rule.id} and what holds {exercise.id}", free, item=rule.id)


def _gainsays(rule: Rule, other: Rule) -> bool:
    """Say whether two rules conclude different things of one and the same matter."""
    match rule.then, other.then:
        case RedFlag(), RedFlag():
            return rule.then.suspect == other.then.suspect and rule.then != other.then
        case Evidence(), Evidence():
            return rule.then.cause == other.then.cause and rule.then != other.then
    return False


PROPERTY = Property(
    name="no_rules_contradict",
    claim="No two rules fire on just the same sheets and say different things of one matter.",
    kind=Kind.SOME_SHEET,
    parts=parts,
    lacking="{} go together always, and say different things",
)
