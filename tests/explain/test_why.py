"""Why and why not: every reason is a real one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, fewer
from triage.assurance.solver.door import solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import witness
from triage.engine.assess import Engine
from triage.explain.statements import About
from triage.explain.why import Argument, Why
from triage.explain.why_not import RuleVerdict, Verdict, judge
from triage.model.answers import UNSURE_ANSWER, Answers, Tick, Ticks
from triage.model.assessment import FlagState
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.model.truth import SURE, Truth
from triage.model.valuation import Standing, Valuation
from triage.store.packs import load_pack

ENGINES = {name: Engine(load_pack(folder)) for name, folder in FOLDERS.items()}


def everything(argument: Argument) -> list[Argument]:
    return [argument, *(inner for part in argument.parts for inner in everything(part))]


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_an_argument_rests_on_statements_that_hold(name: str, data: st.DataObject) -> None:
    """Each statement for a rule that fired is true of the runner, and has words."""
    assessment = ENGINES[name].assess(data.draw(answers(ENGINES[name].pack)))
    why = Why(assessment)
    for firing in assessment.trace:
        for argument in everything(why.rule(firing.rule)):
            for statement in argument.statements:
                assert statement.truth is Truth.YES
                if statement.standing is not Standing.NOT_APPLICABLE:
                    assert statement.words


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_every_argument_ends_in_answers(name: str, data: st.DataObject) -> None:
    """Findings and causes are argued down to what the runner answered."""
    assessment = ENGINES[name].assess(data.draw(answers(ENGINES[name].pack)))
    why = Why(assessment)
    for firing in assessment.trace:
        argument = why.rule(firing.rule)
        assert argument.answers
        for part in everything(argument):
            named = {s.name for inner in part.parts for s in [*inner.statements]}
            concluded = [s for s in part.statements if s.about is not About.ANSWER]
            assert not concluded or named


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_why_not_says_what_the_engine_says(name: str, data: st.DataObject) -> None:
    """A rule is YES exactly when it fired, and NO exactly when some clause of it is NO."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    valuation = Valuation(engine.pack, assessment.answers)
    for rule in engine.pack.rules:
        verdict = judge(rule, valuation)
        assert (verdict.truth is Truth.YES) == (rule.id in assessment.fired)
        assert (verdict.truth is Truth.NO) == bool(verdict.failed)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_a_flag_is_unsure_because_of_an_unsure_answer(name: str, data: st.DataObject) -> None:
    """What could not be ruled out names an answer the runner was not sure of."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    why = Why(assessment)
    for flag in assessment.flags:
        if flag.state is FlagState.UNSURE:
            standings = {s.standing for s in why.rule(flag.rule).answers}
            assert Standing.UNSURE in standings


SHEETS = {name: Sheets(engine.pack) for name, engine in ENGINES.items()}


def named_by(verdict: RuleVerdict, every: bool = False) -> set[tuple[str, str | None]]:
    """Return the items that why-not shows as failed or unknown; of a finding, all behind it."""

    def inside(part: Verdict, every: bool) -> set[tuple[str, str | None]]:
        if part.truth is Truth.YES and not every:
            return set()
        found = {item for inner in part.parts for item in inside(inner, every)}
        found |= {item for behind in part.behind for item in named_by(behind, every=True)}
        if part.statement is not None and part.statement.about is About.ANSWER:
            found.add((part.statement.name, part.statement.option))
        return found

    return {item for clause in verdict.clauses for item in inside(clause, every)}


def with_gates(items: set[tuple[str, str | None]], pack: Pack) -> set[str]:
    """Return the questions of those items and of what decides whether they are asked."""
    found: set[str] = set()
    waiting = {question for question, _ in items}
    while waiting:
        found |= waiting
        gates = [gate for q in waiting if (gate := pack.question[q].ask_when) is not None]
        atoms = {getattr(literal.atom, "question", None) for g in gates for literal in g.literals()}
        waiting = {name for name in atoms if name} - found
    return found


def kept(sheets: Sheets, given_answers: Answers, free: set[str]) -> list[Any]:
    """Return that every question but the free ones is answered as it was."""
    formulas = []
    for item, values in sheets.values.items():
        if item[0] in free:
            continue
        answer = given_answers.get(item[0])
        if isinstance(answer, Ticks):
            answer = answer.get(item[1] or "")
            answer = answer.value if answer is not None else None
        if isinstance(answer, Decimal):
            answer = max(
                (v for v in values if isinstance(v, Decimal) and v <= answer), default=None
            )
        is_unsure = answer is UNSURE_ANSWER or answer == Tick.UNSURE.value
        formulas.append(sheets.unsure[item] == is_unsure)
        formulas += [variable == (value == answer) for value, variable in values.items()]
    return formulas


@pytest.mark.slow
@pytest.mark.release
@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_changing_what_why_not_names_makes_the_rule_fire(name: str, data: st.DataObject) -> None:
    """With all other answers as they are, some answers to the items named make the rule hold."""
    engine, sheets = ENGINES[name], SHEETS[name]
    pack = engine.pack
    given_answers = data.draw(answers(pack))
    valuation = Valuation(pack, given_answers)
    rules = [r for r in pack.rules if isinstance(r.then, RedFlag)]
    for rule in data.draw(st.lists(st.sampled_from(rules), min_size=3, max_size=3)):
        verdict = judge(rule, valuation)
        if verdict.truth is Truth.YES:
            continue
        free = with_gates(named_by(verdict), pack)
        solver = solver_for()
        solver.add(*sheets.legal, *kept(sheets, valuation.answers, free), sheets.rule(rule, SURE))
        assert solver.check() == z3.sat, (rule.id, free)
        assert rule.id in engine.assess(witness(sheets, solver.model())).fired


def test_a_verdict_counts_its_parts() -> None:
    """A clause with parts is judged by how many of them hold."""

    def check(verdict: Verdict) -> None:
        if verdict.parts:
            met = sum(part.truth is Truth.YES for part in verdict.parts)
            assert (verdict.truth is Truth.YES) == (met >= verdict.needed)
            for part in verdict.parts:
                check(part)

    engine = ENGINES["ottawa_ankle"]
    valuation = Valuation(engine.pack, Answers({"pain_zone": "ankle", "four_steps": "yes"}))
    for clause in judge(engine.pack.rule["RF-ANKLE-01"], valuation).clauses:
        check(clause)
