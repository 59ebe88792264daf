"""Answers: what was answered, what was not asked, and the sheet that replays the report."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from triage.explain.statements import number_text, words_for
from triage.interview.next import worth_asking
from triage.model.answers import UNSURE_ANSWER, Answer, Sheet, Tick, Ticks
from triage.model.item import Item
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.truth import Truth
from triage.model.valuation import Standing, Valuation, standing_of


class QuestionView(TypedDict):
    """A question by its id, full text and short label."""

    id: str
    text: str
    label: str


class DroppedView(TypedDict):
    """What was answered and does not apply: a question, or a box as `question.box`."""

    id: str
    label: str


class AnswerView(TypedDict):
    """One question as it was answered.

    `standing` is answered, unsure, not_asked or not_applicable; `boxes` are those of a checklist
    that apply, or may;
    `is_fixed` says that it cannot newly come about (age, history).
    """

    question: str
    label: str
    text: str
    is_fixed: bool
    standing: str
    answer: str | None
    words: str | None
    boxes: list[BoxView]


class BoxView(TypedDict):
    """One box of a checklist: `answer` is yes, no, unsure or None for not asked."""

    option: str
    label: str
    answer: str | None


class SheetView(TypedDict):
    """The answers as a sheet, so that the report can be replayed."""

    answers: dict[str, str | dict[str, str]]
    tried: dict[str, str]


class UnaskedView(TypedDict):
    """A question that was not asked. `reason` is open, could_not_matter or does_not_apply."""

    question: str
    label: str
    reason: str


def answer_view(question: Question, valuation: Valuation) -> AnswerView:
    """Return one question as it was answered."""
    answer = valuation.answers.get(question.id)
    standing = valuation.standing(question.id)
    boxes: list[BoxView] = []
    if question.kind is Kind.CHECKLIST:
        ticks = answer if isinstance(answer, Ticks) else Ticks(())
        for option in question.options:
            if valuation.applies(question.id, option.id) is Truth.NO:
                continue
            tick = ticks.get(option.id)
            boxes.append(
                {
                    "option": option.id,
                    "label": option.label,
                    "answer": tick.value if tick else None,
                }
            )
        if boxes and all(box["answer"] == "unsure" for box in boxes):
            standing = Standing.UNSURE
    return {
        "question": question.id,
        "label": question.label,
        "text": question.text,
        "is_fixed": question.fixed,
        "standing": standing.value,
        "answer": _answer_text(question, answer),
        "words": words_for(question, answer),
        "boxes": boxes,
    }


def unasked_view(valuation: Valuation) -> list[UnaskedView]:
    """Return the questions that were not asked, each with the reason."""
    mattering = {ask.question.id for ask in worth_asking(valuation)}
    unasked: list[UnaskedView] = []
    for question in valuation.pack.questions:
        standing = valuation.standing(question.id)
        if standing is Standing.NOT_APPLICABLE:
            reason = "does_not_apply"
        elif standing is Standing.NOT_ASKED:
            reason = "open" if question.id in mattering else "could_not_matter"
        else:
            continue
        unasked.append({"question": question.id, "label": question.label, "reason": reason})
    return unasked


def question_view(question: Question) -> QuestionView:
    """Return a question by its id, text and label."""
    return {"id": question.id, "text": question.text, "label": question.label}


def dropped_view(item: Item, pack: Pack) -> DroppedView:
    """Return what was answered and does not apply, by its own label."""
    return {"id": ".".join(part for part in item if part), "label": pack.label_of(item)}


def sheet_view(sheet: Sheet, pack: Pack) -> SheetView:
    """Return the answers as they would be written on a sheet, in the pack's order."""
    given, tried = sheet.answers.given, sheet.tried
    return {
        "answers": {q.id: sheet_answer(given[q.id]) for q in pack.questions if q.id in given},
        "tried": {e.id: "yes" if tried[e.id] else "no" for e in pack.exercises if e.id in tried},
    }


def sheet_answer(answer: Answer) -> str | dict[str, str]:
    """Return an answer as it would be written on a sheet."""
    if isinstance(answer, Ticks):
        return {option: tick.value for option, tick in answer.boxes}
    if isinstance(answer, Decimal):
        return number_text(answer)
    return "unsure" if answer is UNSURE_ANSWER else str(answer)


def answer_line(question: Question, answer: Answer | None) -> dict[str, object]:
    """Return one answer as a line of a summary: its label, whether it was answered, and the answer.

    `doubts` are the boxes of a checklist that the runner was not sure of.
    """
    said: list[str] = []
    doubts: list[str] = []
    standing = standing_of(answer)
    if isinstance(answer, Ticks):
        said = [o.label for o in question.options if answer.get(o.id) is Tick.YES]
        doubts = [o.label for o in question.options if answer.get(o.id) is Tick.UNSURE]
        if len(doubts) == len(question.options):
            standing = Standing.UNSURE
    elif (text := _answer_text(question, answer)) is not None:
        said = [text]
    return {"label": question.label, "standing": standing.value, "said": said, "doubts": doubts}


def _answer_text(question: Question, answer: Answer | None) -> str | None:
    if isinstance(answer, Decimal) and question.span is not None:
        return f"{number_text(answer)} {question.span.unit}"
    if isinstance(answer, str):
        return question.option(answer).label
    return None
