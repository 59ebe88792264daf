"""Remarks on a pack that loads: what is unused, untested, unsourced, hard to read or overdue.

A remark is a value, not an error: the pack works, but a reviewer should look. Each names the
place, what is wrong and how to fix it, like a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from triage.assurance.trials.batch import Batch
from triage.assurance.trials.trial import Trial
from triage.explain.edits import Edits, apply
from triage.model.assessment import Assessment
from triage.model.condition import Compare, FindingIs, Literal, ScoreIs, SumAtom
from triage.model.cuts import edge_of, ruler_of
from triage.model.dependencies import dependencies_of
from triage.model.item import Item, values_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import Advise, Evidence, Hold, RedFlag, Rule
from triage.model.truth import SURE
from triage.model.vignette import Vignette


class Topic(Enum):
    """What a remark is about."""

    UNUSED = "unused"
    UNTESTED = "untested"
    UNREADABLE = "unreadable"
    OVERDUE = "overdue"
    CONFLICT = "conflict"
    LEFT_OUT = "left out"


class Remark(NamedTuple):
    """One thing a reviewer should look at."""

    topic: Topic
    name: str
    what: str
    fix: str
    rules: tuple[str, ...] = ()  # further rules it is about

    def __str__(self) -> str:
        return f"{self.topic.value}: {self.name}: {self.what}\n    fix: {self.fix}"


def remarks_on(
    pack: Pack, vignettes: Sequence[Vignette], trials: Sequence[Trial], today: date
) -> tuple[Remark, ...]:
    """Return every remark on a pack and its vignettes, by topic and then pack order."""
    return (*unused(pack), *untested(pack, vignettes, trials), *overdue(pack, today))


def unused(pack: Pack) -> Iterator[Remark]:
    """Find what is defined and never used."""
    conditions = [rule.when for rule in pack.rules]
    conditions += [gate for question in pack.questions for gate in question.gates()]
    literals = [literal for condition in conditions for literal in condition.literals()]
    yield from _unused_answers(pack, literals)
    tested = {literal.atom.finding for literal in literals if isinstance(literal.atom, FindingIs)}
    concluded = [rule.then for rule in pack.rules]
    groups: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("finding", pack.finding, tested),
        ("suspect", pack.suspect, {t.suspect for t in concluded if isinstance(t, RedFlag)}),
        ("cause", pack.cause, {t.cause for t in concluded if isinstance(t, Evidence)}),
        ("advice item", pack.advice_item, {t.advice for t in concluded if isinstance(t, Advise)}),
        ("trait", pack.trait, {n for t in concluded if isinstance(t, Hold) for n in t.traits}),
        ("source", pack.sources, _cited(pack)),
    )
    for what, names, used in groups:
        for name in names:
            if name not in used:
                yield Remark(Topic.UNUSED, name, f"no rule uses this {what}", "use it or remove it")
    carried = {trait for exercise in pack.exercises for trait in exercise.traits}
    for trait in pack.trait:
        if trait not in carried:
            yield Remark(Topic.UNUSED, trait, "no exercise has this trait", "use it or remove it")
    marked = {region for q in pack.questions for o in q.options for region in o.regions}
    for region in pack.body_map.regions if pack.body_map else ():
        if region.id not in marked:
            what = "no option marks this region"
            yield Remark(Topic.UNUSED, region.id, what, "use it or remove it")
    yield from _unused_signs(pack, literals)
    used_by_exercises = {exercise.use_when for exercise in pack.exercises}
    for use in pack.uses:
        if use not in used_by_exercises:
            yield Remark(Topic.UNUSED, use.id, "no exercise has this use", "use it or remove it")


def _unused_signs(pack: Pack, literals: Sequence[Literal]) -> Iterator[Remark]:
    """Find scores and bands that nothing uses or reaches, and boxes that do not count alone."""
    tested = {literal.atom for literal in literals if isinstance(literal.atom, ScoreIs)}
    for score in pack.scores:
        for band in score.bands:
            atom = ScoreIs(score.id, band.points)
            most = sum(points for _, points in pack.tally(atom)[0])
            name = f"{score.id}.{band.label}"
            if most < band.points:
                what = f"all its rules together give {most} points, and this band needs more"
                yield Remark(Topic.UNUSED, name, what, "add rules, or lower where it begins")
            elif atom not in tested:
                what = "no rule uses this band"
                yield Remark(Topic.UNUSED, name, what, "use it, or remove it")
    items = dependencies_of(pack).items
    seen = frozenset[Item]().union(*(items[rule.id] for rule, _ in pack.concluding(RedFlag)))
    for question in pack.questions:
        boxed = question.kind is Kind.CHECKLIST
        for option in question.options:
            item = question.id, option.id if boxed else None
            if option.alone is not None and item not in seen:
                what = f"it is to reach {option.alone.id} alone, and no red flag looks at it"
                fix = "add a red flag for it, or remove 'alone'"
                yield Remark(Topic.UNUSED, f"{question.id}.{option.id}", what, fix)


def _unused_answers(pack: Pack, literals: Sequence[Literal]) -> Iterator[Remark]:
    used: dict[str, set[str]] = {}
    for literal in literals:
        atom = literal.atom
        if isinstance(atom, FindingIs | SumAtom):
            continue
        options = getattr(atom, "options", None) or (getattr(atom, "option", ""),)
        used.setdefault(atom.question, set()).update(options)
    for question in pack.questions:
        if question.id not in used:
            yield Remark(
                Topic.UNUSED, question.id, "no rule looks at this question", "use it or remove it"
            )
            continue
        if question.kind.value != "checklist":
            continue
        for option in question.option_ids:
            if option not in used[question.id]:
                yield Remark(
                    Topic.UNUSED,
                    f"{question.id}.{option}",
                    "no rule looks at this box",
                    "use it or remove it",
                )


def _cited(pack: Pack) -> set[str]:
    things: list[Iterable[str]] = [rule.sources for rule in pack.rules]
    things += [cause.sources for cause in pack.causes]
    things += [item.sources for item in pack.advice]
    things += [exercise.sources for exercise in pack.exercises]
    return {key for keys in things for key in keys}


def untested(
    pack: Pack, vignettes: Sequence[Vignette], trials: Sequence[Trial]
) -> Iterator[Remark]:
    """Find rules that no vignette fires, none just misses, or (red flags) no threshold tests.

    A vignette just misses a rule that it names under `silent` and that one other answer would fire.
    """
    fired = {rule for trial in trials for rule in trial.judged.fired}
    silent: dict[str, list[Assessment]] = {}
    for trial in trials:
        for named in trial.vignette.expect.silent:
            silent.setdefault(named, []).append(trial.judged)
    for rule in pack.rules:
        if rule.id not in fired:
            yield Remark(Topic.UNTESTED, rule.id, "no vignette makes it fire", "add one that does")
        if not any(_just_misses(rule, found) for found in silent.get(rule.id, ())):
            yield Remark(
                Topic.UNTESTED,
                rule.id,
                "no vignette just misses it",
                "add one where one other answer would fire it, and name the rule under 'silent'",
            )
    yield from _untested_thresholds(pack, vignettes)


def _just_misses(rule: Rule, found: Assessment) -> bool:
    pack, answers = found.pack, found.answers
    if found.valuation.rule(rule) & SURE:
        return False
    edited = [apply(pack, answers, edit) for edit in _edits(rule, pack)]
    return any(worlds & SURE for worlds in Batch(pack, edited).rule(rule))


def _edits(rule: Rule, pack: Pack) -> Iterator[Edits]:
    """Return each change of a single answer that the rule could see."""
    for item in sorted(dependencies_of(pack).items[rule.id], key=str):
        for value in values_of(pack.question[item[0]], pack):
            yield frozenset({(item, value)})


def _untested_thresholds(pack: Pack, vignettes: Sequence[Vignette]) -> Iterator[Remark]:
    tried: dict[tuple[str, str], set[Decimal]] = {}
    for vignette in vignettes:
        for rule in (*vignette.expect.fires, *vignette.expect.silent):
            for id, answer in vignette.sheet.answers.given.items():
                if isinstance(answer, Decimal):
                    tried.setdefault((rule, id), set()).add(answer)
    for flag, atom in _red_flag_thresholds(pack):
        question = pack.question[atom.question]
        missing = _untried(atom, question, pack, tried.get((flag.id, question.id), set()))
        if missing:
            assert question.span is not None  # only number questions are compared
            yield Remark(
                Topic.UNTESTED,
                flag.id,
                f"no vignette that names it has {question.id} at {', '.join(missing)} "
                f"{question.span.unit}",
                f"add one on each side of the threshold {atom.number}",
            )


def _untried(atom: Compare, question: Question, pack: Pack, tried: set[Decimal]) -> list[str]:
    """Return the numbers on either side of a threshold that no vignette has.

    Whole numbers are the nearest ones; of others, any number of the stretch will do.
    """
    ruler, edge = ruler_of(question, pack), edge_of(atom)
    if edge not in ruler.edges:
        return []  # no number lies between this threshold and the next
    above = ruler.edges.index(edge)
    marks = ruler.marks[max(0, above - 1) : above + 1]
    if question.span is not None and question.span.whole:
        nearest = (ruler.marks[above] - 1, ruler.marks[above])
        return [str(n) for n in nearest if question.span.admits(n) and n not in tried]
    reached = {ruler.representative(number) for number in tried}
    return [f"{mark} or beside it" for mark in marks if mark not in reached]


def _red_flag_thresholds(pack: Pack) -> Iterator[tuple[Rule, Compare]]:
    for rule, _ in pack.concluding(RedFlag):
        atoms = dict.fromkeys(literal.atom for literal in rule.when.literals())
        for atom in atoms:
            if isinstance(atom, Compare):
                yield rule, atom


def overdue(pack: Pack, today: date) -> Iterator[Remark]:
    """Say so when the pack's review date, or the last day of an exception, has passed."""
    if today > pack.review_by:
        yield Remark(
            Topic.OVERDUE, pack.id, f"the review was due by {pack.review_by}", "review the pack"
        )
    for exception in pack.exceptions:
        if exception.until is not None and today > exception.until:
            yield Remark(
                Topic.OVERDUE,
                exception.item,
                f"the exception to {exception.property} ended on {exception.until}",
                "change the rules so that it is not needed, or review it again",
            )


_PLACEHOLDER = re.compile(r"\{[^}]*\}")


def sentence(text: str) -> str:
    """Return a text as a sentence, so that its reading grade can be measured."""
    text = _PLACEHOLDER.sub("10", " ".join(text.split()))
    return text if text.endswith((".", "?", "!")) else f"{text}."
