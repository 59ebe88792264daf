"""Hypothesis strategies, named like the field: answers, packs, conditions.

A random pack is written out as the texts of its files and read by the real loader, so that
whatever the format can say is what gets tested.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import note, settings
from hypothesis import strategies as st

from tests.author import Author
from triage.knowledge.pack.build import build_pack
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.condition import AtLeast, Compare, Condition
from triage.model.cuts import cut_points
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.truth import Truth
from triage.model.valuation import Valuation

fewer = settings(max_examples=max(1, settings.default.max_examples // 3))
"""For a property of large packs, where one example takes a tenth of a second."""

fewest = settings(max_examples=max(1, settings.default.max_examples // 10))
"""For a property of large packs that builds an engine for each example."""

Draw = Any
NO_ANSWER = None
NO_ANSWERS = Answers()


# -- answers -------------------------------------------------------------------------------------


def numbers_worth_asking(pack: Pack) -> Mapping[str, tuple[Decimal, ...]]:
    """Return for each number question its bounds, its marks, and what is at and around thresholds.

    Between thresholds however close together there is a mark: see `triage.model.cuts`.
    """
    found: dict[str, set[Decimal]] = {}
    for question in pack.questions:
        if question.span is not None:
            found[question.id] = {question.span.least, question.span.most}
            found[question.id].update(cut_points(question, pack))
    conditions = [rule.when for rule in pack.rules]
    conditions += [gate for question in pack.questions for gate in question.gates()]
    for condition in conditions:
        for literal in condition.literals():
            if isinstance(literal.atom, Compare):
                span = pack.question[literal.atom.question].span
                assert span is not None
                step = Decimal(1) if span.whole else Decimal("0.01")
                near = {literal.atom.number + step * places for places in (-1, 0, 1)}
                found[literal.atom.question] |= {number for number in near if span.admits(number)}
    return {question: tuple(sorted(numbers)) for question, numbers in found.items()}


def numbers(question: Question) -> st.SearchStrategy[Decimal]:
    """Any number a question admits, with up to two decimal places where it need not be whole."""
    span = question.span
    assert span is not None
    if span.whole:
        return st.integers(int(span.least), int(span.most)).map(Decimal)
    return st.decimals(span.least, span.most, places=2)


def answer_to(question: Question, numbers: tuple[Decimal, ...] = ()) -> st.SearchStrategy[Answer]:
    """One answer to a question: a value, ticks (perhaps not of every box), or "not sure"."""
    unsure = st.just(UNSURE_ANSWER)
    if question.kind is Kind.NUMBER:
        return st.one_of(st.sampled_from(numbers), unsure)
    if question.kind is not Kind.CHECKLIST:
        return st.one_of(st.sampled_from(question.option_ids), unsure)
    options = question.option_ids
    boxes = st.tuples(*(st.sampled_from([*Tick, NO_ANSWER]) for _ in options))
    one = st.tuples(st.integers(0, len(options) - 1), st.sampled_from([Tick.YES, Tick.UNSURE]))
    return st.one_of(
        one.map(
            lambda it: checklist(
                question, [it[1] if i == it[0] else Tick.NO for i in range(len(options))]
            )
        ),
        boxes.filter(any).map(lambda ticks: checklist(question, ticks)),
        st.sampled_from(Tick).map(lambda t: checklist(question, [t] * len(question.options))),
        unsure,
    )


def checklist(question: Question, ticks: Any) -> Ticks:
    """Return the answer to a checklist, leaving out the boxes that were not asked about."""
    pairs = zip(question.option_ids, ticks, strict=True)
    return Ticks(tuple((option, tick) for option, tick in pairs if tick is not NO_ANSWER))


@st.composite
def answers(
    draw: Draw, pack: Pack, *, but: Answers = NO_ANSWERS, everything: bool = False
) -> Answers:
    """Answers to some of a pack's questions, whether they apply or not.

    Every other runner is well but for a few things, so that mild dispositions come up too. What
    `but` answers stays as it is. With `everything`, no question and no box is left out.
    """
    numbers = numbers_worth_asking(pack)
    odd = st.lists(st.sampled_from(pack.questions).map(lambda q: q.id), max_size=4)
    unlike = draw(st.one_of(st.none(), odd))
    given: dict[str, Answer] = dict(but.given)
    for question in pack.questions:
        is_odd = unlike is None or question.id in unlike
        if question.id in but or (is_odd and not everything and not draw(st.integers(0, 3))):
            continue
        calm = None if is_odd else absent(question)
        given[question.id] = calm or draw(answer_to(question, numbers.get(question.id, ())))
    if everything:
        given = {q: _every_box(pack.question[q], answer) for q, answer in given.items()}
    return Answers(given)


def absent(question: Question) -> Answer | None:
    """Return the answer of someone who does not have what the question asks about."""
    if question.kind is Kind.CHECKLIST:
        return checklist(question, [Tick.NO] * len(question.options))
    if question.kind is Kind.NUMBER:
        return None if question.absent is None else Decimal(question.absent)
    return question.absent or ("no" if question.kind is Kind.YES_NO else None)


def _every_box(question: Question, answer: Answer) -> Answer:
    """Answer "no" to the boxes that were not asked about."""
    if not isinstance(answer, Ticks):
        return answer
    return Ticks(tuple((o, answer.get(o) or Tick.NO) for o in question.option_ids))


def as_asked(pack: Pack, answers: Answers) -> Answers:
    """Return the answers a careful interview could have gathered: none to what may not apply."""
    while True:
        valuation = Valuation(pack, answers)
        kept = {
            question: _where_it_applies(pack.question[question], answer, valuation)
            for question, answer in valuation.answers.given.items()
        }
        asked = Answers(
            {question: answer for question, answer in kept.items() if answer is not None}
        )
        if asked == answers:
            return answers
        answers = asked


def _where_it_applies(question: Question, answer: Answer, valuation: Valuation) -> Answer | None:
    """Return what is left of an answer without what may not apply, None if nothing is."""
    if valuation.applies(question.id) is not Truth.YES:
        return None
    if not isinstance(answer, Ticks):
        return answer
    kept = [box for box in answer.boxes if valuation.applies(question.id, box[0]) is Truth.YES]
    return Ticks(tuple(kept)) if kept else None


# -- packs ---------------------------------------------------------------------------------------


@st.composite
def packs(draw: Draw) -> Pack:
    """A valid pack: questions of every kind, and rules with every conclusion and connective."""
    texts = draw(pack_texts())
    note("\n".join(f"# {name}\n{text}" for name, text in texts.items() if name != "pack.yaml"))
    return build_pack(texts, "random")


@st.composite
def pack_texts(draw: Draw) -> dict[str, str]:
    """The files of a random valid pack, as JSON, which is YAML."""
    files = Author(draw).files()
    return {name: json.dumps(content, indent=1) for name, content in files.items()}


# -- conditions ----------------------------------------------------------------------------------


@st.composite
def conditions(draw: Draw, literals: st.SearchStrategy[Condition], depth: int = 3) -> Condition:
    """A condition over given literals, counts of every size."""
    if not depth or draw(st.booleans()):
        return draw(literals)
    parts = tuple(draw(conditions(literals, depth - 1)) for _ in range(draw(st.integers(1, 3))))
    return AtLeast(draw(st.integers(1, len(parts))), parts)


@st.composite
def tried(draw: Draw, pack: Pack) -> dict[str, bool]:
    """What a runner tried, and whether it went well."""
    return {e.id: draw(st.booleans()) for e in pack.exercises if draw(st.booleans())}
