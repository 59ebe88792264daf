"""The rules of a pack, judged anew for some answers: what holds, and what is still open.

This shares the nouns of the model with what wrote a report, and no reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.model import condition as when
from triage.model.answers import UNSURE_ANSWER, Answer, Tick, Ticks
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Evidence, RedFlag, Rule

World = tuple[bool, bool]  # whether what is unsure, and what was not asked, is taken as true
WORLDS = SURE, UNSURE, UNASKED, EITHER = (False, False), (True, False), (False, True), (True, True)
STANDINGS: dict[Any, str] = {None: "not_asked", UNSURE_ANSWER: "unsure", Tick.UNSURE: "unsure"}


class Judge:
    """Some answers under one pack. What was judged once is not judged again."""

    def __init__(self, pack: Pack, answers: Mapping[str, Answer]) -> None:
        self.pack, self.answers = pack, answers
        self.judged: dict[Any, Any] = {}

    def standing(self, question: str, option: str | None = None) -> tuple[str, Any]:
        """Return how a question or a box was answered, and the answer."""
        if not self.applies(question, option):
            return "not_applicable", None
        answer = self.counted(question)
        said = answer.get(option) if isinstance(answer, Ticks) and option else answer
        return STANDINGS.get(said, "answered"), said

    def counting(self) -> dict[str, Answer]:
        """Return the answers that count: those to questions and boxes that apply, or may."""
        found = ((question, self.counted(question)) for question in self.answers)
        return {question: answer for question, answer in found if answer is not None}

    def counted(self, question: str) -> Answer | None:
        """Return what counts of the answer to a question, None where nothing does."""
        answer = self.answers.get(question) if self.applies(question) else None
        if isinstance(answer, Ticks):
            boxes = tuple(box for box in answer.boxes if self.applies(question, box[0]))
            return Ticks(boxes) if boxes else None
        return answer

    def dropped(self) -> list[str]:
        """Return the answers that do not count, by their names.

        A box has one if it was ticked, or left unsure when the rest of its list was not.
        """
        found = []
        for question, answer in self.answers.items():
            if not self.applies(question):
                found.append(question)
            elif isinstance(answer, Ticks):
                said = [box for box, tick in answer.boxes if tick is not Tick.NO]
                ticks = {answer.get(box) for box in self.pack.question[question].option_ids}
                if ticks != {Tick.UNSURE}:
                    away = (box for box in said if not self.applies(question, box))
                    found += [f"{question}.{box}" for box in away]
        return found

    def applies(self, question: str, option: str | None = None) -> bool:
        """Say whether a question, or one box of it, applies, or may."""
        key = question, option
        if key not in self.judged:
            asked = self.pack.question[question]
            gates = (asked.ask_when, asked.option(option).ask_when if option else None)
            self.judged[key] = all(g is None or self.holds(g, EITHER) for g in gates)
        return bool(self.judged[key])

    def holds(self, condition: when.Condition, world: World) -> bool:
        """Say whether a condition is true in a world."""
        if isinstance(condition, when.AtLeast):
            missing = condition.count
            for part in condition.of:
                missing -= self.holds(part, world)
                if not missing:
                    return True
            return False
        atom, positive = condition.atom, condition.positive
        if isinstance(atom, when.FindingIs):
            return self.concluded(atom.finding, positive, world)
        if isinstance(atom, when.SumAtom):
            taken = world if positive else (not world[0], not world[1])  # points only ever add up
            weighed, needed = self.pack.tally(atom)
            enough = sum(given for rule, given in weighed if self.fires(rule, taken)) >= needed
            return enough == positive
        standing, answer = self.standing(atom.question, getattr(atom, "option", None))
        if standing in ("unsure", "not_asked"):
            return world[standing == "not_asked"]
        if isinstance(atom, when.Compare):
            return (standing == "answered" and atom.accepts(answer)) == positive
        return (answer in getattr(atom, "options", [Tick.YES])) == positive

    def concluded(self, finding: str, positive: bool, world: World) -> bool:
        """Say whether some rule concludes a finding in a world, or whether all are ruled out."""
        key = finding, positive, world
        if key not in self.judged:
            rules = self.pack.rules_for_finding(finding)
            if positive:
                self.judged[key] = any(self.fires(rule, world) for rule in rules)
            else:
                self.judged[key] = all(self.holds(rule.when.negated(), world) for rule in rules)
        return bool(self.judged[key])

    def fires(self, rule: Rule, world: World) -> bool:
        """Say whether a rule fires in a world."""
        if (rule.id, world) not in self.judged:
            self.judged[rule.id, world] = self.holds(rule.when, world)
        return bool(self.judged[rule.id, world])

    def points(self, cause: str, world: World) -> int:
        """Return the points the rules that fire give a cause."""
        met = (r.then for r in self.pack.rules_for_cause(cause) if self.fires(r, world))
        return sum(then.points for then in met if isinstance(then, Evidence))

    def met_by(self, condition: when.Condition) -> tuple[when.Literal, ...]:
        """Return the facts that meet a condition, no more than it needs."""
        if isinstance(condition, when.Literal):
            return (condition,) if self.holds(condition, SURE) else ()
        met = [facts for part in condition.of if (facts := self.met_by(part))][: condition.count]
        return tuple(f for facts in met for f in facts) if len(met) == condition.count else ()

    def is_open(self, condition: when.Condition) -> bool:
        """Say whether a condition is neither so nor not so."""
        return self.holds(condition, EITHER) and not self.holds(condition, SURE)

    def counts(self, rule: Rule, then: RedFlag) -> Disposition | None:
        """Return what a red flag makes of the disposition now, None where it does not count."""
        if self.fires(rule, SURE):
            return then.disposition
        return then.if_unsure if self.fires(rule, UNSURE) else None

    def reach(self, rule: Rule, then: RedFlag) -> Disposition | None:
        """Return what a red flag could make of it once all is asked, None where it is ruled out."""
        if not self.fires(rule, EITHER):
            return None
        is_sure = self.fires(rule, SURE) or self.fires(rule, UNASKED)
        return then.disposition if is_sure else then.if_unsure

    def levels(self) -> tuple[Disposition, Disposition]:
        """Return the disposition now, and the most urgent that it could become."""
        flags = self.pack.concluding(RedFlag)
        now = [level for flag in flags if (level := self.counts(*flag)) is not None]
        then = [level for flag in flags if (level := self.reach(*flag)) is not None]
        disposition = max([self.pack.baseline, *now])
        return disposition, max([disposition, *then])
