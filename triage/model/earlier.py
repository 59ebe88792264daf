"""An earlier version of a pack, as far as reading its answers needs it, from the pack's own steps.

Rule 1: a name that no step changed has always been there, unless a step says that it was added.
Rule 2: what an earlier question admitted beyond its names, such as its bounds, is not known, so
        its numbers are read whatever they are, and held against the pack when they are carried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from triage.model.pack import Pack
from triage.model.question import Kind, Option, Question
from triage.model.versions import EXERCISE, Change, Name, VersionStep

_ANY = Decimal(10) ** 12

NOTHING = Option(id="?", label="?", says="?")
"""The only option of a question of whose options none is known."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Earlier:
    """An earlier version: its questions and exercises, and the steps from there to the pack.

    `pack` is the pack with the questions of that version and no rules: it reads answers, and
    judges none.
    """

    version: str
    pack: Pack
    exercises: frozenset[str]
    steps: tuple[VersionStep, ...]  # oldest first

    @property
    def names(self) -> frozenset[Name]:
        """Every name of that version."""
        exercises = {(EXERCISE + id, None) for id in self.exercises}
        return frozenset({*names_of(self.pack.questions), *exercises})

    def became(self, name: Name) -> tuple[Name, ...]:
        """Return the names of the pack that took the place of one of that version."""
        names: tuple[Name, ...] = (name,)
        for step in self.steps:
            changes = {before: change for change in step.changes for before in change.before}
            names = tuple(after for each in names for after in _after(each, changes))
        return names


def _after(name: Name, changes: Mapping[Name, Change]) -> tuple[Name, ...]:
    if name in changes:
        return changes[name].after
    whole = changes.get((name[0], None))
    return (name,) if whole is None else tuple((id, name[1]) for id, _ in whole.after)


@lru_cache(maxsize=4)
def earlier_versions(pack: Pack) -> Mapping[str, Earlier]:
    """Return the earlier versions of a pack whose answers it can read, newest first."""
    found: dict[str, Earlier] = {}
    questions: tuple[Question, ...] = pack.questions
    exercises = frozenset(exercise.id for exercise in pack.exercises)
    steps: tuple[VersionStep, ...] = ()
    for step in pack.versions:
        questions = questions_before(questions, step.changes)
        exercises = exercises_before(exercises, step.changes)
        steps = (step, *steps)
        found[step.version] = Earlier(
            version=step.version,
            pack=replace(pack, version=step.version, questions=questions, rules=()),
            exercises=exercises,
            steps=steps,
        )
    return found


def options_of(question: Question) -> tuple[Option, ...]:
    """Return the options that have names: those of a yes/no question have none."""
    return () if question.kind is Kind.YES_NO else question.options


def names_of(questions: Iterable[Question]) -> Iterator[Name]:
    """Yield the names of questions and of their options."""
    for question in questions:
        yield question.id, None
        for option in options_of(question):
            yield question.id, option.id


def exercises_before(exercises: Iterable[str], changes: Iterable[Change]) -> frozenset[str]:
    """Return the exercises of the version before these changes."""
    after = {name for change in changes for name, _ in change.after}
    before = {name for change in changes for name, _ in change.before if name.startswith(EXERCISE)}
    kept = {id for id in exercises if EXERCISE + id not in after}
    return frozenset(kept | {name.removeprefix(EXERCISE) for name in before})


def is_unknown(question: Question) -> bool:
    """Say whether only the name of a question is known, because it was retired."""
    return question.options == (NOTHING,)


def questions_before(
    questions: Iterable[Question], changes: Iterable[Change]
) -> tuple[Question, ...]:
    """Return the questions of the version before these changes."""
    before = _Before()
    came_from = {name: change for change in changes for name in change.after}
    for question in questions:
        whole = came_from.get((question.id, None))
        sources = ((question.id, None),) if whole is None else whole.before
        for id, box in sources:
            if box is not None:
                before.box(id, box, None, Kind.CHECKLIST)
            else:
                before.question(id, question, is_same=whole is None or whole.is_renamed)
        for option in options_of(question):
            change = came_from.get((question.id, option.id))
            if change is None:
                for id, _ in sources:
                    before.box(id, option.id, option, question.kind)
            else:
                for id, box in change.before:
                    kept = option if change.is_renamed else None
                    before.box(id, box, kept, question.kind)
    for change in changes:
        for id, box in change.before if not change.after else ():
            if box is not None:
                before.box(id, box, None, Kind.CHECKLIST)
            elif id.islower() and not id.startswith(EXERCISE):  # a rule's id is in capitals
                before.question(id, None, is_same=False)
    return before.questions()


class _Before:
    """Questions that come together name by name."""

    def __init__(self) -> None:
        self._like: dict[str, Question] = {}
        self._kinds: dict[str, Kind] = {}
        self._options: dict[str, dict[str, Option]] = {}

    def question(self, id: str, like: Question | None, *, is_same: bool) -> None:
        """Note a question; one that `is_same` has the words of another under an earlier name."""
        if like is not None:
            self._kinds.setdefault(id, like.kind)
            if is_same:
                self._like[id] = like
        self._options.setdefault(id, {})

    def box(self, id: str, box: str | None, like: Option | None, kind: Kind) -> None:
        """Note an option of a question, or a yes/no question that became a box."""
        if box is None:
            self._kinds.setdefault(id, Kind.YES_NO)
            self._options.setdefault(id, {})
            return
        self._kinds.setdefault(id, kind)
        words = _words(box)
        option = (
            replace(like, id=box, ask_when=None)
            if like
            else Option(id=box, label=words, says=words)
        )
        self._options.setdefault(id, {})[box] = option

    def questions(self) -> tuple[Question, ...]:
        """Return the questions, each as it can be read."""
        return tuple(self._question(id) for id in self._options)

    def _question(self, id: str) -> Question:
        like, options = self._like.get(id), tuple(self._options[id].values()) or (NOTHING,)
        if like is not None and like.span is not None:
            span = replace(like.span, least=-_ANY, most=_ANY, whole=False)
            return replace(like, id=id, span=span, ask_when=None)
        if like is not None and like.kind is Kind.YES_NO:
            return replace(like, id=id, ask_when=None)
        kind = self._kinds.get(id, Kind.CHOICE)
        if kind is Kind.YES_NO:
            options = tuple(Option(id=said, label=said, says=said) for said in ("yes", "no"))
        if like is not None:
            return replace(like, id=id, options=options, ask_when=None)
        return Question(id=id, kind=kind, text=_words(id), label=_words(id), options=options)


def _words(id: str) -> str:
    return id.replace("_", " ")
