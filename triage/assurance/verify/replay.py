"""A sheet replayed: which rules fire, in which order, and the facts that meet or stop each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.assurance.verify.judge import EITHER, SURE, Judge, World
from triage.model import condition as when
from triage.model.answers import Answer, Answers
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.rule import Rule

Facts = tuple[when.Literal, ...]


class _SoFar(Judge):
    """The same answers while the rules fire: of what is sure, only what has fired counts."""

    def __init__(self, pack: Pack, answers: Mapping[str, Answer]) -> None:
        super().__init__(pack, answers)
        self.fired: set[str] = set()

    def fires(self, rule: Rule, world: World) -> bool:
        return rule.id in self.fired if world == SURE else super().fires(rule, world)

    def concluded(self, finding: str, positive: bool, world: World) -> bool:
        self.judged.pop((finding, positive, world), None)
        return super().concluded(finding, positive, world)


class Replay(Judge):
    """The answers of one sheet. `fired` has the rules that fire, in the order they do."""

    def __init__(self, pack: Pack, answers: Answers, tried: dict[str, bool]) -> None:
        super().__init__(pack, answers.given)
        self.tried = tried
        so_far, self.matches = _SoFar(pack, self.answers), dict[str, list[Facts]]()
        in_order = sorted(pack.rules, key=lambda rule: (-rule.salience, rule.order))
        waiting = [rule for rule in in_order if self.fires(rule, SURE)]
        # Each firing is of the first rule, by salience and pack order, that is met by then.
        while waiting:
            rule = next(rule for rule in waiting if so_far.holds(rule.when, SURE))
            waiting.remove(rule)
            self.matches[rule.id] = [so_far.met_by(part) for part in when.clauses(rule.when)]
            so_far.fired.add(rule.id)
        self.fired = {rule: pack.rule[rule] for rule in self.matches}

    def against(self, rule: Rule) -> list[str]:
        """Return the facts of the first clause that rules a rule out, none of which is so."""
        parts = (self.met_by(part.negated()) for part in when.clauses(rule.when))
        return [written(literal.negated()) for literal in next(filter(None, parts), ())]

    def unknown(self, rule: Rule) -> list[str]:
        """Return the facts that are not known, of the clauses that leave a rule undecided."""
        open_clauses = (part for part in when.clauses(rule.when) if not self.holds(part, SURE))
        literals = (literal for part in open_clauses for literal in part.literals())
        return [*dict.fromkeys(written(x) for x in literals if self.is_open(x))]

    def missing(self, rule: Rule, *standings: str) -> list[str]:
        """Return the facts behind a rule that are about answers of one of these standings."""
        found = dict(reversed([*self._behind(rule.when)]))  # of each item, the first fact
        order = dict.fromkeys(item for item, _ in self._behind(rule.when))
        return [written(found[item]) for item in order if self.standing(*item)[0] in standings]

    def _behind(self, condition: when.Condition) -> Iterator[tuple[Item, when.Literal]]:
        """Yield the facts about answers that a condition may yet rest on, the nearest first."""
        literals = [literal for literal in condition.literals() if self.holds(literal, EITHER)]
        further: dict[str, when.Condition] = {}
        for literal in literals:
            atom = literal.atom
            if not isinstance(atom, when.FindingIs | when.SumAtom):
                yield item_of(atom), literal
                continue
            for rule in self.pack.rules_for(atom) if self.is_open(literal) else ():
                if self.is_open(rule.when):
                    way = rule.when if literal.positive else rule.when.negated()
                    further.setdefault(rule.id, way)
        for way in further.values():
            yield from self._behind(way)


def written(literal: when.Literal) -> str:
    """Return a fact as a report writes it."""
    return ("not: " if literal.flipped else "") + literal.text
