"""What an edit of a pack means: to whom, from what to what, and which way.

Two packs look at one and the same answer sheet. Each counts the answers its own questions admit;
an answer the other pack alone knows is, to it, not asked. The sheets range over the cut points of
both packs. For each pair of dispositions the solver finds a sheet that goes from the one to the
other, or shows that there is none. Shares are counted exactly or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import product
from math import prod
from typing import Any

from triage.assurance.solver.door import Formula, model_of, z3
from triage.assurance.solver.items import Item, cuts_of, items_of
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import witness
from triage.engine.assess import Engine
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.assessment import Assessment
from triage.model.condition import CauseIs, Condition, FindingIs, Includes, Literal
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of, flag_state
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import RedFlag, Rule
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette
from triage.programme.plan import plan

MOST_COUNTED = 200_000
"""Sheets. Counting more would take minutes."""


class Edit(Enum):
    """What became of a rule or a question."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edited:
    """One rule or question of either pack, what became of it, and which parts of it changed."""

    id: str
    edit: Edit
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Sheets that go from one disposition to another: a worked witness, as each pack reads it.

    `count` of all counted sheets do, None where they were not counted.
    """

    before: Disposition
    after: Disposition
    old: Answers
    new: Answers
    count: int | None

    @property
    def is_down(self) -> bool:
        """The edit makes it less urgent."""
        return self.after < self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A vignette of either pack that does not come out as before."""

    vignette: Vignette
    before: Disposition
    after: Disposition
    causes: tuple[tuple[str, str | None, str | None], ...]  # cause, grade before, grade after
    gained: tuple[str, ...]  # exercises
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDiff:
    """All that an edit means. What goes down comes first.

    `space` is the number of sheets over `items`, the answers the edit bears on; `counted` says
    whether each was looked at, everything else left unasked. `undecided` are the pairs the solver
    was given no time for.
    """

    old: Pack
    new: Pack
    rules: tuple[Edited, ...]
    questions: tuple[Edited, ...]
    moves: tuple[Move, ...]
    undecided: tuple[tuple[Disposition, Disposition], ...]
    items: tuple[Item, ...]
    space: int
    counted: bool
    vignettes: tuple[Told, ...]
    told: int  # how many vignettes were compared

    @property
    def lowers(self) -> bool:
        """Somebody is sent less urgently than before, or that could not be ruled out."""
        downs = [move.is_down for move in self.moves]
        downs += [told.after < told.before for told in self.vignettes]
        return any(downs) or any(after < before for before, after in self.undecided)


def compare(
    old: Pack,
    new: Pack,
    vignettes: Sequence[Vignette],
    clock: Callable[[], float],
    seconds: float,
) -> PackDiff:
    """Return what became of the old pack, within a limit of seconds for the solver.

    `vignettes` are the stories of both packs; of two with one id the last counts.
    """
    rules = tuple(_edited(_by_id(old.rules), _by_id(new.rules), _rule_parts))
    questions = tuple(_edited(_by_id(old.questions), _by_id(new.questions), _question_parts))
    cuts = cuts_of(old, new)
    items = _items_behind(old, new, rules, questions)
    values = _values(old, new, cuts)
    space = prod(len(values[item]) for item in items)
    is_counted = space <= MOST_COUNTED
    counts = _count(old, new, {item: values[item] for item in items}) if is_counted else {}
    moves, undecided = _moves(old, new, cuts, clock, clock() + seconds) if items else ((), ())
    return PackDiff(
        old=old,
        new=new,
        rules=rules,
        questions=questions,
        moves=tuple(
            Move(
                before=b, after=a, old=o, new=n, count=counts.get((b, a), 0) if is_counted else None
            )
            for b, a, o, n in moves
        ),
        undecided=undecided,
        items=items,
        space=space,
        counted=is_counted,
        vignettes=_vignettes(old, new, vignettes),
        told=len({vignette.id for vignette in vignettes}),
    )


# -- what was edited ---------------------------------------------------------------------------


def _by_id(things: Sequence[Any]) -> dict[str, Any]:
    return {thing.id: thing for thing in things}


def _edited(
    old: Mapping[str, Any], new: Mapping[str, Any], parts: Callable[[Any], dict[str, object]]
) -> Iterator[Edited]:
    for id in (*old, *(id for id in new if id not in old)):
        if id not in new:
            yield Edited(id, Edit.REMOVED)
        elif id not in old:
            yield Edited(id, Edit.ADDED)
        else:
            before, after = parts(old[id]), parts(new[id])
            changed = tuple(name for name in before if before[name] != after[name])
            if changed:
                yield Edited(id, Edit.CHANGED, changed)


def _rule_parts(rule: Rule) -> dict[str, object]:
    return {
        "when": _bare(rule.when),
        "then": rule.then,
        "because": rule.because,
        "title": rule.title,
        "sources": rule.sources,
        "evidence": rule.strength,
    }


def _question_parts(question: Question) -> dict[str, object]:
    gate = question.ask_when
    return {
        "kind": question.kind,
        "options": question.option_ids,
        "bounds": question.span and (question.span.least, question.span.most, question.span.unit),
        "ask_when": None if gate is None else _bare(gate),
        "text": (question.text, question.help, question.label),
        "words": (question.options, question.span),
    }


def _bare(condition: Condition) -> object:
    """Return a condition without the places its author wrote it at."""
    if isinstance(condition, Literal):
        return condition.atom, condition.positive
    return condition.count, tuple(_bare(part) for part in condition.of)


# -- the answers an edit bears on --------------------------------------------------------------


def _items_behind(
    old: Pack, new: Pack, rules: Sequence[Edited], questions: Sequence[Edited]
) -> tuple[Item, ...]:
    """Return the items of the red flags that an edit can reach, in asking order."""
    edited = {e.id for e in rules if e.edit is not Edit.CHANGED or {"when", "then"} & {*e.parts}}
    asked = {
        e.id for e in questions if e.edit is not Edit.CHANGED or {*e.parts} - {"text", "words"}
    }
    found: dict[Item, None] = {}
    for pack in (old, new):
        for rule, _ in pack.concluding(RedFlag):
            reached, through = _closure(pack, rule)
            if through & edited or {question for question, _ in reached} & asked:
                found |= dict.fromkeys(reached)
    if old.baseline != new.baseline or old.grades != new.grades:
        found |= dict.fromkeys(item for pack in (old, new) for item, _ in items_of(pack))
    order = {item: None for pack in (old, new) for item, _ in items_of(pack)}
    return tuple(item for item in order if item in found)


def _closure(pack: Pack, rule: Rule) -> tuple[set[Item], set[str]]:
    """Return every item a rule hangs on, however far, and every rule on the way."""
    items: set[Item] = set()
    through = {rule.id}
    waiting = [rule.when]
    while waiting:
        for literal in waiting.pop().literals():
            atom = literal.atom
            if isinstance(atom, FindingIs | CauseIs):
                behind = (
                    pack.rules_for_finding(atom.finding)
                    if isinstance(atom, FindingIs)
                    else pack.rules_for_cause(atom.cause)
                )
                waiting += [r.when for r in behind if r.id not in through]
                through |= {r.id for r in behind}
                continue
            item = (atom.question, atom.option if isinstance(atom, Includes) else None)
            gate = pack.question[atom.question].ask_when
            if item not in items and gate is not None:
                waiting.append(gate)
            items.add(item)
    return items, through


# -- one space for two packs -------------------------------------------------------------------


def _own_cuts(
    pack: Pack, cuts: Mapping[str, tuple[Decimal, ...]]
) -> dict[str, tuple[Decimal, ...]]:
    """Return the cuts that lie within a pack's own bounds."""
    own = {}
    for question in pack.questions:
        span = question.span
        if span is not None:
            numbers = cuts[question.id]
            own[question.id] = tuple(n for n in numbers if span.least <= n <= span.most)
    return own


def _values(
    old: Pack, new: Pack, cuts: Mapping[str, tuple[Decimal, ...]]
) -> dict[Item, tuple[Answer | None, ...]]:
    """Return everything each item can be in either pack: not asked, unsure, or a value."""
    found: dict[Item, dict[Answer | None, None]] = {}
    for pack in (old, new):
        for item, values in items_of(pack, _own_cuts(pack, cuts)):
            known = found.setdefault(item, {None: None, UNSURE_ANSWER: None})
            known |= dict.fromkeys(values)
    return {item: tuple(values) for item, values in found.items()}


def admitted(answers: Answers, pack: Pack) -> Answers:
    """Return the answers that a pack's questions admit; the others are not asked, to it."""
    given: dict[str, Answer] = {}
    for id, answer in answers.given.items():
        question = pack.question.get(id)
        if question is None:
            continue
        span = question.span
        if isinstance(answer, Ticks):
            boxes = tuple((o, answer.get(o)) for o in question.option_ids)
            known = tuple((o, tick) for o, tick in boxes if tick is not None)
            if question.kind is Kind.CHECKLIST and known:
                given[id] = Ticks(known)
        elif answer is UNSURE_ANSWER:
            given[id] = answer
        elif isinstance(answer, Decimal):
            if span is not None and span.least <= answer <= span.most:
                given[id] = answer
        elif question.kind is not Kind.CHECKLIST and answer in question.option_ids:
            given[id] = answer
    return Answers({q.id: given[q.id] for q in pack.questions if q.id in given})


def _count(
    old: Pack, new: Pack, values: Mapping[Item, tuple[Answer | None, ...]]
) -> Counter[tuple[Disposition, Disposition]]:
    """Count the sheets over these items, all else not asked, by disposition before and after."""
    judges = [_judge(pack, {question for question, _ in values}) for pack in (old, new)]
    found: Counter[tuple[Disposition, Disposition]] = Counter()
    for chosen in product(*values.values()):
        answers = _sheet(dict(zip(values, chosen, strict=True)))
        before, after = (judge(answers) for judge in judges)
        found[before, after] += 1
    return found


def _judge(pack: Pack, questions: set[str]) -> Callable[[Answers], Disposition]:
    """Return what judges sheets on these questions, looking only at rules that they bear on."""
    moving, resting = [], Valuation(pack, Answers())
    least = pack.baseline
    for rule, then in pack.concluding(RedFlag):
        if {question for question, _ in _closure(pack, rule)[0]} & questions:
            moving.append((rule, then))
        else:
            least = max(least, flag_state(then, resting.rule(rule))[1] or least)

    def judge(answers: Answers) -> Disposition:
        valuation = Valuation(pack, admitted(answers, pack))
        counts = (flag_state(then, valuation.rule(rule))[1] for rule, then in moving)
        return max([least, *(level for level in counts if level is not None)])

    return judge


def _sheet(chosen: Mapping[Item, Answer | None]) -> Answers:
    given: dict[str, Answer] = {}
    boxes: dict[str, list[tuple[str, Tick]]] = {}
    for (question, option), answer in chosen.items():
        if answer is None:
            continue
        if option is None:
            given[question] = answer
        else:
            tick = Tick.UNSURE if answer is UNSURE_ANSWER else Tick(str(answer))
            boxes.setdefault(question, []).append((option, tick))
    return Answers({**given, **{question: Ticks(tuple(b)) for question, b in boxes.items()}})


# -- what moves --------------------------------------------------------------------------------

Found = tuple[Disposition, Disposition, Answers, Answers]


def _moves(
    old: Pack,
    new: Pack,
    cuts: Mapping[str, tuple[Decimal, ...]],
    clock: Callable[[], float],
    ends: float,
) -> tuple[tuple[Found, ...], tuple[tuple[Disposition, Disposition], ...]]:
    """Return a witness for each pair of dispositions, downs first, and the pairs undecided."""
    mine = Sheets(old, cuts=_own_cuts(old, cuts))
    theirs = Sheets(new, cuts=_own_cuts(new, cuts))
    one_value = []
    for item in {**mine.values, **theirs.values}:
        options = {**mine.values.get(item, {}), **theirs.values.get(item, {})}
        unsure = (mine if item in mine.unsure else theirs).unsure[item]
        one_value.append(z3.AtMost(unsure, *options.values(), 1))
    found: list[Found] = []
    undecided = []
    pairs = [(b, a) for b in Disposition for a in Disposition if a != b]
    for before, after in sorted(pairs, key=lambda pair: (pair[1] > pair[0], -pair[0], -pair[1])):
        wanted = (*one_value, _exactly(mine, before), _exactly(theirs, after))
        model = model_of(*wanted, seconds=ends - clock())
        if model is None:
            undecided.append((before, after))
        elif model is not False:
            sheets = _shortened(old, new, witness(mine, model), witness(theirs, model))
            found.append((before, after, *sheets))
    return tuple(found), tuple(undecided)


def _exactly(sheets: Sheets, level: Disposition) -> Formula:
    above = [d for d in Disposition if d > level]
    return z3.And(sheets.at_least(level), *(z3.Not(sheets.at_least(d)) for d in above[:1]))


def _shortened(old: Pack, new: Pack, first: Answers, second: Answers) -> tuple[Answers, Answers]:
    """Return both readings of a sheet, less every answer that neither disposition needs."""

    def both(one: Answers, other: Answers) -> tuple[Disposition, Disposition]:
        return (
            disposition_of(old, Valuation(old, one).rules),
            disposition_of(new, Valuation(new, other).rules),
        )

    wanted = both(first, second)
    for question in {**first.given, **second.given}:
        given = first.get(question), second.get(question)
        boxes = {option for a in given if isinstance(a, Ticks) for option, _ in a.boxes}
        for option in (None, *sorted(boxes)):
            fewer = _less(first, question, option), _less(second, question, option)
            if both(*fewer) == wanted:
                first, second = fewer
    return first, second


def _less(answers: Answers, question: str, option: str | None) -> Answers:
    """Return answers less one, or less one box of it."""
    answer = answers.get(question)
    if option is None or not isinstance(answer, Ticks):
        return answers.without(question) if option is None else answers
    boxes = tuple(box for box in answer.boxes if box[0] != option)
    return answers.with_answer(question, Ticks(boxes)) if boxes else answers.without(question)


# -- vignettes ---------------------------------------------------------------------------------


def _vignettes(old: Pack, new: Pack, vignettes: Sequence[Vignette]) -> tuple[Told, ...]:
    """Return the stories that come out otherwise, those that go down first."""
    if old.digest == new.digest:
        return ()
    engines = Engine(old), Engine(new)
    found = []
    for vignette in {v.id: v for v in vignettes}.values():
        answers = vignette.sheet.answers
        before, after = (e.assess(admitted(answers, e.pack)) for e in engines)
        grades = [{c.cause: c.grade for c in a.causes} for a in (before, after)]
        causes = tuple(
            (cause, grades[0].get(cause), grades[1].get(cause))
            for cause in {**grades[0], **grades[1]}
            if grades[0].get(cause) != grades[1].get(cause)
        )
        had, has = (_offered(a, vignette) for a in (before, after))
        if before.disposition != after.disposition or causes or had != has:
            found.append(
                Told(
                    vignette=vignette,
                    before=before.disposition,
                    after=after.disposition,
                    causes=causes,
                    gained=tuple(e for e in has if e not in had),
                    lost=tuple(e for e in had if e not in has),
                )
            )
    return tuple(sorted(found, key=lambda told: told.after - told.before))


def _offered(assessment: Assessment, vignette: Vignette) -> tuple[str, ...]:
    return tuple(c.exercise.id for c in plan(assessment, vignette.sheet.tried).offered)
