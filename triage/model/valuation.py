"""What given answers make of a pack: every atom, finding, cause and rule, in the four worlds.

This is the plain evaluator. It answers *why not*, *what if* and *what to ask next*, where many
sheets are judged in a row. The rules that fire for a runner are fired by the engine, which shares
no evaluation code with this module; properties in tests/ hold the two equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cached_property, reduce
from operator import and_, or_

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.condition import (
    Atom,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    SumAtom,
)
from triage.model.dependencies import dependencies_of
from triage.model.item import Item, item_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Evidence, Rule
from triage.model.truth import (
    EACH_WORLD,
    EITHER,
    EVERYWHERE,
    IF_ASKED,
    IF_UNSURE,
    NOWHERE,
    SURE,
    Truth,
    Worlds,
    truth_in,
)


class Standing(Enum):
    """Whether a question, or one box of a checklist, was answered, and if not, why."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"


def standing_of(answer: Answer | None, option: str | None = None) -> Standing:
    """Return the standing of an applicable question or, with `option`, of one box of it."""
    given = answer.get(option) if isinstance(answer, Ticks) and option is not None else answer
    if given is None:
        return Standing.NOT_ASKED
    is_unsure = given is UNSURE_ANSWER or given is Tick.UNSURE
    return Standing.UNSURE if is_unsure else Standing.ANSWERED


_NO_QUESTION: frozenset[str] = frozenset()


class Valuation:
    """The `Facts` of one set of answers under one pack. Values are computed once, when needed.

    `answers` holds what counts: answers to questions and boxes that do not apply are left out.
    `dropped` names those that said more than no, in asking order; a list that is unsure as a whole
    says nothing of any one box.
    """

    def __init__(
        self,
        pack: Pack,
        answers: Answers,
        change: tuple[Valuation, frozenset[Item]] | None = None,
        rules: Mapping[str, Worlds] | None = None,
    ) -> None:
        self._change = change  # what was before, and the items that differ from it
        self.pack = pack
        self.answers = answers
        self._applies: dict[str, Truth] = {}
        self._boxes: dict[Item, Truth] = {}  # of the boxes that have a gate
        self._atoms: dict[tuple[Atom, bool], Worlds] = {}
        self._rules = dict(rules or {})  # what is known of them already
        self._unasked: dict[Atom, frozenset[str]] = {}
        self._decisive: dict[tuple[Atom, bool], frozenset[str]] = {}
        self.dropped = tuple(item for question in pack.questions for item in self._put(question))

    def with_answer(self, item: Item, answer: Answer) -> Valuation:
        """Return the valuation after the answer to one item changed.

        `answer` is the whole answer to its question. Findings and causes that do not depend on the
        item are not judged again.
        """
        answers = self.answers.with_answer(item[0], answer)
        return Valuation(self.pack, answers, (self, frozenset({item})))

    # -- questions -------------------------------------------------------------------------

    def _put(self, question: Question) -> Iterator[Item]:
        """Work out whether a question and its boxes apply; yield the answers that do not count."""
        truth = self._applies[question.id] = self._gate((question.id, None), question.ask_when)
        answer = self.answers.get(question.id)
        if truth is Truth.NO and answer is not None:
            self.answers = self.answers.without(question.id)
            yield question.id, None
        away = set()
        for option in question.options:
            if option.ask_when is not None:
                item = (question.id, option.id)
                self._boxes[item] = self._gate(item, option.ask_when)
                if self._boxes[item] is Truth.NO:
                    away.add(option.id)
        if away and truth is not Truth.NO and isinstance(answer, Ticks):
            kept = Ticks(tuple(box for box in answer.boxes if box[0] not in away))
            if kept.boxes:
                self.answers = self.answers.with_answer(question.id, kept)
            else:
                self.answers = self.answers.without(question.id)
            whole = all(answer.get(box) is Tick.UNSURE for box in question.option_ids)
            for box, tick in answer.boxes:
                if box in away and tick is not Tick.NO and not whole:
                    yield question.id, box

    def _gate(self, item: Item, gate: Condition | None) -> Truth:
        if gate is None:
            return Truth.YES
        if self._change is not None:
            before, changed = self._change
            if changed.isdisjoint(dependencies_of(self.pack).gates(item)):
                return before._boxes[item] if item[1] is not None else before.applies(item[0])
        return truth_in(gate.worlds(self))

    def applies(self, question: str, option: str | None = None) -> Truth:
        """Say whether a question, or a box, applies: UNKNOWN while what it depends on is."""
        return self._applies[question] & self._boxes.get((question, option), Truth.YES)

    def standing(self, question: str, option: str | None = None) -> Standing:
        """Return the standing of a question, or of one box of it."""
        if self.applies(question, option) is Truth.NO:
            return Standing.NOT_APPLICABLE
        return standing_of(self.answers.get(question), option)

    def is_asked(self, question: Question) -> bool:
        """Say whether the question, with every box that applies, has been put to the runner."""
        if isinstance(self.answers.get(question.id), Ticks):
            boxes = (self.standing(question.id, box) for box in question.option_ids)
            return Standing.NOT_ASKED not in boxes
        return question.id in self.answers

    # -- facts -----------------------------------------------------------------------------

    def supports(self, atom: Atom, positive: bool) -> Worlds:
        """Return the worlds in which `atom` (or, when not `positive`, its negation) is true."""
        key = (atom, positive)
        worlds = self._atoms.get(key)
        if worlds is None:
            worlds = self._atoms[key] = self._as_before(atom, positive)
        return worlds

    def _as_before(self, atom: Atom, positive: bool) -> Worlds:
        """Judge an atom, or take over how it was judged when the change cannot bear on it."""
        if self._change is not None and isinstance(atom, FindingIs | SumAtom):
            before, changed = self._change
            if changed.isdisjoint(dependencies_of(self.pack).behind(atom)):
                return before.supports(atom, positive)
        return self._judge(atom, positive)

    def _judge(self, atom: Atom, positive: bool) -> Worlds:
        if isinstance(atom, FindingIs):
            return self._judge_finding(atom.finding, positive)
        if isinstance(atom, SumAtom):
            return self._judge_sum(atom, positive)
        standing = self.standing(*item_of(atom))
        if standing is Standing.UNSURE:
            return IF_UNSURE
        if standing is Standing.NOT_ASKED:
            return IF_ASKED
        is_true = standing is Standing.ANSWERED and self._accepts(atom)
        return EVERYWHERE if is_true == positive else NOWHERE

    def _accepts(self, atom: Is | Includes | Compare) -> bool:
        answer = self.answers.given[atom.question]
        if isinstance(atom, Includes):
            return isinstance(answer, Ticks) and answer.get(atom.option) is Tick.YES
        if isinstance(atom, Compare):
            return isinstance(answer, Decimal) and atom.accepts(answer)
        return answer in atom.options

    def _judge_finding(self, finding: str, positive: bool) -> Worlds:
        rules = self.pack.rules_for_finding(finding)
        if positive:
            return reduce(or_, (self.rule(rule) for rule in rules), NOWHERE)
        return reduce(and_, (rule.when.negated().worlds(self) for rule in rules), EVERYWHERE)

    def _judge_sum(self, atom: SumAtom, positive: bool) -> Worlds:
        rules, needed = self.pack.tally(atom)
        if positive:
            weighed = [(self.rule(rule), points) for rule, points in rules]
        else:  # it is not so once too many are ruled out
            weighed = [(rule.when.negated().worlds(self), points) for rule, points in rules]
            needed = sum(points for _, points in rules) - needed + 1
        return sum(
            world
            for world in EACH_WORLD
            if sum(points for worlds, points in weighed if worlds & world) >= needed
        )

    # -- rules -----------------------------------------------------------------------------

    def rule(self, rule: Rule) -> Worlds:
        """Return the worlds in which the rule's condition is true."""
        worlds = self._rules.get(rule.id)
        if worlds is None:
            worlds = self._rules[rule.id] = rule.when.worlds(self)
        return worlds

    @cached_property
    def rules(self) -> dict[str, Worlds]:
        """The worlds of every rule, in pack order."""
        return {rule.id: self.rule(rule) for rule in self.pack.rules}

    def points(self, cause: str, world: Worlds = SURE) -> int:
        """Return the points a cause has in one world."""
        return sum(
            rule.then.points
            for rule in self.pack.rules_for_cause(cause)
            if isinstance(rule.then, Evidence) and self.rule(rule) & world
        )

    # -- what is open ----------------------------------------------------------------------

    def is_open(self, condition: Condition) -> bool:
        """Say whether a condition is UNKNOWN."""
        worlds = condition.worlds(self)
        return not worlds & SURE and bool(worlds & EITHER)

    def unasked(self, condition: Condition) -> frozenset[str]:
        """Return the questions not asked yet that keep an UNKNOWN condition from being decided."""
        if not self.is_open(condition):
            return frozenset()
        if not isinstance(condition, Literal):
            return _NO_QUESTION.union(*(self.unasked(part) for part in condition.of))
        found = self._unasked.get(condition.atom)
        if found is None:
            found = self._unasked[condition.atom] = self._unasked_behind(condition.atom)
        return found

    def _unasked_behind(self, atom: Atom) -> frozenset[str]:
        if isinstance(atom, FindingIs | SumAtom):
            rules = self.pack.rules_for(atom)
            return _NO_QUESTION.union(*(self.unasked(rule.when) for rule in rules))
        item = item_of(atom)
        if self.standing(*item) is not Standing.NOT_ASKED:
            return _NO_QUESTION
        behind = (self.unasked(gate) for gate in self.pack.gates(item))
        return _NO_QUESTION.union(*behind) | {atom.question}

    def decisive(self, condition: Condition) -> frozenset[str]:
        """Return the questions not asked yet of which a single answer could make it true."""
        if not self.is_open(condition):
            return _NO_QUESTION
        if not isinstance(condition, Literal):
            return self._deciding(((part, 1) for part in condition.of), condition.count)
        key = (condition.atom, condition.positive)
        found = self._decisive.get(key)
        if found is None:
            found = self._decisive[key] = self._decisive_for(condition)
        return found

    def _decisive_for(self, literal: Literal) -> frozenset[str]:
        atom = literal.atom
        if isinstance(atom, SumAtom):
            weighed, needed = self.pack.tally(atom)
            return self._deciding(((rule.when, points) for rule, points in weighed), needed)
        if isinstance(atom, FindingIs):
            rules = self.pack.rules_for(atom)
            parts = [rule.when if literal.positive else rule.when.negated() for rule in rules]
            needed = 1 if literal.positive else len(parts)
            return self._deciding(((part, 1) for part in parts), needed)
        is_unasked = self.standing(*item_of(atom)) is Standing.NOT_ASKED
        return frozenset({atom.question}) if is_unasked else _NO_QUESTION

    def _deciding(self, weighed: Iterable[tuple[Condition, int]], needed: int) -> frozenset[str]:
        """Return the questions that can by one answer each bring the `needed` weight about."""
        missing, reached = needed, Counter[str]()
        for part, weight in weighed:
            if part.worlds(self) & SURE:
                missing -= weight
            reached.update(dict.fromkeys(self.decisive(part), weight))
        return frozenset(question for question, weight in reached.items() if weight >= missing)

    def finding(self, finding: str) -> Truth:
        """Return a finding, completed: YES if a rule concluding it is, NO if all are NO."""
        return truth_in(self.supports(FindingIs(finding), True))
