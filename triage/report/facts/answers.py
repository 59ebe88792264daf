"""Answers as facts: by question, the boxes of a checklist by what was said of them."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from triage.model.pack import Pack
from triage.report.facts.row import picked, row
from triage.report.view.answers import AnswerView, BoxView, SheetView


class BoxFacts(TypedDict, total=False):
    """The boxes of a checklist: those ticked or unsure with their labels, the others by id."""

    yes: dict[str, str]
    unsure: dict[str, str]
    no: list[str]
    not_asked: list[str]


class AnswerFacts(TypedDict):
    """How a question was answered. `boxes` are those that apply, of a checklist that applies.

    `words` say the answer as the runner would; `answer` is an option's label, or a number with
    its unit.
    """

    label: str
    standing: str
    answer: NotRequired[str]
    words: NotRequired[str]
    boxes: NotRequired[BoxFacts]


class SheetFacts(TypedDict):
    """The answers as a sheet, so that the report can be replayed.

    Of a checklist, a list has the boxes that are yes, all others being no; so has `none`.
    """

    answers: dict[str, str | list[str] | dict[str, str]]
    tried: dict[str, str]


def answer_facts(answer: AnswerView) -> dict[str, Any]:
    """Return how a question was answered."""
    applies = answer["standing"] != "not_applicable"
    boxes = _boxes(answer["boxes"]) if applies else None
    return picked(AnswerFacts, answer, boxes=boxes)


def _boxes(boxes: list[BoxView]) -> dict[str, Any]:
    def labels(answer: str | None) -> dict[str, str]:
        return {box["option"]: box["label"] for box in boxes if box["answer"] == answer}

    return row(
        yes=labels("yes"), unsure=labels("unsure"), no=[*labels("no")], not_asked=[*labels(None)]
    )


def sheet_facts(sheet: SheetView, pack: Pack) -> dict[str, Any]:
    """Return a sheet as a runner would write it."""
    boxes = {question.id: len(question.options) for question in pack.questions}
    return {
        "answers": {q: _written(said, boxes[q]) for q, said in sheet["answers"].items()},
        "tried": sheet["tried"],
    }


def _written(said: str | dict[str, str], boxes: int) -> str | list[str] | dict[str, str]:
    if isinstance(said, str) or len(said) < boxes or not {*said.values()} <= {"yes", "no"}:
        return said
    return [option for option, tick in said.items() if tick == "yes"] or "none"
