"""Conclusions do not depend on any order: not of rules, not of answers, not of dice."""

from __future__ import annotations

import ast
import inspect
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import triage.engine.assess
import triage.engine.compile
import triage.engine.memory
import triage.engine.port
import triage.engine.predicates
from tests import strategies
from tests.conftest import FOLDERS
from tests.engine.dump import canonical
from tests.strategies import fewer, fewest
from triage.engine.assess import Engine
from triage.model.answers import Answers
from triage.model.assessment import Assessment
from triage.model.pack import Pack

SHEETS = 4
EXAMPLES = 3


def conclusions(assessment: Assessment) -> dict[str, object]:
    """Return what an assessment concludes, with nothing of the order it was concluded in."""
    return {
        "fired": assessment.fired,
        "worlds": dict(assessment.worlds),
        "findings": assessment.findings,
        "disposition": assessment.disposition,
        "ceiling": assessment.ceiling,
        "unsettled": assessment.unsettled,
        "flags": {
            flag.rule.id: (flag.state, flag.counts, flag.unasked) for flag in assessment.flags
        },
        "causes": {result.cause: (result.points, result.grade) for result in assessment.causes},
        "advice": assessment.advice,
        "held": {(held.trait, held.truth) for held in assessment.held},
        "added": assessment.added,
    }


def in_another_order(pack: Pack, dice: random.Random) -> Pack:
    """Return the pack with its rules shuffled and every salience thrown anew."""
    rules = list(pack.rules)
    dice.shuffle(rules)
    return replace(
        pack,
        rules=tuple(
            replace(rule, order=order, salience=dice.randint(-2, 2))
            for order, rule in enumerate(rules)
        ),
    )


@given(data=st.data())
@fewest
def test_the_order_of_rules_changes_no_conclusion_of_packs_that_people_wrote(
    engine: Engine, data: st.DataObject
) -> None:
    """Neither salience nor the place of a rule in its pack decides what becomes of a runner."""
    shuffled = Engine(in_another_order(engine.pack, random.Random(data.draw(st.integers(0)))))
    for _ in range(3):
        answers = data.draw(strategies.answers(engine.pack))
        assert conclusions(shuffled.assess(answers)) == conclusions(engine.assess(answers))


@given(pack=strategies.packs(), data=st.data())
def test_the_order_of_rules_changes_no_conclusion_of_random_packs(
    pack: Pack, data: st.DataObject
) -> None:
    """Whatever the pack format can say, the order of rules decides nothing."""
    answers = data.draw(strategies.answers(pack))
    shuffled = Engine(in_another_order(pack, random.Random(data.draw(st.integers(0)))))
    assert conclusions(shuffled.assess(answers)) == conclusions(Engine(pack).assess(answers))


@given(data=st.data())
@fewer
def test_the_order_of_answers_changes_nothing(engine: Engine, data: st.DataObject) -> None:
    """A runner who answers from the last question to the first is assessed the same."""
    answers = data.draw(strategies.answers(engine.pack))
    order = data.draw(st.permutations(list(answers)))
    shuffled = Answers({question: answers.given[question] for question in order})
    assert canonical(engine.assess(shuffled)) == canonical(engine.assess(answers))


@given(pack=strategies.packs(), data=st.data())
def test_greater_salience_fires_first_and_pack_order_breaks_ties(
    pack: Pack, data: st.DataObject
) -> None:
    """Of two rules that need no conclusion of others, the more salient one fires first."""
    trace = Engine(pack).assess(data.draw(strategies.answers(pack))).trace
    free = [firing.rule for firing in trace if _looks_at_answers_only(firing.rule.when)]
    assert free == sorted(free, key=lambda rule: (-rule.salience, rule.order))


def _looks_at_answers_only(condition: object) -> bool:
    return all(hasattr(literal.atom, "question") for literal in condition.literals())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "seeds", [2, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.release])]
)
def test_no_hash_seed_reaches_a_result(seeds: int) -> None:
    """Processes with one hash seed each and shuffled answers print the same bytes.

    Among them are the JSON and the HTML report of every example.
    """

    def dump(seed: int) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "tests.engine.dump", str(SHEETS), *map(str, FOLDERS.values())],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        dumps = set(pool.map(dump, range(seeds)))
    assert len(dumps) == 1
    assert dumps.pop().count(b"\n") == SHEETS * len(FOLDERS) + 2 * EXAMPLES


@given(data=st.data())
@fewer
def test_facts_are_only_asserted(engine: Engine, data: st.DataObject) -> None:
    """After an inference, working memory still holds every fact it was ever given."""
    engine.assess(data.draw(strategies.answers(engine.pack)))
    facts = engine._compiled.engine.facts
    assert list(facts) == list(range(facts.last_index))


def test_the_engine_never_says_retract_or_modify() -> None:
    """Nothing in the engine's source takes a fact back."""
    engine = triage.engine
    for module in (engine.assess, engine.compile, engine.memory, engine.port, engine.predicates):
        tree = ast.parse(inspect.getsource(module))
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not called & {"retract", "modify", "duplicate"}
