"""An answer sheet's text -> a Sheet whose every answer the pack's questions admit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from triage.errors import AnswerFault, Fault, Location, did_you_mean, worded
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence, read
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Sheet, Tick, Ticks
from triage.model.pack import Pack
from triage.model.question import Kind, Question

_KEYS = ("runner", "date", "pack", "answers", "tried")
_QUANTITY = re.compile(r"(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?:\s+(?P<unit>\S.*))?")
_YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no"}
_ALL_BOXES = {"none": Tick.NO, "unsure": Tick.UNSURE}
_NAME_LIMIT = 80


def read_sheet(text: str, file: str, pack: Pack) -> Sheet:
    """Return the answer sheet a YAML or JSON text holds.

    Raises:
        AnswerFault: with every fault of the sheet.
    """
    node, faults = read(text, file)
    reader = SheetReader(pack, faults)
    if node is None:
        if not faults:
            reader.complain("sheet.empty", Location(file, 1, 1))
        raise AnswerFault(faults)
    sheet = reader.sheet(node)
    if faults:
        raise AnswerFault(faults)
    return sheet


def read_changes(texts: Iterable[str], pack: Pack, answers: Answers) -> Answers:
    """Return answers with some changed, each text like `age=40` or `body_signs.fever=yes`.

    Raises:
        AnswerFault: with every fault of the texts.
    """
    faults: list[Fault] = []
    reader = SheetReader(pack, faults)
    for text in texts:
        where = Location(text)
        name, equals, value = (part.strip() for part in text.partition("="))
        question_id, _, box = name.partition(".")
        question = pack.question.get(question_id)
        if not equals or question is None:
            fix = worded("sheet.write_its_answer", question=question_id)
            if question is None:
                fix = did_you_mean(question_id, pack.question, worded("sheet.write_an_answer"))
            reader.complain("sheet.no_change", where, fix, text=text)
            continue
        node, found = read(value, text)
        faults.extend(found)
        if node is None or _is_blank(node):
            if not found:
                reader.complain("sheet.no_answer", where, _how_to_answer(question), text=text)
            continue
        if box:
            node = Mapping(where, {box: node}, {box: where})
        answer = reader.answer(question, node)
        if isinstance(answer, Ticks) and box:
            given = answers.get(question_id)
            boxes = {
                **(dict(given.boxes) if isinstance(given, Ticks) else {}),
                **dict(answer.boxes),
            }
            answer = Ticks(tuple((o, boxes[o]) for o in question.option_ids if o in boxes))
        if answer is not None:
            answers = answers.with_answer(question_id, answer)
    if faults:
        raise AnswerFault(faults)
    return answers


class SheetReader:
    """Reads answers against a pack's questions and gathers the faults."""

    def __init__(self, pack: Pack, faults: list[Fault]) -> None:
        self.pack = pack
        self.faults = faults

    def complain(
        self, key: str, where: Location, fix: str | None = None, /, **told: object
    ) -> None:
        self.faults.append(Fault.worded(key, where, fix, **told))

    def sheet(self, node: Node) -> Sheet:
        """Return the sheet a node holds, leaving out what has faults."""
        if not isinstance(node, Mapping):
            self.complain("sheet.not_lines", node.where)
            return Sheet(answers=Answers())
        for key in node.entries:
            if key not in _KEYS:
                fix = did_you_mean(key, _KEYS, worded("sheet.use_only", keys=", ".join(_KEYS)))
                if key in self.pack.question:
                    fix = worded("sheet.move_under_answers")
                self.complain("sheet.no_key", node.keys[key], fix, name=key)
        if "answers" not in node.entries:
            self.complain("sheet.lacks_answers", node.where)
        given = {key: value for key, value in node.entries.items() if not _is_blank(value)}
        pack_id, version = self._made_for(given.get("pack"))
        return Sheet(
            answers=self.answers(given.get("answers")),
            runner=self.runner(given.get("runner")),
            date=self._date(given.get("date")),
            tried=self.tried(given.get("tried")),
            pack_id=pack_id,
            pack_version=version,
        )

    def _made_for(self, node: Node | None) -> tuple[str | None, str | None]:
        if node is None:
            return None, None
        if not isinstance(node, Mapping) or not set(node.entries) <= {"id", "version"}:
            self.complain(
                "sheet.pack_unclear", node.where, id=self.pack.id, version=self.pack.version
            )
            return None, None
        said = {key: v.text for key, v in node.entries.items() if isinstance(v, Scalar)}
        mine = {"id": self.pack.id, "version": self.pack.version}
        for key, value in said.items():
            if value != mine[key]:
                where = node.entries[key].where
                self.complain("sheet.other_pack", where, key=key, said=value, mine=mine[key])
                break
        return said.get("id"), said.get("version")

    def runner(self, node: Node | None) -> str | None:
        """Return a runner's code or name: one short line of printable text."""
        if node is None:
            return None
        text = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
        if not text or len(text) > _NAME_LIMIT or not text.isprintable():
            self.complain("sheet.runner_unclear", node.where, limit=_NAME_LIMIT)
            return None
        return text

    def _date(self, node: Node | None) -> date | None:
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if len(text) != 10:
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.complain("sheet.no_date", node.where, text=text)
            return None

    def tried(self, node: Node | None) -> dict[str, bool]:
        """Return which exercises went well, from a mapping of exercise to yes or no."""
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.complain("sheet.tried_unclear", node.where)
            return {}
        found = {}
        for name, value in node.entries.items():
            if name not in self.pack.exercise:
                fix = did_you_mean(name, self.pack.exercise, worded("sheet.remove_line"))
                self.complain("sheet.no_exercise", node.keys[name], fix, name=name)
            word = _YES_NO.get(value.text) if isinstance(value, Scalar) else None
            if word is None:
                self.complain("sheet.well_or_not", value.where, name=name)
                continue
            found[name] = word == "yes"
        return {e.id: found[e.id] for e in self.pack.exercises if e.id in found}

    # -- answers -----------------------------------------------------------------------------

    def answers(self, node: Node | None) -> Answers:
        """Return the answers of a mapping from question to answer."""
        if node is None or _is_blank(node):
            return Answers()
        if not isinstance(node, Mapping):
            self.complain("sheet.answers_unclear", node.where)
            return Answers()
        given = {}
        for name, value in node.entries.items():
            question = self.pack.question.get(name)
            if question is None:
                fix = did_you_mean(name, self.pack.question, worded("sheet.remove_line"))
                self.complain("sheet.no_question", node.keys[name], fix, name=name)
                continue
            answer = self.answer(question, value)
            if answer is not None:
                given[name] = answer
        in_order = {q.id: given[q.id] for q in self.pack.questions if q.id in given}
        return Answers(in_order)

    def answer(self, question: Question, node: Node) -> Answer | None:
        """Return the answer a node gives to a question, or None: not asked, or a fault noted."""
        if _is_blank(node):
            return None
        if question.kind is Kind.CHECKLIST:
            return self._ticks(question, node)
        if isinstance(node, Scalar) and node.text == "unsure":
            return UNSURE_ANSWER
        if not isinstance(node, Scalar):
            how = _how_to_answer(question)
            self.complain("sheet.one_answer", node.where, how, question=question.id)
            return None
        if question.kind is Kind.NUMBER:
            return self._number(question, node)
        text = _YES_NO.get(node.text, node.text) if question.kind is Kind.YES_NO else node.text
        return text if self._is_option(question, text, node.where) else None

    def _is_option(self, question: Question, text: str, where: Location) -> bool:
        if text in question.option_ids:
            return True
        # an elbow is no misspelt 'lower': only what is very like an answer is offered as one
        how = _how_to_answer(question)
        fix = did_you_mean(text, [*question.option_ids, "unsure"], how, 0.75)
        self.complain("sheet.not_an_answer", where, fix, text=text, question=question.id)
        return False

    def _number(self, question: Question, node: Scalar) -> Decimal | None:
        span = question.span
        assert span is not None  # a number question has a span
        found = _QUANTITY.fullmatch(node.text.strip())
        if found is None or (span.whole and "." in found["number"]):
            self.complain(
                "sheet.not_whole" if span.whole else "sheet.not_a_number",
                node.where,
                _how_to_answer(question),
                text=node.text,
                question=question.id,
            )
            return None
        if found["unit"] not in (None, span.unit):
            self.complain(
                "sheet.other_unit",
                node.where,
                question=question.id,
                unit=span.unit,
                said=found["unit"],
            )
            return None
        number = Decimal(found["number"])
        if not span.least <= number <= span.most:
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
                fix = _how_to_answer(question)
                if text in options:
                    fix = worded("sheet.write_as_list", text=text)
                self.complain("sheet.not_a_list", node.where, fix, text=text, question=question.id)
                return None
            case Sequence():
                return self._ticked(question, node)
        boxes = {}
        for name, value in node.entries.items():
            if not self._is_option(question, name, node.keys[name]) or _is_blank(value):
                continue
            word = value.text if isinstance(value, Scalar) else ""
            word = _YES_NO.get(word, word)
            if word not in ("yes", "no", "unsure"):
                self.complain("sheet.box_unclear", value.where, name=name, question=question.id)
                continue
            boxes[name] = Tick(word)
        return Ticks(tuple((o, boxes[o]) for o in options if o in boxes)) if boxes else None

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
        good = [
            self._is_option(question, word, item.where)
            for word, item in zip(words, node.items, strict=True)
        ]
        if not all(good):
            return None
        return Ticks(tuple((o, Tick.YES if o in words else Tick.NO) for o in question.option_ids))


def _is_blank(node: Node) -> bool:
    """Say whether nothing was written: silence, as if the line were not there."""
    return isinstance(node, Scalar) and not node.quoted and node.text in ("", "null", "~")


def _how_to_answer(question: Question) -> str:
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
