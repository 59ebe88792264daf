"""What to ask next, and why it still matters: decided from the rules, not from hand-written skips.

A question matters while some answer to it can still change the disposition, the grade of a cause,
the programme or the advice. Because conditions are monotone, what has been decided stays decided:
the set of questions that matter only shrinks, so its size is a true bound on what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from triage.model.answers import Answers
from triage.model.condition import Condition, FindingIs, Includes, Is, Literal, SumAtom
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.outcome import could_reach, disposition_of
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import Add, Advise, Evidence, Finding, Hold, Points, RedFlag, Rule
from triage.model.truth import EACH_WORLD, SURE, Truth, truth_in
from triage.model.valuation import Valuation

_Urgency = tuple[Disposition, int, bool]
_CALM: _Urgency = (Disposition.SELF_CARE, 0, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question worth asking, and what its answer can still change.

    `dispositions` are those an answer could lead to, alone or with others, most urgent first;
    `at_once` is the most urgent it could lead to by itself; `signs` is how many ticked signs speak
    for a rule that would give the most urgent. `causes` are those whose grade it can change;
    `programme` says that it can change which exercises are offered or which advice is given. A
    question is `demanded` if an answer could still raise the disposition, or decides whether such a
    question or a box of it is asked; the others are offered. `left` bounds how many questions of
    its kind, demanded or offered, are left, this one included.
    """

    question: Question
    at_once: Disposition | None
    signs: int
    dispositions: tuple[Disposition, ...]
    causes: tuple[str, ...]
    programme: bool
    demanded: bool
    left: int


def next_ask(pack: Pack, answers: Answers) -> Ask | None:
    """Return the question most worth asking now, or None when none can matter.

    Rule 1: what is demanded comes first. Rule 2: a screen that was begun is gone through. Rule 3:
    the screen that could lead to what is most urgent comes first. Rule 4: of those, the one that
    most signs already speak for: boxes ticked, and choices such as a sudden start. Rule 5: then
    what could lead there by itself. Rule 6: ties go to the pack's asking order. A screen waits
    while the `ask_when` of a question on it, or of a box, is open, and lends the questions that
    decide about it its urgency.
    """
    return best_ask(Valuation(pack, answers))


def best_ask(valuation: Valuation) -> Ask | None:
    """Return what `next_ask` does, where the answers are valued already."""
    pack, asks = valuation.pack, worth_asking(valuation)
    asks = tuple(ask for ask in asks if ask.demanded) or asks
    if not asks:
        return None
    wanted = {ask.question.id for ask in asks}
    screens: dict[int, list[Ask]] = {}
    for ask in asks:
        screens.setdefault(pack.screen[ask.question.id], []).append(ask)

    urgency = {place: max(map(_urgency, screen)) for place, screen in screens.items()}
    lent: dict[str, _Urgency] = {}
    ready = []
    for place, screen in screens.items():
        gates = {gate for ask in screen for gate in _open_gates(ask.question, valuation)} & wanted
        for gate in gates:
            lent[gate] = max(lent.get(gate, _CALM), urgency[place])
        if not gates:
            ready.append(place)

    def rank(place: int) -> tuple[bool, int, int, int, int]:
        put = {ask.question.id for ask in screens[place]}
        is_begun = any(q.id in valuation.answers for q in pack.screens[place] if q.id not in put)
        reach, signs, at_once = max(urgency[place], *(lent.get(id, _CALM) for id in put))
        return not is_begun, -reach, -signs, -at_once, place

    return screens[min(ready or screens, key=rank)][0]


def ask_again(pack: Pack, answers: Answers, question: Question) -> Ask | None:
    """Return what another answer to an answered question could change, None when none could."""
    without = Valuation(pack, answers.without(question.id))
    asks = (ask for ask in worth_asking(without) if ask.question.id == question.id)
    return next(asks, None)


def worth_asking(valuation: Valuation) -> tuple[Ask, ...]:
    """Return every question that still matters, in the pack's asking order."""
    pack = valuation.pack
    worlds = {rule.id: valuation.rule(rule) for rule, _ in pack.concluding(RedFlag)}
    now = disposition_of(pack, worlds)
    levels: dict[str, set[Disposition]] = {}
    signs: dict[str, dict[Disposition, int]] = {}
    at_once: dict[str, Disposition] = {}
    causes: dict[str, set[str]] = {}
    programme: set[str] = set()
    for rule in _mattering(valuation, now):
        unasked = valuation.unasked(rule.when)
        match rule.then:
            case RedFlag(_, level) as then:
                for question in valuation.decisive(rule.when):
                    at_once[question] = max(at_once.get(question, level), level)
                reach = could_reach(then, valuation.rule(rule))
                if reach is None:
                    continue
                count = _signs(rule.when, valuation)
                for question in unasked:
                    levels.setdefault(question, set()).add(reach)
                    most = signs.setdefault(question, {})
                    most[reach] = max(most.get(reach, 0), count)
            case Evidence(cause):
                for question in unasked:
                    causes.setdefault(question, set()).add(cause)
            case _:
                programme |= unasked
    wanted = {*levels, *causes, *programme}
    asked = [
        q for q in pack.questions if q.id in wanted and valuation.applies(q.id) is not Truth.NO
    ]
    demanded = _with_gates(levels, asked, valuation)
    left = Counter(question.id in demanded for question in asked)
    return tuple(
        Ask(
            question=question,
            at_once=at_once.get(question.id),
            signs=max(signs.get(question.id, {}).items(), default=(None, 0))[1],
            dispositions=tuple(sorted(levels.get(question.id, ()), reverse=True)),
            causes=tuple(c.id for c in pack.causes if c.id in causes.get(question.id, ())),
            programme=question.id in programme,
            demanded=question.id in demanded,
            left=left[question.id in demanded],
        )
        for question in asked
    )


def _with_gates(
    questions: Iterable[str], asked: Sequence[Question], valuation: Valuation
) -> frozenset[str]:
    """Return questions, with those of the `asked` that decide about one of them or of its boxes."""
    found = frozenset(questions)
    for question in reversed(asked):  # what decides about a question comes before it
        if question.id in found:
            found |= _open_gates(question, valuation)
    return found


def _mattering(valuation: Valuation, now: Disposition) -> Iterator[Rule]:
    """Return the undecided rules whose conclusion would still change something."""
    pack = valuation.pack
    held = {
        trait
        for rule, then in pack.concluding(Hold)
        if truth_in(valuation.rule(rule)) is Truth.YES
        for trait in then.traits
    }
    for rule in pack.rules:
        if isinstance(rule.then, Finding | Points) or not valuation.is_open(rule.when):
            continue
        if isinstance(rule.then, RedFlag):
            reach = could_reach(rule.then, valuation.rule(rule))
            if reach is not None and reach > now:
                yield rule
        elif now <= HIGHEST_WITH_PROGRAMME and _changes_something(rule, valuation, held):
            yield rule


def _changes_something(rule: Rule, valuation: Valuation, held: set[str]) -> bool:
    match rule.then:
        case Evidence(cause):
            grades = {valuation.pack.grade(valuation.points(cause, world)) for world in EACH_WORLD}
            return len(grades) > 1
        case Hold(traits):
            return not set(traits) <= held
        case Add() | Advise():
            return True
    return False


def _signs(condition: Condition, valuation: Valuation) -> int:
    """Count the ticked boxes and the choices that speak for a condition.

    Behind a finding, or behind a rule that gives points, they are one. Where it hurts is not a
    sign: every rule for that place would have it.
    """
    return sum(_signs_of(literal, valuation) for literal in condition.literals())


def _signs_of(literal: Literal, valuation: Valuation) -> int:
    atom, pack = literal.atom, valuation.pack
    if isinstance(atom, SumAtom):
        rules = [rule for rule in pack.rules_for(atom) if valuation.rule(rule) & SURE]
        return sum(1 for rule in rules if _signs(rule.when, valuation))
    if not (literal.positive and literal.worlds(valuation) & SURE):
        return 0
    if isinstance(atom, FindingIs):
        return int(any(_signs(rule.when, valuation) for rule in pack.rules_for(atom)))
    if isinstance(atom, Is):
        return int(not _is_place(pack.question[atom.question]))
    return int(isinstance(atom, Includes))


def _is_place(question: Question) -> bool:
    return any(option.regions for option in question.options)


def _urgency(ask: Ask) -> _Urgency:
    reach = max(ask.dispositions, default=Disposition.SELF_CARE)
    return reach, ask.signs, ask.at_once is reach


def _open_gates(question: Question, valuation: Valuation) -> frozenset[str]:
    """Return the questions not asked yet that decide whether this one, or a box of it, applies."""
    return frozenset().union(*(valuation.unasked(gate) for gate in question.gates()))
