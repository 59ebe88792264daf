"""Answers as written -> answers that the pack's questions admit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from triage.errors import Fault, Location, did_you_mean, worded
from triage.knowledge.yaml.numbers import MOST_DIGITS, short
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence
from triage.knowledge.yaml.units import converted
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.item import ticks_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question

_QUANTITY = re.compile(r"(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?:\s+(?P<unit>\S.*))?")
_MOST_SHOWN = 20
"""Faults of one list that are shown. A list can have thousands."""

_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_ALL_BOXES = {"none": Tick.NO, "unsure": Tick.UNSURE}


class AnswerReader:
    """Reads answers against a pack's questions and gathers the faults."""

    def __init__(self, pack: Pack, faults: list[Fault]) -> None:
        self.pack = pack
        self.faults = faults

    def complain(
        self, key: str, where: Location, fix: str | None = None, /, **values: object
    ) -> None:
        """Note the fault whose words have that key."""
        self.faults.append(Fault.worded(key, where, fix, **values))

    def answers(self, node: Node | None) -> Answers:
        """Return the answers of a mapping from question to answer."""
        given = {}
        for question, value in self.answered(node):
            answer = self.answer(question, value)
            if answer is not None:
                given[question.id] = answer
        in_order = {q.id: given[q.id] for q in self.pack.questions if q.id in given}
        return Answers(in_order)

    def answered(self, node: Node | None) -> Iterator[tuple[Question, Node]]:
        """Yield the questions of a mapping from question to answer, each with its answer."""
        if node is None or is_blank(node):
            return
        if not isinstance(node, Mapping):
            self.complain("sheet.answers_unclear", node.where)
            return
        for name, value in node.entries.items():
            question = self.pack.question.get(name)
            if question is None:
                fix = did_you_mean(name, self.pack.question, worded("sheet.remove_line"))
                self.complain("sheet.no_question", node.keys[name], fix, name=name)
                continue
            yield question, value

    def answer(self, question: Question, node: Node) -> Answer | None:
        """Return the answer a node gives to a question, or None: not asked, or a fault noted."""
        if is_blank(node):
            return None
        if question.kind is Kind.CHECKLIST:
            return self._ticks(question, node)
        if isinstance(node, Scalar) and node.text == "unsure":
            return UNSURE_ANSWER
        if not isinstance(node, Scalar):
            how = how_to_answer(question)
            self.complain("sheet.one_answer", node.where, how, question=question.id)
            return None
        if question.kind is Kind.NUMBER:
            return self._number(question, node)
        text = YES_NO.get(node.text, node.text) if question.kind is Kind.YES_NO else node.text
        return text if self._is_option(question, text, node.where) else None

    def _is_option(self, question: Question, text: str, where: Location) -> bool:
        if text in question.option_ids:
            return True
        how = how_to_answer(question)
        fix = did_you_mean(text, [*question.option_ids, "unsure"], how)
        self.complain("sheet.not_an_answer", where, fix, text=text, question=question.id)
        return False

    def _number(self, question: Question, node: Scalar) -> Decimal | None:
        span = question.span
        assert span is not None  # a number question has a span
        found = _QUANTITY.fullmatch(node.text.strip())
        written = _plain(found["number"], span.whole) if found else None
        if found is None or written is None:
            self.complain(
                "sheet.not_whole" if span.whole else "sheet.not_a_number",
                node.where,
                how_to_answer(question),
                text=short(node.text),
                question=question.id,
            )
            return None
        if found["unit"] not in (None, span.unit):
            amount = converted(Decimal(found["number"]), found["unit"], span.unit)
            self.complain(
                "sheet.other_unit",
                node.where,
                worded("sheet.write_converted", numbers=amount, note=amount.note)
                if amount
                else worded("sheet.write_in_unit", unit=span.unit),
                question=question.id,
                unit=span.unit,
                said=short(found["unit"]),
            )
            return None
        number = Decimal(written)
        if not span.admits(number):
            self.complain(
                "sheet.out_of_range",
                node.where,
                question=question.id,
                number=number,
                unit=span.unit,
                least=span.least,
                most=span.most,
            )
            return None
        return number

    def _ticks(self, question: Question, node: Node) -> Ticks | None:
        options = question.option_ids
        match node:
            case Scalar(text) if text in _ALL_BOXES:
                return Ticks(tuple((option, _ALL_BOXES[text]) for option in options))
            case Scalar(text):
                fix = how_to_answer(question)
                if text in options:
                    fix = worded("sheet.write_as_list", text=text)
                self.complain("sheet.not_a_list", node.where, fix, text=text, question=question.id)
                return None
            case Sequence():
                return self._ticked(question, node)
        boxes = {}
        for name, value in node.entries.items():
            if not self._is_option(question, name, node.keys[name]) or is_blank(value):
                continue
            word = value.text if isinstance(value, Scalar) else ""
            word = YES_NO.get(word, word)
            if word not in ("yes", "no", "unsure"):
                self.complain("sheet.box_unclear", value.where, name=name, question=question.id)
                continue
            boxes[name] = Tick(word)
        return ticks_of(question, boxes) if boxes else None

    def _ticked(self, question: Question, node: Sequence) -> Ticks | None:
        words = [item.text if isinstance(item, Scalar) else "" for item in node.items]
        if not words:
            self.complain("sheet.empty_list", node.where, question=question.id)
            return None
        alone = [word for word in words if word in _ALL_BOXES]
        if alone and len(words) > 1:
            self.complain("sheet.not_alone", node.where, text=alone[0], question=question.id)
            return None
        if alone:
            return self._ticks(question, node.items[0])
        bad = 0
        for word, item in zip(words, node.items, strict=True):
            bad += not self._is_option(question, word, item.where)
            if bad == _MOST_SHOWN:
                break
        if bad:
            return None
        return Ticks(tuple((o, Tick.YES if o in words else Tick.NO) for o in question.option_ids))


def _plain(number: str, is_whole: bool) -> str | None:
    """Return a number that an answer can be, a whole one without its `.0`."""
    if len(number) > MOST_DIGITS:
        return None
    if not is_whole or "." not in number:
        return number
    whole = _WHOLE.fullmatch(number)
    return whole[1] if whole else None


def is_blank(node: Node) -> bool:
    """Say whether nothing was written: silence, as if the line were not there."""
    return isinstance(node, Scalar) and not node.quoted and node.text in ("", "null", "~")


def how_to_answer(question: Question) -> str:
    """Return how to answer a question, as the fix for an answer it does not admit."""
    if question.span is not None:
        span = question.span
        return worded("sheet.write_number", unit=span.unit, least=span.least, most=span.most)
    listed = _few(question.option_ids)
    if question.kind is Kind.CHECKLIST:
        return worded("sheet.write_list", options=listed)
    return worded("sheet.write_one_of", options=listed)


def _few(options: Iterable[str]) -> str:
    listed = list(options)
    return ", ".join(listed[:8]) + (", …" if len(listed) > 8 else "")
