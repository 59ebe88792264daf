"""An older pack with the names that the newer one gives its questions, options and exercises.

Only a name that took the place of exactly one other is followed. What was split, merged, retired or
added has no one name to compare it under.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from triage.model.answers import Answer, Answers, Ticks
from triage.model.condition import AnswerAtom, Compare, Includes, Is, Literal
from triage.model.earlier import earlier_versions, names_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.versions import EXERCISE, Name
from triage.model.vignette import Vignette

_NAMED = {
    ("Add", "exercise"),
    ("Cause", "exercises"),
    ("Exercise", "easier"),
    ("Exercise", "harder"),
    ("Exercise", "id"),
    ("Exercise", "variant_of"),
    ("Expectation", "offers"),
    ("Expectation", "withholds"),
}
"""Where the model names an exercise."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The new names, by the old ones; a rule keeps its id for good."""

    whole: Mapping[str, str]  # of questions and exercises
    options: Mapping[Name, str]

    def of(self, thing: Any) -> Any:
        """Return a part of the model in the new names."""
        match thing:
            case Is() | Includes() | Compare():
                return self._atom(thing)
            case Literal():
                atom = self.of(thing.atom)
                return replace(thing, atom=atom, text=self._text(thing.text, thing.atom))
            case Question():
                return self._question(thing)
            case Answers():
                return Answers({self._whole(q): self._answer(q, a) for q, a in thing.given.items()})
            case tuple():
                return tuple(self.of(part) for part in thing)
            case Mapping():
                return {self._key(key): self.of(part) for key, part in thing.items()}
            case _ if is_dataclass(thing) and not isinstance(thing, type):
                kind = type(thing).__name__
                parts = {f.name: getattr(thing, f.name) for f in fields(thing)}
                new = {
                    name: self._names(part) if (kind, name) in _NAMED else self.of(part)
                    for name, part in parts.items()
                }
                changed = {name: part for name, part in new.items() if part != parts[name]}
                return replace(thing, **changed) if changed else thing
        return thing

    def _whole(self, id: str) -> str:
        return self.whole.get(id, id)

    def _option(self, question: str, option: str) -> str:
        return self.options.get((question, option), option)

    def _names(self, ids: Any) -> Any:
        if isinstance(ids, tuple):
            return tuple(self._names(id) for id in ids)
        return ids if ids is None else self.whole.get(EXERCISE + ids, ids)

    def _key(self, key: Any) -> Any:
        """Return what a table is keyed by: exercises, of those that a vignette says were tried."""
        return self.whole.get(EXERCISE + key, key) if isinstance(key, str) else key

    def _atom(self, atom: AnswerAtom) -> AnswerAtom:
        question = self._whole(atom.question)
        if isinstance(atom, Is):
            return Is(question, tuple(self._option(atom.question, o) for o in atom.options))
        if isinstance(atom, Includes):
            return Includes(question, self._option(atom.question, atom.option))
        return replace(atom, question=question)

    def _text(self, text: str, atom: object) -> str:
        """Return what an author wrote, in the new names."""
        if not isinstance(atom, Is | Includes | Compare):
            return text
        id, *rest = re.split(r"(\W+)", text)
        return "".join([self._whole(id), *(self._option(atom.question, word) for word in rest)])

    def _question(self, question: Question) -> Question:
        id = question.id
        options = tuple(
            replace(o, id=self._option(id, o.id), ask_when=self.of(o.ask_when))
            for o in question.options
        )
        return replace(
            question,
            id=self._whole(id),
            options=options,
            ask_when=self.of(question.ask_when),
            absent=question.absent and self._option(id, question.absent),
        )

    def _answer(self, question: str, answer: Answer) -> Answer:
        if isinstance(answer, Ticks):
            return Ticks(tuple((self._option(question, box), tick) for box, tick in answer.boxes))
        return self._option(question, answer) if isinstance(answer, str) else answer


def in_new_names(
    old: Pack, vignettes: Iterable[Vignette], new: Pack
) -> tuple[Pack, tuple[Vignette, ...]]:
    """Return an older pack and its vignettes in the names of a newer version of the pack."""
    renaming = _renaming(old, new)
    if renaming is None:
        return old, tuple(vignettes)
    return renaming.of(old), tuple(renaming.of(vignette) for vignette in vignettes)


def _renaming(old: Pack, new: Pack) -> Renaming | None:
    earlier = earlier_versions(new).get(old.version) if old.id == new.id else None
    if earlier is None:
        return None
    names = [*names_of(old.questions), *((EXERCISE + e.id, None) for e in old.exercises)]
    became = {name: earlier.became(name) for name in names}
    times = Counter(after for names in became.values() for after in names)
    one_for_one = {
        name: after[0] for name, after in became.items() if len(after) == 1 == times[after[0]]
    }
    whole = {
        id: after[0].removeprefix(EXERCISE)
        for (id, option), after in one_for_one.items()
        if option is None and after[1] is None and after[0] != id
    }
    options: dict[Name, str] = {
        (id, option): after[1]
        for (id, option), after in one_for_one.items()
        if option is not None
        and after[1] is not None
        and after[0] == whole.get(id, id)
        and after[1] != option
    }
    return Renaming(whole, options) if whole or options else None
