"""Every possible answer sheet at once: one unknown sheet as variables, and formulas about it.

Each item is a value, unsure or not asked, so nothing is sampled and nothing is left out. A
condition becomes four formulas, one for each world of model/truth.py. This module shares the model
of a rule with the other interpreters and no evaluation code; every witness that the solver finds is
handed to the engine to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from decimal import Decimal

from triage.assurance.solver.door import Formula, need_solver, z3
from triage.model.condition import (
    AtLeast,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    ScoreIs,
)
from triage.model.condition import Literal as ConditionLiteral
from triage.model.cuts import Cuts, cuts_of
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.item import NO_CUTS, Item, Known, Value, item_of, items_with_values
from triage.model.pack import Pack
from triage.model.rule import Advise, Evidence, RedFlag, Rule
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Worlds

UNKNOWN = "unsure"
"""The name of the value "not sure" among the values of an item."""

CHANGED = " changed"
"""What is added to the names of items that a changed sheet has for itself."""


class Sheets:
    """One unknown answer sheet as variables, and what the pack makes of it as formulas.

    `suffix` keeps the variables of two sheets apart. Two packs with the same suffix look at one and
    the same sheet; then `cuts` must cut the numbers finely enough for both.
    """

    def __init__(self, pack: Pack, suffix: str = "", cuts: Cuts = NO_CUTS) -> None:
        need_solver()
        self.pack = pack
        self.values: dict[Item, dict[Value, Formula]] = {}
        self.unsure: dict[Item, Formula] = {}
        self.asked: dict[Item, Formula] = {}
        self.legal: list[Formula] = []
        self.rulers = {**cuts_of(pack), **cuts}
        for item, values in items_with_values(pack, cuts):
            self._add(item, values, suffix)
        self._formulas: dict[tuple[Condition, Worlds], Formula] = {}
        self._rules: dict[tuple[str, Worlds], Formula] = {}
        self._inapplicable: dict[Item, Formula] = {}
        self._at_least: dict[Disposition, Formula] = {}
        self._alike: dict[tuple[Sheets, Item], Formula] = {}

    def _add(self, item: Item, values: Iterable[Value], suffix: str) -> None:
        """Give an item variables of its own."""
        name = f"{item[0]}.{item[1]}{suffix}" if item[1] else f"{item[0]}{suffix}"
        options = {value: z3.Bool(f"{name}={value}") for value in values}
        unsure = z3.Bool(f"{name}={UNKNOWN}")
        self.values[item], self.unsure[item] = options, unsure
        self.asked[item] = z3.Or(unsure, *options.values())
        self.legal.append(z3.AtMost(unsure, *options.values(), 1))

    def changed(self, *items: Item) -> Sheets:
        """Return a sheet with these same answers, but for those items, which may be anything.

        What does not depend on those items is the same formula of both, which spares the solver
        nearly all of its work. `legal` of the new sheet is about those items only.
        """
        other = self._but_for(items)
        for item in items:
            other._add(item, self.values[item], CHANGED)
        return other

    def answered(self, known: Known) -> Sheets:
        """Return a sheet with these same answers, but for those items, which are answered so."""
        other = self._but_for(known)
        for item, answer in known.items():
            other.values[item] = {v: z3.BoolVal(v == answer) for v in self.values[item]}
            other.unsure[item], other.asked[item] = z3.BoolVal(False), z3.BoolVal(True)
        return other

    def _but_for(self, items: Iterable[Item]) -> Sheets:
        """Return a sheet of which all is as here that does not depend on those items."""
        other, among = copy(self), frozenset(items)
        other.values, other.unsure, other.asked = {**self.values}, {**self.unsure}, {**self.asked}
        other.legal = []
        behind = dependencies_of(self.pack).items
        other._rules = {k: f for k, f in self._rules.items() if not behind[k[0]] & among}
        other._formulas, other._inapplicable, other._at_least, other._alike = {}, {}, {}, {}
        return other

    # -- conditions ------------------------------------------------------------------------

    def inapplicable(self, question: str, option: str | None = None) -> Formula:
        """Return: the question does not apply or, with `option`, that box of it does not."""
        item = (question, option)
        if item not in self._inapplicable:
            asked = self.pack.question[question]
            gates = [asked.ask_when, None if option is None else asked.option(option).ask_when]
            self._inapplicable[item] = z3.Or(
                *(z3.Not(self.condition(gate, EITHER)) for gate in gates if gate is not None)
            )
        return self._inapplicable[item]

    def condition(self, condition: Condition, world: Worlds) -> Formula:
        """Return: the condition is true in that world."""
        key = (condition, world)
        if key not in self._formulas:
            self._formulas[key] = self._condition(condition, world)
        return self._formulas[key]

    def _condition(self, condition: Condition, world: Worlds) -> Formula:
        if isinstance(condition, AtLeast):
            parts = [self.condition(part, world) for part in condition.of]
            if condition.is_all:
                return z3.And(*parts)
            return z3.Or(*parts) if condition.is_any else z3.AtLeast(*parts, condition.count)
        return self._literal(condition, world)

    def _literal(self, literal: ConditionLiteral, world: Worlds) -> Formula:
        atom, positive = literal.atom, literal.positive
        match atom:
            case FindingIs(finding):
                rules = self.pack.rules_for_finding(finding)
                if positive:
                    return z3.Or(*(self.rule(rule, world) for rule in rules))
                return z3.And(*(self.condition(r.when.negated(), world) for r in rules))
            case CauseIs() | ScoreIs():
                weighed, needed = self.pack.tally(atom)
                return self._sum([(self.rule(rule, world), p) for rule, p in weighed], needed)
            case Includes():
                return self._answer(item_of(atom), ("yes",), positive, world)
            case Is():
                return self._answer(item_of(atom), atom.options, positive, world)
            case Compare():
                item = item_of(atom)
                numbers = [n for n in self.values[item] if isinstance(n, Decimal)]
                fitting = tuple(number for number in numbers if atom.accepts(number))
                return self._answer(item, fitting, positive, world)

    def _answer(
        self, item: Item, wanted: tuple[Value, ...], positive: bool, world: Worlds
    ) -> Formula:
        values = self.values[item]
        fitting = [b for value, b in values.items() if (value in wanted) is positive]
        if world in (UNSURE, EITHER):
            fitting.append(self.unsure[item])
        if world in (UNASKED, EITHER):
            fitting.append(z3.Not(self.asked[item]))
        away = self.inapplicable(*item)
        return z3.And(z3.Not(away), z3.Or(*fitting)) if positive else z3.Or(away, *fitting)

    # -- rules -----------------------------------------------------------------------------

    def rule(self, rule: Rule, world: Worlds) -> Formula:
        """Return: the rule's condition is true in that world."""
        key = (rule.id, world)
        if key not in self._rules:
            self._rules[key] = self.condition(rule.when, world)
        return self._rules[key]

    def points(self, cause: str, least: int, world: Worlds = SURE) -> Formula:
        """Return: the cause has at least so many points in that world."""
        return self._sum(
            [
                (self.rule(rule, world), rule.then.points)
                for rule in self.pack.rules_for_cause(cause)
                if isinstance(rule.then, Evidence)
            ],
            least,
        )

    @staticmethod
    def _sum(weighed: list[tuple[Formula, int]], least: int) -> Formula:
        return z3.PbGe(weighed, least) if weighed else z3.BoolVal(False)

    def at_least(self, level: Disposition) -> Formula:
        """Return: the disposition is at least that urgent."""
        if level not in self._at_least:
            self._at_least[level] = self._reached(level)
        return self._at_least[level]

    def _reached(self, level: Disposition) -> Formula:
        if self.pack.baseline >= level:
            return z3.BoolVal(True)
        found = []
        for rule, then in self.pack.concluding(RedFlag):
            if then.disposition >= level:
                found.append(self.rule(rule, SURE))
            if then.if_unsure >= level:
                found.append(self.rule(rule, UNSURE))
        return z3.Or(*found)

    def could_reach(self, level: Disposition) -> Formula:
        """Return: once all has been asked, the disposition could be at least that urgent."""
        found = [self.at_least(level)]
        for rule, then in self.pack.concluding(RedFlag):
            if then.disposition >= level:
                found.append(self.rule(rule, UNASKED))
            if then.if_unsure >= level:
                found.append(self.rule(rule, EITHER))
        return z3.Or(*found)

    def complete(self) -> Formula:
        """Return: no question not asked could still raise the disposition."""
        return z3.And(*(z3.Implies(self.could_reach(d), self.at_least(d)) for d in Disposition))

    # -- advice ----------------------------------------------------------------------------

    def advised(self, advice: str) -> Formula:
        """Return: a rule gives the advice; for safety, one that is not ruled out is enough."""
        return z3.Or(*(formula for _, formula in self.advising(advice)))

    def advising(self, advice: str) -> list[tuple[str, Formula]]:
        """Return for each rule that can give the advice: it does."""
        world = EITHER if self.pack.advice_item[advice].safety else SURE
        return [
            (rule.id, self.rule(rule, world))
            for rule, then in self.pack.concluding(Advise)
            if then.advice == advice
        ]

    def shows(self, advice: str) -> Formula:
        """Return: the page gives the advice: it is right however urgent the result becomes."""
        too_urgent = (d for d in Disposition if d > self.pack.advice_item[advice].up_to)
        return z3.And(self.advised(advice), *(z3.Not(self.could_reach(d)) for d in too_urgent))

    # -- two sheets ------------------------------------------------------------------------

    def less_urgent_than(self, other: Sheets) -> Formula:
        """Return: this sheet's disposition is less urgent than the other's."""
        return z3.Or(*(z3.And(other.at_least(d), z3.Not(self.at_least(d))) for d in Disposition))

    def same_but_for(self, other: Sheets, but: frozenset[Item] = frozenset()) -> Formula:
        """Return: both sheets hold the same answers, but for those items."""
        return z3.And(*(self._same(other, item) for item in self.values if item not in but))

    def _same(self, other: Sheets, item: Item) -> Formula:
        key = (other, item)
        if key not in self._alike:
            values, theirs = self.values[item], other.values[item]
            same = [boolean == theirs[value] for value, boolean in values.items()]
            self._alike[key] = z3.And(*same, self.unsure[item] == other.unsure[item])
        return self._alike[key]

    def extended_by(self, other: Sheets) -> Formula:
        """Return: the other sheet holds all these answers, and perhaps more."""
        kept = []
        for item, values in self.values.items():
            kept += [z3.Implies(b, other.values[item][value]) for value, b in values.items()]
            kept.append(z3.Implies(self.unsure[item], other.unsure[item]))
        return z3.And(*kept)

    def settled_by(self, other: Sheets) -> Formula:
        """Return: the other sheet holds all known answers, and perhaps knows what is open here."""
        kept = []
        for item, values in self.values.items():
            kept += [z3.Implies(b, other.values[item][value]) for value, b in values.items()]
        return z3.And(*kept)
