"""From a firing back to the answers it rests on: the facts that met it, and theirs in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.oracle import Oracle
from triage.model.answers import Answers, Ticks
from triage.model.assessment import Assessment, Firing
from triage.model.condition import AtLeast, Condition, FindingIs, Literal, SumAtom
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.model.truth import Truth


class Citations:
    """Reads one assessment's trace; what no firing says, a NO, it reads off the oracle."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.pack: Pack = assessment.pack
        self.oracle = Oracle(self.pack, assessment.answers)
        self.oracle.inapplicable |= Oracle(self.pack, assessment.answers).inapplicable

    def of(self, firing: Firing) -> frozenset[Item]:
        """Return the answers that a firing cites, and those that what it cites rests on."""
        literals = [literal for match in firing.matches for literal in match.met_by]
        return frozenset(slot for literal in literals for slot in self._literal(literal, True))

    def _fired(self, rules: Iterable[Rule]) -> list[Firing]:
        firings = [self.assessment.firing(rule.id) for rule in rules]
        return [firing for firing in firings if firing is not None]

    def _literal(self, literal: Literal, sign: bool) -> Iterator[Item]:
        atom, sign = literal.atom, sign == literal.positive
        if isinstance(atom, FindingIs):
            rules = self.pack.rules_for_finding(atom.finding)
            if sign:
                yield from self.of(self._fired(rules)[0])
            else:
                for rule in rules:
                    yield from self._reasons(rule.when, False)
        elif isinstance(atom, SumAtom):
            weighed, missing = self.pack.tally(atom)
            for rule, points in sorted(weighed, key=lambda pair: -pair[1]):
                firing = self.assessment.firing(rule.id)
                if firing is not None and missing > 0:
                    missing -= points
                    yield from self.of(firing)
        elif item_of(atom) in self.oracle.inapplicable:
            gates = self.pack.gates(item_of(atom))
            closed = next(gate for gate in gates if self.oracle.judge(gate, False) is Truth.YES)
            yield from self._reasons(closed, False)
        else:
            yield item_of(atom)

    def _reasons(self, condition: Condition, sign: bool) -> Iterator[Item]:
        """Return the answers that make a condition YES or, when not `sign`, NO."""
        if isinstance(condition, Literal):
            yield from self._literal(condition, sign)
            return
        needed = condition.count if sign else len(condition.of) - condition.count + 1
        met = [part for part in condition.of if self.oracle.judge(part, sign) is Truth.YES]
        for part in met[:needed]:
            yield from self._reasons(part, sign)


def only(answers: Answers, slots: Iterable[Item]) -> Answers:
    """Return the answers to these questions and boxes, as if nothing else had been asked."""
    slots = frozenset(slots)
    kept = {}
    for question, answer in answers.given.items():
        if isinstance(answer, Ticks):
            boxes = tuple((box, tick) for box, tick in answer.boxes if (question, box) in slots)
            if boxes:
                kept[question] = Ticks(boxes)
        elif (question, None) in slots:
            kept[question] = answer
    return Answers(kept)


def tests_each_answer_once(pack: Pack, rule: Rule) -> bool:
    """Say whether a rule, with all it depends on, looks at no question or box in two places."""
    slots = list(_tested(pack, rule.when))
    return len(set(slots)) == len(slots)


def _tested(pack: Pack, condition: Condition) -> Iterator[Item]:
    if isinstance(condition, AtLeast):
        for part in condition.of:
            yield from _tested(pack, part)
        return
    atom = condition.atom
    if isinstance(atom, FindingIs | SumAtom):
        below = tuple(rule.when for rule in pack.rules_for(atom))
    else:
        below = pack.gates(item_of(atom))
        yield item_of(atom)
    for part in below:
        yield from _tested(pack, part)
