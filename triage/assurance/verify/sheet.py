"""The sheet of a report, read in the one form in which a report writes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from triage.assurance.verify.tables import number_of
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.item import ticks_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question

LONGEST_NAME = 80
LONGEST_NUMBER = 40


def answers_of(said: Any, pack: Pack) -> Answers:
    """Return the answers that the pack admits; what it does not is found when it is compared."""
    given = said if isinstance(said, dict) else {}
    found = {q.id: _answer(q, given[q.id]) for q in pack.questions if q.id in given}
    return Answers({question: answer for question, answer in found.items() if answer is not None})


def _answer(question: Question, said: Any) -> Answer | None:
    if question.kind is Kind.CHECKLIST:
        boxes = _boxes(question, said)
        return ticks_of(question, boxes) if boxes else None
    if said == "unsure":
        return UNSURE_ANSWER
    if question.span is None:
        return said if said in question.option_ids else None
    try:
        number = Decimal(said) if isinstance(said, str) and len(said) <= LONGEST_NUMBER else None
    except InvalidOperation:
        return None
    is_number = number is not None and number.is_finite() and question.span.admits(number)
    is_whole = number is not None and (not question.span.whole or number == number.to_integral())
    return number if is_number and is_whole else None


def _boxes(question: Question, said: Any) -> dict[str, Tick]:
    if said == "none":
        return dict.fromkeys(question.option_ids, Tick.NO)
    if isinstance(said, list):
        return {option: Tick.YES if option in said else Tick.NO for option in question.option_ids}
    words = {tick.value: tick for tick in Tick}
    boxes = said if isinstance(said, dict) else {}
    return {option: words[word] for option, word in boxes.items() if word in [*words]}


def tried_of(said: Any, pack: Pack) -> dict[str, bool]:
    """Return which exercises of the pack went well."""
    given = said if isinstance(said, dict) else {}
    found = ((e.id, given.get(e.id)) for e in pack.exercises)
    return {exercise: word == "yes" for exercise, word in found if word in ("yes", "no")}


def sheet_row(answers: Answers, tried: dict[str, bool], pack: Pack) -> dict[str, Any]:
    """Return a sheet as a report writes it."""
    given = answers.given
    return {
        "answers": {q.id: _written(q, given[q.id]) for q in pack.questions if q.id in given},
        "tried": {exercise: "yes" if well else "no" for exercise, well in tried.items()},
    }


def _written(question: Question, answer: Answer) -> Any:
    if isinstance(answer, Decimal):
        return number_of(answer)
    if not isinstance(answer, Ticks):
        return "unsure" if answer is UNSURE_ANSWER else answer
    boxes = dict(answer.boxes)
    if [*boxes] != [*question.option_ids] or Tick.UNSURE in boxes.values():
        return {option: tick.value for option, tick in boxes.items()}
    return [option for option, tick in boxes.items() if tick is Tick.YES] or "none"


def runner_of(said: Any) -> str | None:
    """Return a runner as one short line of printable text, None where there is none."""
    is_name = isinstance(said, str) and said.isprintable() and 0 < len(said) <= LONGEST_NAME
    return " ".join(said.split()) or None if is_name else None


def day_of(said: Any) -> date | None:
    """Return the day that a text names, None where it names none."""
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
