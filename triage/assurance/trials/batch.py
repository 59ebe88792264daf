"""The plain evaluator for many sheets at once: each condition is judged once for all of them.

The worlds of a condition are four bits. Those of n sheets are one whole number, four bits for each
sheet, so that one "and" or "or" joins all sheets. It gives what `Valuation` gives of each sheet, a
hundred times sooner; a property in tests/ holds the two equal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from triage.model.answers import Answer, Answers, Tick, Ticks, Unsure
from triage.model.condition import (
    AnswerAtom,
    Atom,
    Compare,
    Condition,
    FindingIs,
    Is,
    Literal,
    SumAtom,
)
from triage.model.item import Item, item_of, items_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Rule
from triage.model.truth import EITHER, EVERYWHERE, IF_ASKED, IF_UNSURE, NOWHERE, Worlds

Many = int
"""The worlds in which something is true, of every sheet."""


class Batch:
    """Some sheets under one pack."""

    def __init__(self, pack: Pack, sheets: Sequence[Answers]) -> None:
        self.pack = pack
        self._sheets = sheets
        self._one = int("1" * len(sheets) or "0", 16)  # the first world of each sheet
        self._all = self._one * EVERYWHERE
        self._answered: dict[str, dict[Item, dict[str | Decimal, Many]]] = {}
        self._away: dict[Item, Many] = {}
        self._atoms: dict[tuple[Atom, bool], Many] = {}
        self._rules: dict[str, Many] = {}

    def rules(self) -> Iterator[dict[str, Worlds]]:
        """Yield for each sheet the worlds of every rule, in pack order."""
        ids = [rule.id for rule in self.pack.rules]
        of_rules = [self.rule(rule) for rule in self.pack.rules]
        of_sheets = zip(*of_rules, strict=True) if of_rules else [()] * len(self._sheets)
        for worlds in of_sheets:
            yield dict(zip(ids, worlds, strict=True))

    def rule(self, rule: Rule) -> list[Worlds]:
        """Return for each sheet the worlds of one rule."""
        digits = f"{self._rule(rule):0{len(self._sheets)}x}" if self._sheets else ""
        return [_WORLDS[digit] for digit in reversed(digits)]

    def _rule(self, rule: Rule) -> Many:
        if rule.id not in self._rules:
            self._rules[rule.id] = self._judge(rule.when)
        return self._rules[rule.id]

    def _judge(self, condition: Condition) -> Many:
        if isinstance(condition, Literal):
            return self._atom(condition.atom, condition.positive)
        return self._tally(((self._judge(part), 1) for part in condition.of), condition.count)

    def _tally(self, weighed: Iterable[tuple[Many, int]], needed: int) -> Many:
        """Return where the weights of what is true come to as much as is needed."""
        reached = [self._all] + [NOWHERE] * needed
        for worlds, weight in weighed:
            for total in range(needed, 0, -1):
                reached[total] |= reached[max(0, total - weight)] & worlds
        return reached[needed]

    def _atom(self, atom: Atom, positive: bool) -> Many:
        key = (atom, positive)
        if key not in self._atoms:
            self._atoms[key] = self._worlds_of(atom, positive)
        return self._atoms[key]

    def _worlds_of(self, atom: Atom, positive: bool) -> Many:
        if isinstance(atom, FindingIs | SumAtom):
            weighed, needed = self._behind(atom)
            if positive:
                return self._tally(((self._rule(rule), points) for rule, points in weighed), needed)
            denied = [(self._judge(rule.when.negated()), points) for rule, points in weighed]
            too_many = sum(points for _, points in weighed) - needed + 1
            return self._tally(denied, max(0, too_many))
        item = item_of(atom)
        answers, away = self._answers(item), self._ruled_out(item)
        accepted = NOWHERE
        for value, sheets in answers.items():
            if _accepts(atom, value):
                accepted |= sheets
        given = away
        for sheets in answers.values():
            given |= sheets
        unsure = answers.get(_UNSURE, NOWHERE) & ~away
        true = accepted & ~away
        known = true if positive else given & ~(unsure | true)
        unasked = self._all & ~given
        return known | unsure & self._one * IF_UNSURE | unasked & self._one * IF_ASKED

    def _behind(self, atom: FindingIs | SumAtom) -> tuple[tuple[tuple[Rule, int], ...], int]:
        """Return the rules that conclude an atom, each with its weight, and how much it needs."""
        if isinstance(atom, SumAtom):
            return self.pack.tally(atom)
        return tuple((rule, 1) for rule in self.pack.rules_for(atom)), 1

    def _answers(self, item: Item) -> Mapping[str | Decimal, Many]:
        """Return the sheets with each answer to an item."""
        question = item[0]
        if question not in self._answered:
            given: dict[int, tuple[Answer, Many]] = {}  # sheets often share an answer
            for place, sheet in enumerate(self._sheets):
                answer = sheet.get(question)
                if answer is not None:
                    _, before = given.get(id(answer), (answer, NOWHERE))
                    given[id(answer)] = answer, before | EVERYWHERE << 4 * place
            found: dict[Item, dict[str | Decimal, Many]] = defaultdict(lambda: defaultdict(int))
            for answer, sheets in given.values():
                for answered, word in _words(self.pack.question[question], answer):
                    found[answered][word] |= sheets
            self._answered[question] = found
        return self._answered[question].get(item, {})

    def _ruled_out(self, item: Item) -> Many:
        """Return the sheets to which an item does not apply."""
        if item not in self._away:
            away = NOWHERE
            for gate in self.pack.gates(item):
                possible = self._judge(gate) // EITHER & self._one  # not NO: true in some world
                away |= self._all & ~(possible * EVERYWHERE)
            self._away[item] = away
        return self._away[item]


def _accepts(atom: AnswerAtom, value: str | Decimal) -> bool:
    if isinstance(atom, Compare):
        return isinstance(value, Decimal) and atom.accepts(value)
    return value in (atom.options if isinstance(atom, Is) else ("yes",))


def _words(question: Question, answer: Answer) -> Iterator[tuple[Item, str | Decimal]]:
    """Return what an answer says of each item of its question."""
    if isinstance(answer, Ticks):
        for box, tick in answer.boxes:
            yield (
                (question.id, box),
                "yes" if tick is Tick.YES else "no" if tick is Tick.NO else _UNSURE,
            )
    elif isinstance(answer, Unsure):
        for item in items_of(question):
            yield item, _UNSURE
    else:
        yield (question.id, None), answer


_UNSURE = "unsure"
_WORLDS = {f"{worlds:x}": worlds for worlds in range(EVERYWHERE + 1)}
