"""From a firing back to the answers it rests on: the facts that met it, and theirs in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.oracle import Oracle
from triage.model.answers import Answers, Ticks
from triage.model.assessment import Assessment, Firing
from triage.model.condition import AtLeast, CauseIs, Condition, FindingIs, Includes, Literal
from triage.model.pack import Pack
from triage.model.rule import Evidence, Finding, Rule
from triage.model.truth import Truth

Slot = tuple[str, str | None]
"""A question, or one box of a checklist."""


class Citations:
    """Reads one assessment's trace; what no firing says, a NO, it reads off the oracle."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.pack: Pack = assessment.pack
        self.oracle = Oracle(self.pack, assessment.answers)
        self.oracle.inapplicable |= Oracle(self.pack, assessment.answers).inapplicable

    def of(self, firing: Firing) -> frozenset[Slot]:
        """Return the answers that a firing cites, and those that what it cites rests on."""
        literals = [literal for match in firing.matches for literal in match.met_by]
        return frozenset(slot for literal in literals for slot in self._literal(literal, True))

    def _fired(self, rules: Iterable[Rule]) -> list[Firing]:
        firings = [self.assessment.firing(rule.id) for rule in rules]
        return [firing for firing in firings if firing is not None]

    def _literal(self, literal: Literal, sign: bool) -> Iterator[Slot]:
        atom, sign = literal.atom, sign == literal.positive
        if isinstance(atom, FindingIs):
            rules = self.pack.rules_for_finding(atom.finding)
            if sign:
                yield from self.of(self._fired(rules)[0])
            else:
                for rule in rules:
                    yield from self._reasons(rule.when, False)
        elif isinstance(atom, CauseIs):
            points = 0
            firings = self._fired(self.pack.rules_for_cause(atom.cause))
            for firing in sorted(firings, key=lambda firing: -_points(firing.rule)):
                if points < self.pack.grade_points[atom.grade]:
                    points += _points(firing.rule)
                    yield from self.of(firing)
        elif atom.question in self.oracle.inapplicable:
            gate = self.pack.question[atom.question].ask_when
            assert gate is not None  # a question without one always applies
            yield from self._reasons(gate, False)
        else:
            yield atom.question, atom.option if isinstance(atom, Includes) else None

    def _reasons(self, condition: Condition, sign: bool) -> Iterator[Slot]:
        """Return the answers that make a condition YES or, when not `sign`, NO."""
        if isinstance(condition, Literal):
            yield from self._literal(condition, sign)
            return
        needed = condition.count if sign else len(condition.of) - condition.count + 1
        met = [part for part in condition.of if self.oracle.judge(part, sign) is Truth.YES]
        for part in met[:needed]:
            yield from self._reasons(part, sign)


def _points(rule: Rule) -> int:
    assert isinstance(rule.then, Evidence)
    return rule.then.points


def only(answers: Answers, slots: Iterable[Slot]) -> Answers:
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


def _tested(pack: Pack, condition: Condition) -> Iterator[Slot]:
    if isinstance(condition, AtLeast):
        for part in condition.of:
            yield from _tested(pack, part)
        return
    atom = condition.atom
    below: list[Condition] = []
    if isinstance(atom, FindingIs):
        below = [rule.when for rule in pack.rules if rule.then == Finding(atom.finding)]
    elif isinstance(atom, CauseIs):
        below = [rule.when for rule in pack.rules_for_cause(atom.cause)]
    else:
        gate = pack.question[atom.question].ask_when
        below = [] if gate is None else [gate]
        yield atom.question, atom.option if isinstance(atom, Includes) else None
    for part in below:
        yield from _tested(pack, part)
