"""Changed answers, such as `age=40`, -> the answers after the change."""

from __future__ import annotations

from collections.abc import Iterable

from triage.errors import AnswerFault, Fault, Location, did_you_mean, worded
from triage.knowledge.sheet.answers import AnswerReader, how_to_answer, is_blank
from triage.knowledge.yaml.syntax import Mapping, read
from triage.model.answers import Answers, Ticks
from triage.model.item import with_boxes
from triage.model.pack import Pack


def read_changes(texts: Iterable[str], pack: Pack, answers: Answers) -> Answers:
    """Return answers with some changed, each text like `age=40` or `body_signs.fever=yes`.

    Raises:
        AnswerFault: with every fault of the texts.
    """
    faults: list[Fault] = []
    reader = AnswerReader(pack, faults)
    for text in texts:
        where = Location(text)
        name, equals, value = (part.strip() for part in text.partition("="))
        question_id, _, box = name.partition(".")
        question = pack.question.get(question_id)
        if question is None:
            fix = did_you_mean(question_id, pack.question, worded("sheet.write_an_answer"))
            reader.complain("sheet.no_change", where, fix, text=text)
            continue
        if not equals:
            fix = worded("sheet.write_its_answer", question=question_id)
            reader.complain("sheet.no_answer", where, fix, text=text)
            continue
        node, found = read(value, text)
        faults.extend(found)
        if node is None or is_blank(node):
            if not found:
                reader.complain("sheet.no_answer", where, how_to_answer(question), text=text)
            continue
        if box:
            node = Mapping(where, {box: node}, {box: where})
        answer = reader.answer(question, node)
        if isinstance(answer, Ticks) and box:
            answer = with_boxes(question, answers.get(question_id), dict(answer.boxes))
        if answer is not None:
            answers = answers.with_answer(question_id, answer)
    if faults:
        raise AnswerFault(faults)
    return answers
