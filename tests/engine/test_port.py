"""What experta 1.9.4 does by itself, and what `engine.port` makes of it.

Each weakness we work around is shown here as it is, so that we notice the day it is fixed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.engine.dump import canonical, fixed_sheets
from triage.engine import port
from triage.engine.assess import Engine
from triage.engine.port import Fact, FixedOrder, KnowledgeEngine, P, Production
from triage.errors import EngineFault
from triage.model.pack import Pack

# Only after the port, which makes experta importable.
from experta import AND, NOT, OR  # isort: skip
from experta.matchers import ReteMatcher  # isort: skip
from experta.matchers.rete.check import TypeCheck  # isort: skip
from experta.strategies import DepthStrategy  # isort: skip

TIED = 12
"""Rules of equal salience. Six would do to show the dice; twelve show them almost every time."""


class Told(Fact):  # type: ignore[misc]  # experta has no type hints
    """A fact for these tests."""


class Asked(Fact):  # type: ignore[misc]  # experta has no type hints
    """Another."""


def run(
    rules: Iterable[tuple[str, object, object]],
    facts: Iterable[Fact],
    strategy: type = FixedOrder,
    then: dict[str, Callable[[KnowledgeEngine], object]] | None = None,
) -> list[str]:
    """Return the names of rules in the order they fire: (name, pattern, salience) each."""
    fired: list[str] = []

    def production(name: str, pattern: object, salience: object) -> Production:
        def fire(engine: KnowledgeEngine) -> None:
            fired.append(name)
            (then or {}).get(name, lambda _: None)(engine)

        return Production(pattern, salience=salience)(fire)

    body = {name: production(name, pattern, salience) for name, pattern, salience in rules}
    engine = type("Engine", (KnowledgeEngine,), {**body, "__strategy__": strategy})()
    engine.reset()
    for fact in facts:
        engine.declare(fact)
    engine.run()
    return fired


# -- importing it --------------------------------------------------------------------------------


def in_a_fresh_process(program: str) -> str:
    """Run a Python program in a process of its own and return what it prints."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, check=True, text=True
    ).stdout.strip()


def test_importing_the_engine_leaves_collections_as_it_was() -> None:
    """The names lent to `collections` for the import are taken back."""
    program = (
        "import collections, collections.abc; before = set(dir(collections))\n"
        "import triage.engine.assess\n"
        "print(sorted(set(dir(collections)) ^ before))"
    )
    assert in_a_fresh_process(program) == "[]"


@pytest.mark.parametrize("own", ["", "root.addHandler(logging.NullHandler()); root.setLevel(1)"])
def test_importing_the_engine_leaves_the_root_logger_as_it_was(own: str) -> None:
    """No handler, no level: a program that embeds us keeps its own logging, or none."""
    program = (
        f"import logging; root = logging.root\n{own}\n"
        "before = (list(root.handlers), root.level)\n"
        "import triage.engine.assess\n"
        "print((list(root.handlers), root.level) == before)"
    )
    assert in_a_fresh_process(program) == "True"


def test_without_the_cure_experta_cannot_be_imported() -> None:
    """On Python 3.10 and later experta fails to import; should it ever not, the cure can go."""
    program = (
        "try:\n    import experta\nexcept (ImportError, AttributeError) as e:\n    print('no')"
    )
    assert in_a_fresh_process(program) == "no"


# -- conflict resolution -------------------------------------------------------------------------


def tied(strategy: type) -> tuple[str, ...]:
    """Return the order in which rules of equal salience fire, all met by one fact."""
    salience = (lambda number: (0, -number)) if strategy is FixedOrder else lambda _: 0
    rules = [(f"r{number:02}", Told(1), salience(number)) for number in range(TIED)]
    return tuple(run(rules, [Told(1)], strategy))


def test_experta_by_itself_fires_ties_in_random_order() -> None:
    """Twenty engines with the same rules fire them in more than one order."""
    assert len({tied(DepthStrategy) for _ in range(20)}) > 1


def test_ties_fire_in_pack_order() -> None:
    """Twenty engines with the same rules fire them in one order, that of the pack."""
    assert {tied(FixedOrder) for _ in range(20)} == {tuple(f"r{n:02}" for n in range(TIED))}


def test_greater_salience_fires_before_pack_order_is_asked() -> None:
    """The pack's last rule fires first if it is the most salient."""
    rules = [("a", Told(1), (0, 0)), ("b", Told(1), (0, -1)), ("c", Told(1), (5, -2))]
    assert run(rules, [Told(1)]) == ["c", "a", "b"]


def fires_though_withdrawn(strategy: type) -> bool:
    """Say whether a tied rule fires whose condition another rule has just made false."""
    order = (lambda first, n: (first, -n)) if strategy is FixedOrder else lambda first, _: first
    rules = [("withdraw", Told(1), order(1, 0))]
    for number in range(TIED):
        rules.append((f"r{number}", AND(Told(1), NOT(Asked(number))), order(0, number)))
    withdraw = {"withdraw": lambda engine: engine.declare(Asked(TIED // 2))}
    return f"r{TIED // 2}" in run(rules, [Told(1)], strategy, withdraw)


def test_experta_by_itself_fires_stale_activations() -> None:
    """Among ties, experta may not find the activation it has to withdraw, and fires it."""
    assert any(fires_though_withdrawn(DepthStrategy) for _ in range(30))


def test_a_withdrawn_activation_never_fires() -> None:
    """Our strategy withdraws exactly the activation whose condition has become false."""
    assert not any(fires_though_withdrawn(FixedOrder) for _ in range(30))


# -- connectives we do without -------------------------------------------------------------------


def test_or_fires_once_for_each_true_branch() -> None:
    """Three true branches make experta fire a rule three times; so we gather counts ourselves."""
    either = OR(Told(1), Told(2), Told(3))
    facts = [Told(1), Told(2), Told(3)]
    assert run([("either", either, 0)], facts, DepthStrategy) == ["either"] * 3


def test_not_is_true_of_what_was_not_asked() -> None:
    """experta takes silence for no; so we assert each negation as a fact of its own."""
    silent = AND(Told(1), NOT(Asked("fever")))
    assert run([("silent", silent, 0)], [Told(1)], DepthStrategy) == ["silent"]


# -- networks ------------------------------------------------------------------------------------


def test_experta_remembers_every_check_it_ever_built() -> None:
    """A network leaves its checks behind in experta's classes, until they are forgotten."""
    port.forget_checks()
    run([("a", Told(P(lambda value: value == 1)), 0)], [Told(1)])
    assert TypeCheck._instances
    port.forget_checks()
    assert not TypeCheck._instances


def test_building_engines_does_not_fill_the_memory(ottawa: Pack) -> None:
    """A program that builds a hundred engines remembers the checks of the last one alone."""
    Engine(ottawa)
    after_one = len(TypeCheck._instances)
    for _ in range(5):
        Engine(ottawa)
    assert len(TypeCheck._instances) == after_one


def test_an_engine_outlives_the_checks_of_the_next(ottawa: Pack) -> None:
    """Forgetting checks for a new network does not change what an older one concludes."""
    older = Engine(ottawa)
    sheet = next(fixed_sheets(ottawa, 1))
    before = older.assess(sheet)
    Engine(ottawa)
    assert older.assess(sheet) == before


@given(pack=strategies.packs(), data=st.data())
def test_our_matcher_and_that_of_experta_match_the_same(pack: Pack, data: st.DataObject) -> None:
    """With experta's own network in place of ours, every assessment comes out the same."""
    ours, theirs = Engine(pack), Engine(pack)
    rules = type(theirs._compiled.engine)
    network = type("Theirs", (rules,), {"__matcher__": ReteMatcher})
    theirs._compiled.engine = network()
    answers = data.draw(strategies.answers(pack))
    assert canonical(ours.assess(answers)) == canonical(theirs.assess(answers))


def test_a_rule_that_never_ends_is_stopped(ottawa: Pack) -> None:
    """An inference that goes on past every rule is our fault, not an endless wait."""
    engine = Engine(ottawa)
    engine._compiled.limit = 0
    with pytest.raises(EngineFault, match="did not come to an end"):
        engine.assess(next(fixed_sheets(ottawa, 1)))
