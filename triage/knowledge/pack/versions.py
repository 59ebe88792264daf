"""versions.yaml: what was renamed, split, merged, retired or added since each earlier version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from triage.errors import did_you_mean
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import RULE_ID, VERSION, Names
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.shape import Field, Listing, Name, Record, Text
from triage.model import versions as model
from triage.model.earlier import exercises_before, names_of, questions_before
from triage.model.question import Kind, Question
from triage.model.versions import EXERCISE, Change, VersionStep, name_of, named

_ID = Name("an id").pattern
_NAME = Name(
    "a question, a question.option, an exercise or a rule",
    rf"({_ID}(\.{_ID})?|{EXERCISE}{_ID}|{RULE_ID.pattern})",
    "leg_signs.numbness, or exercise plank",
)
_BEFORE, _AFTER = ("renamed", "split", "merged", "retired"), ("to", "into", "added")
CHANGE = Record(
    "change",
    {
        "renamed": Field(_NAME, "a name that was another; its answers carry over", False),
        "split": Field(_NAME, 'several took its place: "no" carries over to each', False),
        "merged": Field(
            Listing(_NAME, least=2), "one took their place: yes if any was, no if all were", False
        ),
        "retired": Field(_NAME, "no longer there; its answers are left out", False),
        "added": Field(_NAME, "new: it was not asked before", False),
        "to": Field(_NAME, "the one name that took their place", False),
        "into": Field(Listing(_NAME, least=2), "the names that took its place", False),
        "why": Field(Text(), "why it was retired", False),
    },
    one_of=(
        ("renamed", "to"),
        ("split", "into"),
        ("merged", "to"),
        ("retired", "why"),
        ("added",),
    ),
    noun="kind of change",
)
VERSION_STEP = Record(
    "version",
    {
        "version": Field(VERSION, "the earlier version"),
        "changes": Field(Listing(CHANGE), "what changed up to the version after it"),
    },
)
FILE = PackFile(
    name="versions.yaml",
    shape=Record(
        "versions",
        {
            "versions": Field(
                Listing(VERSION_STEP, least=1),
                "earlier versions whose answers can be read, newest first",
            )
        },
    ),
)


def build_all(
    entries: Iterable[Entry], questions: Collection[Question], version: Written | None, names: Names
) -> tuple[VersionStep, ...]:
    """Return the steps from the pack back to its oldest listed version, newest first."""
    if version is None:
        return ()
    later = _Later(
        version=str(version),
        questions=tuple(questions),
        exercises=names.ids["exercise"],
        ever={*names_of(questions), *((rule, None) for rule in names.ids["rule"])},
    )
    later.ever |= later.exercise_names
    is_whole = names.ids["question"] == {question.id for question in questions}
    is_whole &= not names.lost & {"question", "exercise", "rule"}
    found = []
    for entry in entries:
        if not entry.is_sound:
            return ()
        step = VersionStep(
            version=str(entry["version"]),
            changes=tuple(_change(change) for change in entry["changes"]),
        )
        found.append((entry, step))
    for after, earlier in pairwise([version, *(entry["version"] for entry, _ in found)]):
        _check_order(earlier, after, names)
    faults = len(names.form.faults)
    for entry, step in found if is_whole else ():  # else what seems missing may not have been read
        check = _Check(step, later, names)
        for written, change in zip(entry["changes"], step.changes, strict=True):
            check.change(written, change)
        if len(names.form.faults) > faults:
            break  # what an older version had is not known
        later = later.before(step)
    return tuple(step for _, step in found)


def _change(entry: Entry) -> Change:
    def listed(keys: Iterable[str]) -> tuple[model.Name, ...]:
        return tuple(name_of(str(name)) for _, name in _written(entry, keys))

    why = entry.get("why")
    return Change(before=listed(_BEFORE), after=listed(_AFTER), why=str(why) if why else None)


def _written(entry: Entry, keys: Iterable[str]) -> Iterator[tuple[str, Written]]:
    for key in keys:
        said = entry.get(key, [])
        yield from ((key, name) for name in (said if isinstance(said, list) else [said]))


def _check_order(version: Written, later: Written, names: Names) -> None:
    if _parts(version) >= _parts(later):
        names.fault(
            f"version {version} is not earlier than {later}, the one after it",
            version.where,
            "list earlier versions only, the newest first, each once",
        )


def _parts(version: str) -> list[Decimal]:
    return [Decimal(part) for part in version.split(".")]


@dataclass(kw_only=True)
class _Later:
    """The version that a step leads to, and every name that it or a later one has."""

    version: str
    questions: tuple[Question, ...]
    exercises: frozenset[str]
    ever: set[model.Name]

    @property
    def exercise_names(self) -> set[model.Name]:
        return {(EXERCISE + id, None) for id in self.exercises}

    def before(self, step: VersionStep) -> _Later:
        """Return the version that a sound step begins from."""
        questions = questions_before(self.questions, step.changes)
        earlier = _Later(
            version=step.version,
            questions=questions,
            exercises=exercises_before(self.exercises, step.changes),
            ever={*self.ever, *names_of(questions)},
        )
        earlier.ever |= earlier.exercise_names
        return earlier


class _Check:
    """Faults what the changes of one step cannot mean."""

    def __init__(self, step: VersionStep, later: _Later, names: Names) -> None:
        self.step, self.later, self.names = step, later, names
        self.question = {question.id: question for question in later.questions}
        self.known = [named(name) for name in names_of(later.questions)]
        self.known += [named(name) for name in later.exercise_names]
        self.seen: set[tuple[bool, str]] = set()

    def change(self, entry: Entry, change: Change) -> None:
        """Fault the sort of a change, then its names, then what they are names of."""
        faults = self.names.form.faults
        before = len(faults)
        self._is_of_one_sort(entry, change)
        if len(faults) > before:
            return
        for _, name in _written(entry, _BEFORE):
            self._is_gone(name)
            self._is_once(name, is_before=True)
        for _, name in _written(entry, _AFTER):
            self._is_there(name)
            self._is_once(name, is_before=False)
        if len(faults) == before and change.before:
            self._carries(entry, change)

    def _is_of_one_sort(self, entry: Entry, change: Change) -> None:
        sorts = {_sort(name) for name in (*change.before, *change.after)}
        many = len(change.before) + len(change.after) > 2
        if len(sorts) > 1:
            what, fix = "this change mixes questions with exercises or rules", "write two changes"
        elif sorts == {"rule"} and change.after:
            what, fix = "a rule keeps its id, or is retired", "write {retired: …, why: …}"
        elif sorts == {"exercise"} and many:
            what = "an exercise cannot be split or merged: how one went says nothing of another"
            fix = "write that the old ones are retired and the new ones added"
        else:
            return
        self.names.fault(what, entry.where, fix)

    def _is_gone(self, name: Written) -> None:
        if name_of(name) in self.later.ever:
            self.names.fault(
                f"a version after {self.step.version} has '{name}' too",
                name.where,
                "remove this change, or use a new id for what is there now: ids keep their meaning",
            )

    def _is_there(self, name: Written) -> None:
        if name not in self.known:
            self.names.fault(
                f"there is no '{name}' in version {self.later.version}",
                name.where,
                did_you_mean(name, self.known, "write a name that version has"),
            )

    def _is_once(self, name: Written, *, is_before: bool) -> None:
        if (is_before, name) in self.seen:
            self.names.fault(
                f"another change says {'what became' if is_before else 'the origin'} of '{name}'",
                name.where,
                "write one change for both",
            )
        self.seen.add((is_before, str(name)))

    def _carries(self, entry: Entry, change: Change) -> None:
        """Fault a change whose answers cannot be those of what took its place."""
        is_another = change.is_renamed and change.before[0][1] is None
        for id, option in change.after:
            question = self.question.get(id)
            if question is None:
                continue  # an exercise
            if question.kind is Kind.CHOICE and option is not None:
                self._keeps_its_question(entry, change, question)
            elif option is None and question.kind is not Kind.YES_NO and not is_another:
                self.names.fault(
                    f"answers to '{id}', a {question.kind.value} question, do not follow from this",
                    entry.where,
                    "name each option, or write that the old is retired and the new added",
                )

    def _keeps_its_question(self, entry: Entry, change: Change, question: Question) -> None:
        sources = {id for id, _ in self._of(question.id)}
        for id, option in change.before:
            if option is None or id not in sources:
                self.names.fault(
                    f"'{named((id, option))}' was not an option of '{question.id}'",
                    entry.where,
                    f"name an option of {' or '.join(sorted(sources)) or 'no question'}",
                )

    def _of(self, question: str) -> tuple[model.Name, ...]:
        """Return the questions that a question was, in the version before."""
        for change in self.step.changes:
            if (question, None) in change.after:
                return change.before
        return ((question, None),)


def _sort(name: model.Name) -> str:
    if name[0].startswith(EXERCISE):
        return "exercise"
    return "question" if name[0].islower() else "rule"
