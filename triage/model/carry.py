"""Answers of an earlier version of a pack -> its own answers, as far as they map.

Rule 1: nothing is guessed. What does not follow from an answer was not asked, and is never "no".
Rule 2: merged parts are yes if any was, no if all were; of split parts, only "no" says something.
Rule 3: what no longer fits, such as a number outside new bounds, must be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum

from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks, Unsure
from triage.model.earlier import Earlier
from triage.model.item import ticks_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.versions import EXERCISE, Carried, Change, Name, VersionStep, named


class Unasked(Enum):
    """Why nothing is known of a name: its answer does not map, or it is new."""

    AGAIN = "again"
    NEW = "new"


Said = str | Decimal | Unsure | Unasked
"""What is known of a name: an option's id, a number, yes or no for a box, or why nothing is."""

_BOXES: dict[Said, Tick] = {"yes": Tick.YES, "no": Tick.NO, UNSURE_ANSWER: Tick.UNSURE}
_WORDS: dict[Tick, Said] = {tick: word for word, tick in _BOXES.items()}


def carry(
    answers: Answers,
    tried: Mapping[str, bool],
    earlier: Earlier,
    pack: Pack,
    unread: Iterable[str] = (),
) -> tuple[Answers, dict[str, bool], Carried]:
    """Return the answers and tries of an earlier version as this pack has them.

    `unread` are questions whose answers could not be read: they must be asked again.
    """
    said: dict[Name, Said] = dict(_said(answers, earlier.pack.question))
    for id in unread:
        said |= dict.fromkeys(_names(earlier.pack.question[id]), Unasked.AGAIN)
    said |= {(EXERCISE + id, None): "yes" if well else "no" for id, well in tried.items()}
    dropped: dict[str, str] = {}
    for step in earlier.steps:
        said = _moved(said, step, dropped)
    again: list[str] = []
    new: list[str] = []
    given: dict[str, Answer] = {}
    for question in pack.questions:
        answer, asked = _settled(question, said)
        if answer is not None:
            given[question.id] = answer
        for name, why in asked:
            (new if why is Unasked.NEW else again).append(named(name))
    kept = {e.id: said.get((EXERCISE + e.id, None)) for e in pack.exercises}
    return (
        Answers(given),
        {id: word == "yes" for id, word in kept.items() if word in ("yes", "no")},
        Carried(
            version=earlier.version,
            count=len(given),
            again=tuple(again),
            new=tuple(new),
            dropped=tuple(dropped.items()),
        ),
    )


def _said(answers: Answers, questions: Mapping[str, Question]) -> Iterator[tuple[Name, Said]]:
    for id, answer in answers.given.items():
        if isinstance(answer, Ticks):
            yield from (((id, box), _WORDS[tick]) for box, tick in answer.boxes)
        else:
            yield from ((name, answer) for name in _names(questions[id]))


def _names(question: Question) -> list[Name]:
    """Return what is answered of a question: itself or, of a checklist, its boxes."""
    boxes = question.option_ids if question.kind is Kind.CHECKLIST else (None,)
    return [(question.id, box) for box in boxes]


def _moved(
    said: Mapping[Name, Said], step: VersionStep, dropped: dict[str, str]
) -> dict[Name, Said]:
    """Return what is known by the names after a step, and note what it dropped."""
    found: dict[Name, Said] = {}
    became = {name: change for change in step.changes for name in change.before}
    chosen = {
        name: became[name[0], word]
        for name, word in said.items()
        if name[1] is None and isinstance(word, str) and (name[0], word) in became
    }
    for name, change in chosen.items():
        found |= _choice(name, change, became, dropped)
    for change in step.changes:
        parts = {name: said[name] for name in change.before if name in said and name not in chosen}
        if not change.before:
            found |= dict.fromkeys(change.after, Unasked.NEW)
        elif parts and not change.after:
            _drop(parts, change, dropped)
        elif parts:
            value = _together([said.get(name) for name in change.before], change)
            found |= dict.fromkeys(change.after, value)
    for name, value in said.items():
        if name in became or name in chosen:
            continue
        whole = became.get((name[0], None)) if name[1] is not None else None
        if whole is None:
            found.setdefault(name, value)
        elif whole.is_renamed:
            found.setdefault((whole.after[0][0], name[1]), value)
        elif not whole.after:
            _drop({(name[0], None): value}, whole, dropped)
    return found


def _choice(
    name: Name, change: Change, became: Mapping[Name, Change], dropped: dict[str, str]
) -> dict[Name, Said]:
    """Return what is known of a choice whose option changed."""
    if len(change.after) == 1:
        question, option = change.after[0]
        return {(question, None): option or Unasked.AGAIN}
    if not change.after:
        _drop(change.before, change, dropped)
    whole = became.get(name)
    return {whole.after[0] if whole and whole.after else name: Unasked.AGAIN}


def _drop(names: Iterable[Name], change: Change, dropped: dict[str, str]) -> None:
    dropped |= {named(name): change.why or "" for name in names}


def _together(parts: Sequence[Said | None], change: Change) -> Said:
    """Return what the parts of a change say of each name that took their place."""
    if change.is_renamed and parts[0] is not None:
        return parts[0]
    if change.is_split:
        return "no" if parts[0] == "no" else Unasked.AGAIN
    if "yes" in parts:
        return "yes"
    if not set(parts) <= {"no", UNSURE_ANSWER}:
        return Unasked.AGAIN
    return UNSURE_ANSWER if UNSURE_ANSWER in parts else "no"


def _settled(
    question: Question, said: Mapping[Name, Said]
) -> tuple[Answer | None, list[tuple[Name, Unasked]]]:
    """Return the answer to a question, if any, and what of it must be asked."""
    whole: Name = (question.id, None)
    names = [whole, *((question.id, option) for option in question.option_ids)]
    asked = [(name, why) for name in names if isinstance(why := said.get(name), Unasked)]
    known = {name: word for name in names if not isinstance(word := said.get(name), Unasked | None)}
    if question.kind is Kind.CHECKLIST:
        boxes = {name[1]: _BOXES[w] for name, w in known.items() if name[1] and w in _BOXES}
        if whole in known:
            asked.append((whole, Unasked.AGAIN))
        ticks = ticks_of(question, {box: tick for box, tick in boxes.items() if box})
        return (ticks if ticks.boxes else None), asked
    word = known.get(whole)
    if word is not None and _fits(question, word):
        return word, asked
    return None, [*asked, (whole, Unasked.AGAIN)] if known else asked


def _fits(question: Question, answer: Answer) -> bool:
    """Say whether a question admits an answer."""
    if answer is UNSURE_ANSWER:
        return True
    if question.span is None:
        return answer in question.option_ids
    return isinstance(answer, Decimal) and question.span.admits(answer)
