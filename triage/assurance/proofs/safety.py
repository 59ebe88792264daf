"""What keeps a runner safe, as formulas that no sheet may meet.

What the programme offers and when the interview stops is said here a second time, from the design
and not from the code that does it (programme/plan.py, interview/next.py). Properties in tests/
hold that both say the same of any sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from triage.assurance.solver import Sheets, z3
from triage.model.condition import Condition
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.exercise import Exercise
from triage.model.rule import Hold, RedFlag, Rule
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Worlds

Formula = Any
Broken = Iterator[tuple[str, Formula]]

HIGHEST: Disposition = HIGHEST_WITH_PROGRAMME
HOLDS: Worlds = EITHER
"""The world in which a hold counts: what is unknown is taken as true, so an unknown hold holds."""


def above(sheet: Sheets, level: Disposition) -> Formula:
    """Return: the disposition is more urgent than that."""
    return z3.Or(*(sheet.at_least(d) for d in Disposition if d > level))


def has_programme(sheet: Sheets) -> Formula:
    """Return: a programme may be given. Nothing is open, and nobody has to look first."""
    return z3.And(sheet.complete(), z3.Not(above(sheet, HIGHEST)))


def may_be_offered(sheet: Sheets, exercise: Exercise) -> Formula:
    """Return: there is a programme, and nothing holds the exercise, known or not."""
    return z3.And(has_programme(sheet), z3.Not(is_held(sheet, exercise)))


def is_held(sheet: Sheets, exercise: Exercise) -> Formula:
    """Return: some rule holds the exercise, or would if what is unknown were known."""
    return z3.Or(*(sheet.rule(rule, HOLDS) for rule in _holding(sheet, exercise)))


def stops(sheet: Sheets) -> Formula:
    """Return: for each red flag, no question not asked could change what it contributes.

    The interview stops on fewer sheets than these: it asks on for causes and exercises too.
    """
    return z3.And(*(_is_spent(sheet, rule, then) for rule, then in sheet.pack.concluding(RedFlag)))


def _is_spent(sheet: Sheets, rule: Rule, then: RedFlag) -> Formula:
    """Return: what is left to ask about a flag could not raise the disposition.

    Either what was not asked makes no difference to it, or the disposition is as urgent already.
    """
    is_outdone = z3.And(
        z3.Implies(sheet.rule(rule, UNASKED), sheet.at_least(then.disposition)),
        z3.Implies(sheet.rule(rule, EITHER), sheet.at_least(then.if_unsure)),
    )
    return z3.Or(_is_asked_out(sheet, rule.when), is_outdone)


def _is_asked_out(sheet: Sheets, condition: Condition) -> Formula:
    """Return: what was not asked makes no difference to the condition."""
    return z3.And(
        z3.Implies(sheet.condition(condition, UNASKED), sheet.condition(condition, SURE)),
        z3.Implies(sheet.condition(condition, EITHER), sheet.condition(condition, UNSURE)),
    )


def asked_in_turn(sheet: Sheets) -> Formula:
    """Return: no question was answered before what its `ask_when` hangs on, as in an interview."""
    waited = []
    for (question, _), asked in sheet.asked.items():
        gate = sheet.pack.question[question].ask_when
        if gate is not None:
            waited.append(z3.Implies(asked, _is_asked_out(sheet, gate)))
    return z3.And(*waited)


def contributes(sheet: Sheets, rule: Rule, then: RedFlag, level: Disposition) -> Formula:
    """Return: the red flag gives just that level: raised, or kept open by "not sure" alone."""
    sure, unsure = sheet.rule(rule, SURE), sheet.rule(rule, UNSURE)
    ways = []
    if then.disposition is level:
        ways.append(sure)
    if then.if_unsure is level:
        ways.append(z3.And(unsure, z3.Not(sure)))
    return z3.Or(*ways)


# -- what no sheet may be ------------------------------------------------------------------------


def emergencies_with_a_programme(sheet: Sheets) -> Broken:
    """Yield for each red flag of an emergency: it is raised, and there is a programme."""
    for rule, then in sheet.pack.concluding(RedFlag):
        if then.disposition is Disposition.EMERGENCY:
            yield rule.id, z3.And(sheet.rule(rule, SURE), has_programme(sheet))


def held_and_offered(sheet: Sheets, other: Sheets) -> Broken:
    """Yield for each exercise: it is offered, and some way to answer what is open would hold it.

    The other sheet keeps every known answer and may answer what was unsure or not asked.
    """
    for exercise in sheet.pack.exercises:
        fires = z3.Or(*(other.rule(rule, SURE) for rule in _holding(sheet, exercise)))
        yield (
            exercise.id,
            z3.And(may_be_offered(sheet, exercise), sheet.settled_by(other), fires),
        )


def stopped_too_early(sheet: Sheets, other: Sheets) -> Broken:
    """Yield: the interview stops, and further answers would change the disposition.

    That it could become less urgent is ruled out for sheets of interviews alone: on others, "not
    sure" may have been said to a question that turns out not to apply.
    """
    stopped = z3.And(stops(sheet), sheet.extended_by(other))
    yield "more urgent", z3.And(stopped, sheet.less_urgent_than(other))
    yield (
        "less urgent",
        z3.And(stopped, asked_in_turn(sheet), other.less_urgent_than(sheet)),
    )


def without_one_disposition(sheet: Sheets) -> Broken:
    """Yield for each level: it is reached past a gap, or nothing gives just that level."""
    flags = sheet.pack.concluding(RedFlag)
    for level in Disposition:
        reached, past = sheet.at_least(level), above(sheet, level)
        yield f"{level.id} left out", z3.And(z3.Not(reached), past)
        if level > sheet.pack.baseline:
            given = z3.Or(*(contributes(sheet, rule, then, level) for rule, then in flags))
            yield f"{level.id} for no reason", z3.And(reached, z3.Not(past), z3.Not(given))


def broken_promises(sheet: Sheets) -> Broken:
    """Yield for all that each promise of the pack says: its condition holds, and it is not so."""
    for promise in sheet.pack.promises:
        name = f"{promise.id}: {promise.title}"
        for level, world in ((promise.at_least, SURE), (promise.if_unsure, UNSURE)):
            if level is not None:
                met = sheet.condition(promise.when, world)
                doubt = " (not sure)" if world is UNSURE else ""
                yield name + doubt, z3.And(met, z3.Not(sheet.at_least(level)))
        for trait in promise.holds:
            holding = (
                sheet.rule(rule, HOLDS)
                for rule, then in sheet.pack.concluding(Hold)
                if trait in then.traits
            )
            met = sheet.condition(promise.when, HOLDS)
            yield f"{name} ({trait})", z3.And(met, z3.Not(z3.Or(*holding)))


def _holding(sheet: Sheets, exercise: Exercise) -> Iterator[Rule]:
    for rule, then in sheet.pack.concluding(Hold):
        if set(then.traits) & set(exercise.traits):
            yield rule
