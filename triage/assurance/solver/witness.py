"""Answer sheets that meet a formula, read from what the solver found."""

from __future__ import annotations

from decimal import Decimal

from triage.assurance.solver.door import Formula, Model, optimizer, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.item import Item, items_of
from triage.model.question import Question
from triage.model.valuation import Valuation


def some(sheets: Sheets, formula: Formula) -> Answers | bool | None:
    """Return a sheet that meets a formula, False if none does, None if that was not decided."""
    solver = solver_for()
    solver.add(*sheets.legal, formula)
    answer = solver.check()
    if answer == z3.sat:
        return witness(sheets, solver.model())
    return False if answer == z3.unsat else None


def found(sheets: Sheets, formula: Formula) -> bool:
    """Say whether a sheet that meets a formula was found."""
    return isinstance(some(sheets, formula), Answers)


def nearest(sheets: Sheets, formula: Formula, base: Answers) -> Answers | bool | None:
    """Return the sheet that meets a formula with the fewest items unlike `base`.

    Where the nearest is too hard to find, any sheet that meets it; otherwise as `some`.
    """
    nearing = optimizer()
    nearing.add(*sheets.legal, formula)
    for item in sheets.values:
        nearing.add_soft(_as_in(sheets, base, item))
    answer = nearing.check()
    if answer == z3.sat:
        return witness(sheets, nearing.model())
    return False if answer == z3.unsat else some(sheets, formula)


def just(sheets: Sheets, answers: Answers) -> Formula:
    """Return: the sheet holds just these answers."""
    return z3.And(*(_as_in(sheets, answers, item) for item in sheets.values))


def witness(sheets: Sheets, model: Model) -> Answers:
    """Return the answer sheet of a model, less what does not apply, in the pack's order."""
    return Valuation(sheets.pack, raw_witness(sheets, model)).answers


def raw_witness(sheets: Sheets, model: Model) -> Answers:
    """Return the answer sheet of a model as it is, in the pack's order.

    What does not apply is still in it: after a change elsewhere, that may be the answer that
    decides.
    """
    given: dict[str, Answer] = {}
    for question in sheets.pack.questions:
        answer = _witnessed(sheets, question, model)
        if answer is not None:
            given[question.id] = answer
    return Answers(given)


def _witnessed(sheets: Sheets, question: Question, model: Model) -> Answer | None:
    boxes = []
    for item in items_of(question):
        value, option = _value(sheets, item, model), item[1]
        if option is None:
            return value
        if value is not None:
            tick = Tick.UNSURE if value is UNSURE_ANSWER else Tick(str(value))
            boxes.append((option, tick))
    return Ticks(tuple(boxes)) if boxes else None


def _value(sheets: Sheets, item: Item, model: Model) -> Answer | None:
    if z3.is_true(model.eval(sheets.unsure[item])):
        return UNSURE_ANSWER
    for value, variable in sheets.values[item].items():
        if z3.is_true(model.eval(variable)):
            return value
    return None


def _as_in(sheets: Sheets, base: Answers, item: Item) -> Formula:
    """Return: the item is answered as on a sheet of answers; a number, on the same stretch."""
    question, option = item
    answer: object = base.get(question)
    if isinstance(answer, Ticks) and option is not None:
        tick = answer.get(option)
        answer = UNSURE_ANSWER if tick is Tick.UNSURE else tick and tick.value
    if answer is UNSURE_ANSWER:
        return sheets.unsure[item]
    if answer is None:
        return z3.Not(sheets.asked[item])
    if isinstance(answer, Decimal):
        return sheets.values[item][sheets.rulers[question].representative(answer)]
    return sheets.values[item][str(answer)]
