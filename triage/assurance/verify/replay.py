"""The rules of a pack, judged anew: what is known, what fires, and which facts make it so.

This shares the nouns of the model with what wrote a report, and no reasoning.
"""

from __future__ import annotations

from typing import Any

from triage.model import condition as when
from triage.model.answers import UNSURE_ANSWER, Sheet, Tick, Ticks
from triage.model.pack import Pack
from triage.model.rule import Evidence, Rule

World = tuple[bool, bool]  # whether what is unsure, and what was not asked, is taken as true
WORLDS = SURE, UNSURE, UNASKED, EITHER = (False, False), (True, False), (False, True), (True, True)
STANDINGS: dict[Any, str] = {None: "not_asked", UNSURE_ANSWER: "unsure", Tick.UNSURE: "unsure"}


class Replay:
    """One sheet under one pack. `fired` has the rules that fire, in the order they do."""

    def __init__(self, pack: Pack, sheet: Sheet) -> None:
        self.pack, self.sheet, self.answers = pack, sheet, sheet.answers
        self.fired: dict[str, Rule] = {}
        self.matches: dict[str, list[tuple[when.Literal, ...]]] = {}
        self.judged: dict[tuple[str, World], bool] = {}  # SURE: has fired so far
        waiting = sorted(pack.rules, key=lambda rule: (-rule.salience, rule.order))
        # Each firing is of the first rule, by salience and pack order, that is met by then.
        while rule := next((rule for rule in waiting if self.holds(rule.when, SURE)), None):
            waiting.remove(rule)
            self.matches[rule.id] = [self.met_by(part) for part in when.clauses(rule.when)]
            self.fired[rule.id] = rule
            self.judged[rule.id, SURE] = True

    def standing(self, question: str, option: str | None = None) -> tuple[str, Any]:
        """Return how a question or a box was answered, and the answer."""
        gate, answer = self.pack.question[question].ask_when, self.answers.get(question)
        if gate is not None and not self.holds(gate, EITHER):
            return "not_applicable", None
        said = answer.get(option) if isinstance(answer, Ticks) and option else answer
        return STANDINGS.get(said, "answered"), said

    def holds(self, condition: when.Condition, world: World) -> bool:
        """Say whether a condition is true in a world."""
        if isinstance(condition, when.AtLeast):
            return sum(self.holds(part, world) for part in condition.of) >= condition.count
        atom, positive = condition.atom, condition.positive
        if isinstance(atom, when.FindingIs):
            rules = self.pack.rules_for_finding(atom.finding)
            if positive:
                return any(self.fires(rule, world) for rule in rules)
            return all(self.holds(rule.when.negated(), world) for rule in rules)
        if isinstance(atom, when.CauseIs):
            taken = world if positive else (not world[0], not world[1])  # points only ever add up
            enough = self.points(atom.cause, taken) >= self.pack.grade_points[atom.grade]
            return enough == positive
        standing, answer = self.standing(atom.question, getattr(atom, "option", None))
        if standing in ("unsure", "not_asked"):
            return world[standing == "not_asked"]
        if isinstance(atom, when.Compare):
            return (standing == "answered" and atom.accepts(answer)) == positive
        return (answer in getattr(atom, "options", [Tick.YES])) == positive

    def fires(self, rule: Rule, world: World) -> bool:
        """Say whether a rule fires in a world; in that of what is sure, whether it has by now."""
        if world != SURE and (rule.id, world) not in self.judged:
            self.judged[rule.id, world] = self.holds(rule.when, world)
        return self.judged.get((rule.id, world), False)

    def points(self, cause: str, world: World) -> int:
        """Return the points the rules that fire give a cause."""
        met = (r.then for r in self.pack.rules_for_cause(cause) if self.fires(r, world))
        return sum(then.points for then in met if isinstance(then, Evidence))

    def met_by(self, condition: when.Condition) -> tuple[when.Literal, ...]:
        """Return the facts known so far that meet a condition, no more than it needs."""
        if isinstance(condition, when.Literal):
            return (condition,) if self.holds(condition, SURE) else ()
        met = [facts for part in condition.of if (facts := self.met_by(part))][: condition.count]
        return tuple(f for facts in met for f in facts) if len(met) == condition.count else ()

    def against(self, rule: Rule) -> list[str]:
        """Return the facts of the first clause that rules a rule out, none of which is so."""
        parts = (self.met_by(part.negated()) for part in when.clauses(rule.when))
        return [written(literal.negated()) for literal in next(filter(None, parts), ())]

    def unknown(self, rule: Rule) -> list[str]:
        """Return the facts that are not known, of the clauses that leave a rule undecided."""
        open_clauses = (part for part in when.clauses(rule.when) if not self.holds(part, SURE))
        literals = (literal for part in open_clauses for literal in part.literals())
        return [*dict.fromkeys(written(x) for x in literals if self.is_unknown(x))]

    def is_unknown(self, literal: when.Literal) -> bool:
        """Say whether a fact is neither so nor not so."""
        return self.holds(literal, EITHER) and not self.holds(literal, SURE)


def written(literal: when.Literal) -> str:
    """Return a fact as a report writes it."""
    return ("not: " if literal.flipped else "") + literal.text
