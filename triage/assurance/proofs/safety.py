"""What keeps a runner safe, as formulas that several properties share.

What the programme offers and when the interview stops is said here a second time, from the design
and not from the code that does it (programme/plan.py, interview/next.py). Properties in tests/
hold that both say the same of any sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.assurance.solver.door import Formula, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.assessment import Assessment
from triage.model.condition import Condition
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.exercise import Exercise
from triage.model.rule import Hold, RedFlag, Rule
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Worlds

HIGHEST: Disposition = HIGHEST_WITH_PROGRAMME
HOLDS: Worlds = EITHER
"""The world in which a hold counts: what is unknown is taken as true, so an unknown hold holds."""


def above(sheet: Sheets, level: Disposition) -> Formula:
    """Return: the disposition is more urgent than that."""
    return z3.Or(*(sheet.at_least(d) for d in Disposition if d > level))


def has_programme(sheet: Sheets) -> Formula:
    """Return: a programme may be given. Nothing is open, and no doctor has to look first."""
    return z3.And(sheet.complete(), z3.Not(above(sheet, HIGHEST)))


def may_be_offered(sheet: Sheets, exercise: Exercise) -> Formula:
    """Return: there is a programme, and nothing holds the exercise, known or not."""
    return z3.And(has_programme(sheet), z3.Not(is_held(sheet, exercise)))


def is_held(sheet: Sheets, exercise: Exercise) -> Formula:
    """Return: some rule holds the exercise, or would if what is unknown were known."""
    return z3.Or(*(sheet.rule(rule, HOLDS) for rule in holding(sheet, exercise)))


def holding(sheet: Sheets, exercise: Exercise) -> Iterator[Rule]:
    """Yield the rules that hold a trait of the exercise."""
    for rule, then in sheet.pack.concluding(Hold):
        if set(then.traits) & set(exercise.traits):
            yield rule


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
    """Return: as in an interview, each question was answered after what its `ask_when` needs."""
    waited = []
    for (question, _), asked in sheet.asked.items():
        gate = sheet.pack.question[question].ask_when
        if gate is not None:
            waited.append(z3.Implies(asked, _is_asked_out(sheet, gate)))
    return z3.And(*waited)


def has_stopped(assessment: Assessment) -> bool:
    """Say of a sheet whether what is left to ask of its red flags could not raise it: `stops`."""
    level, worlds = assessment.disposition, assessment.worlds
    for rule, then in assessment.pack.concluding(RedFlag):
        found = worlds[rule.id]
        is_outdone = (not found & UNASKED or level >= then.disposition) and (
            not found & EITHER or level >= then.if_unsure
        )
        if not is_outdone and not _has_been_asked_out(found):
            return False
    return True


def was_asked_in_turn(assessment: Assessment) -> bool:
    """Say of a sheet whether each answer came after what its question's `ask_when` needs."""
    pack, valuation = assessment.pack, assessment.valuation
    gates = (pack.question[question].ask_when for question in _answered(assessment))
    return all(gate is None or _has_been_asked_out(gate.worlds(valuation)) for gate in gates)


def _answered(assessment: Assessment) -> Iterator[str]:
    yield from assessment.answers
    yield from (question for question, _ in assessment.dropped)


def _has_been_asked_out(found: Worlds) -> bool:
    return (not found & UNASKED or bool(found & SURE)) and (
        not found & EITHER or bool(found & UNSURE)
    )
