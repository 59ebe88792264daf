"""The solver reads a pack as the plain evaluator does: every formula, of whatever sheet."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import answers, packs
from triage.assurance.solver.door import Formula, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import just
from triage.assurance.trials.judge import Judge
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.item import items_of
from triage.model.truth import EACH_WORLD
from triage.model.valuation import Standing


class Reader:
    """Says of each formula whether it is true of one sheet."""

    def __init__(self, sheet: Sheets, answers: Answers) -> None:
        solver = solver_for()
        solver.add(*sheet.legal, just(sheet, answers))
        assert solver.check() == z3.sat
        self._model: Any = solver.model()

    def __call__(self, formula: Formula) -> bool:
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))


@given(data=st.data())
def test_the_solver_reads_a_sheet_as_the_plain_evaluator_does(data: st.DataObject) -> None:
    """Rules in each world, what applies, dispositions, completeness and advice are the same."""
    pack = data.draw(packs())
    answered = data.draw(answers(pack))
    sheet, found = Sheets(pack), Judge(pack).assess(answered)
    is_true = Reader(sheet, answered)
    for rule in pack.rules:
        worlds = sum(world for world in EACH_WORLD if is_true(sheet.rule(rule, world)))
        assert worlds == found.worlds[rule.id], rule.id
    for question in pack.questions:
        for item in items_of(question):
            is_away = found.valuation.standing(*item) is Standing.NOT_APPLICABLE
            assert is_true(sheet.inapplicable(*item)) is is_away, item
    for level in Disposition:
        assert is_true(sheet.at_least(level)) is (found.disposition >= level)
        assert is_true(sheet.could_reach(level)) is (found.ceiling >= level)
    assert is_true(sheet.complete()) is found.complete
    for item in pack.advice:
        assert is_true(sheet.advised(item.id)) is (item.id in found.advice)
        is_shown = item.id in found.advice and item.up_to >= found.ceiling
        assert is_true(sheet.shows(item.id)) is is_shown
