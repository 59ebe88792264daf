"""The only door to experta, and the workarounds for its faults on current Python.

Known of experta 1.9.4, each held by a regression test in tests/engine/test_port.py:

* It pins frozendict 1.2, which looks for the abstract classes in `collections`, where Python 3.10
  no longer has them. We lend them for the length of the import and take them back.
* Importing it configures the root logger. We undo that.
* Rules of equal salience fire in random order, because they sit in a set. `FixedOrder` gives every
  activation a total key: salience, then the order of the rule in the pack.
* It keeps every check it ever built, keyed by the `id` of a predicate. `forget_checks` drops them,
  so that building one network can neither leak into nor slow down the next.
"""

from __future__ import annotations

import bisect
import collections
import collections.abc
import inspect
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_LENT = ("Callable", "Hashable", "Iterable", "Mapping", "MutableMapping", "Sequence", "Set")


@contextmanager
def _as_experta_expects() -> Iterator[None]:
    """Lend `collections` its old names and keep the root logger as it was."""
    lent = [name for name in _LENT if not hasattr(collections, name)]
    handlers = list(logging.root.handlers)
    for name in lent:
        setattr(collections, name, getattr(collections.abc, name))
    try:
        yield
    finally:
        for name in lent:
            delattr(collections, name)
        for handler in [h for h in logging.root.handlers if h not in handlers]:
            logging.root.removeHandler(handler)


with _as_experta_expects():
    from experta import Fact, KnowledgeEngine, P
    from experta import Rule as Production
    from experta.abstract import Matcher, Strategy
    from experta.matchers import ReteMatcher
    from experta.matchers.rete.abstract import Check
    from experta.matchers.rete.check import SameContextCheck, TypeCheck
    from experta.matchers.rete.nodes import (
        BusNode,
        ConflictSetNode,
        FeatureTesterNode,
        OrdinaryMatchNode,
    )
    from experta.matchers.rete.token import Token

__all__ = [
    "Fact",
    "FixedOrder",
    "Inference",
    "KnowledgeEngine",
    "P",
    "Production",
    "engine_class",
    "fact_type",
    "forget_checks",
    "production",
]


class FixedOrder(Strategy):  # type: ignore[misc]  # experta has no type hints
    """Conflict resolution by a total key: greater salience first, then the smaller order."""

    def _update_agenda(self, agenda: Any, added: Iterable[Any], removed: Iterable[Any]) -> None:
        gone = set()
        for activation in removed:
            activation.key = activation.rule.salience  # activations are equal only with equal keys
            gone.add(activation)
        if gone:
            agenda.activations = [act for act in agenda.activations if act not in gone]
        for activation in added:
            activation.key = activation.rule.salience
            bisect.insort(agenda.activations, activation)


class SlotCheck(Check):  # type: ignore[misc]  # experta has no type hints
    """A predicate on one slot of a fact.

    experta's own check looks for paths in the names of slots and logs each fact it sees.
    """

    def __init__(self, slot: int, meets: Callable[[Any], bool]) -> None:
        self._slot, self._meets = slot, meets

    def __call__(self, fact: Fact) -> bool:
        return self._meets(fact[self._slot])


class TypedBus(BusNode):  # type: ignore[misc]  # experta has no type hints
    """The root of the network, which shows a fact only to the branches for its type."""

    def __init__(self) -> None:
        super().__init__()
        self._branches: dict[type, list[Any]] = {}

    def add(self, fact: Fact) -> None:
        if not self._branches:
            for child in self.children:
                self._branches.setdefault(child.node.matcher.fact_type, []).append(child)
        token = Token.valid(fact)
        for child in self._branches.get(type(fact), ()):
            child.callback(token)


class ConjunctionMatcher(ReteMatcher):  # type: ignore[misc]  # experta has no type hints
    """The Rete network for rules that are plain conjunctions of patterns, as `compile` makes them.

    experta rewrites every rule into disjunctive normal form, sets up a dispatcher for each rule it
    wires, and empties every node of the conflict set at each step. Conjunctions need no
    rewriting, are wired in one way, and only nodes that changed have anything to say. What that
    saves is printed by benchmarks/assessment.py.
    """

    def __init__(self, engine: Any) -> None:
        Matcher.__init__(self, engine)
        self.root_node = TypedBus()
        self.build_network()

    @staticmethod
    def prepare_ruleset(engine: Any) -> set[Any]:
        return set(engine.get_rules())

    @staticmethod
    def build_alpha_part(ruleset: Iterable[Any], root_node: Any) -> dict[int, Any]:
        """Wire the checks of every pattern, sharing what begins alike, and return where each ends.

        Patterns bind nothing, so experta's nodes that capture a fact are left out.
        """
        ends: dict[int, Any] = {}
        shared: dict[tuple[int, Any], SlotCheck] = {}
        for rule in ruleset:
            for pattern in rule:
                checks = [
                    shared.setdefault((slot, how.match), SlotCheck(slot, how.match))
                    for slot, how in sorted(pattern.items())
                ]
                node = root_node
                for check in (TypeCheck(type(pattern)), *checks):
                    known = (c.node for c in node.children if c.node.matcher is check)
                    following = next(known, None)
                    if following is None:
                        following = FeatureTesterNode(check)
                        node.add_child(following, following.activate)
                    node = following
                ends[id(pattern)] = node
        return ends

    @staticmethod
    def build_beta_part(ruleset: Iterable[Any], alpha_terminals: Mapping[int, Any]) -> None:
        for rule in ruleset:
            node, *others = (alpha_terminals[id(pattern)] for pattern in rule)
            for other in others:
                join = OrdinaryMatchNode(SameContextCheck())
                node.add_child(join, join.activate_left)
                other.add_child(join, join.activate_right)
                node = join
            terminal = ConflictSetNode(rule)
            node.add_child(terminal, terminal.activate)

    def changes(self, adding: Any = None, deleting: Any = None) -> tuple[list[Any], list[Any]]:
        for fact in deleting or ():
            self.root_node.remove(fact)
        for fact in adding or ():
            self.root_node.add(fact)
        added: list[Any] = []
        removed: list[Any] = []
        if not adding and not deleting:
            return added, removed
        for node in self._get_conflict_set_nodes():
            if node.added or node.removed:
                fresh, gone = node.get_activations()
                added.extend(fresh)
                removed.extend(gone)
        return added, removed


class Inference(KnowledgeEngine):  # type: ignore[misc]  # experta has no type hints
    """A knowledge engine whose activations fire in one order, whatever the hash seed."""

    __matcher__ = ConjunctionMatcher
    __strategy__ = FixedOrder

    def __init__(self) -> None:
        super().__init__()
        self._initial_facts: list[Any] = super().get_deffacts()

    def get_deffacts(self) -> list[Any]:
        """Return the facts every run begins with; looked up once, as a class does not change."""
        return self._initial_facts


def production(
    patterns: Iterable[Fact], fire: Callable[[], None], *, salience: int, order: int
) -> Production:
    """Return an experta rule that calls `fire` when every pattern is matched."""

    def called(*_: Any) -> None:
        fire()

    called.__signature__ = _ANY_ARGUMENTS  # type: ignore[attr-defined]
    return Production(*patterns, salience=(salience, -order))(called)


def _anything(*_: Any) -> None: ...


_ANY_ARGUMENTS = inspect.signature(_anything)
"""Of every production. experta asks each for it, and to work it out takes Python a while."""


def fact_type(name: str) -> type[Fact]:
    """Return a new type of fact."""
    return type(name, (Fact,), {})


def engine_class(productions: Iterable[Production]) -> type[Inference]:
    """Return an engine class with these rules."""
    body = {f"production_{index}": rule for index, rule in enumerate(productions)}
    return type("CompiledPack", (Inference,), body)


def forget_checks() -> None:
    """Drop the checks experta remembers from networks built before."""
    TypeCheck._instances.clear()
