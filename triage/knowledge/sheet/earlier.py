"""Answers written for an earlier version of the pack, as they were meant then."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.errors import Fault, worded
from triage.knowledge.sheet.answers import AnswerReader, is_blank
from triage.knowledge.yaml.syntax import Mapping, Node, Scalar, Sequence
from triage.model.answers import Answer, Answers
from triage.model.earlier import NOTHING, Earlier, earlier_versions, is_unknown, names_of
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.versions import EXERCISE, Carried, Name

_FORMS = ("", "none", "unsure")


def read_unchecked(
    node: Node | None, earlier: Earlier, faults: list[Fault]
) -> tuple[Answers, tuple[str, ...]]:
    """Return the answers for an earlier version, and the questions whose answer cannot be read.

    What that version admitted is not all known, so an answer that does not fit is no fault.
    """
    given: dict[str, Answer] = {}
    unread = []
    for question, value in AnswerReader(earlier.pack, faults).answered(node):
        if is_blank(value):
            continue
        if is_unknown(question):
            given[question.id] = NOTHING.id
            continue
        wrong: list[Fault] = []
        answer = AnswerReader(earlier.pack, wrong).answer(question, value)
        if wrong:
            unread.append(question.id)
        elif answer is not None:
            given[question.id] = answer
    return Answers(given), tuple(unread)


def version_by_names(answers: Node | None, tried: Node | None, pack: Pack) -> Earlier | None:
    """Return the newest earlier version that has all names of a sheet, if the pack has not."""
    if not pack.versions:
        return None
    exercises = {(EXERCISE + exercise.id, None) for exercise in pack.exercises}
    if _has_all(answers, tried, pack, {*names_of(pack.questions), *exercises}):
        return None
    versions = earlier_versions(pack).values()
    return next((e for e in versions if _has_all(answers, tried, e.pack, e.names)), None)


def carried_words(carried: Carried, version: str) -> tuple[str, ...]:
    """Return what became of the answers of an earlier version, in sentences."""
    said = [
        worded(
            "carried.said" if carried.is_said else "carried.concluded",
            earlier=carried.version,
            version=version,
            count=carried.count,
        )
    ]
    if carried.again:
        said.append(worded("carried.again", names=", ".join(carried.again)))
    if carried.new:
        said.append(worded("carried.new", names=", ".join(carried.new)))
    if carried.dropped:
        dropped = [worded("carried.because", name=n, why=why) for n, why in carried.dropped]
        said.append(worded("carried.dropped", names=", ".join(dropped)))
    return tuple(said)


def _has_all(answers: Node | None, tried: Node | None, pack: Pack, names: Collection[Name]) -> bool:
    """Say whether a version of the pack has every name that a sheet uses."""
    return all(name in names for name in (*_names_in(answers, pack), *_tries_in(tried)))


def _names_in(node: Node | None, pack: Pack) -> Iterator[Name]:
    if not isinstance(node, Mapping):
        return
    for id, value in node.entries.items():
        yield id, None
        question = pack.question.get(id)
        if question is None or is_unknown(question) or not question.options:
            continue
        if question.kind is Kind.CHECKLIST:
            yield from ((id, box) for box in _boxes_in(value) if box not in _FORMS)
        elif question.kind is Kind.CHOICE and isinstance(value, Scalar):
            yield from ((id, word) for word in [value.text] if word not in ("", "unsure"))


def _boxes_in(node: Node) -> list[str]:
    if isinstance(node, Mapping):
        return [*node.entries]
    items = node.items if isinstance(node, Sequence) else [node]
    return [item.text for item in items if isinstance(item, Scalar)]


def _tries_in(node: Node | None) -> Iterator[Name]:
    if isinstance(node, Mapping):
        yield from ((EXERCISE + id, None) for id in node.entries)
