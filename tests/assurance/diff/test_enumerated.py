"""The comparison agrees with a count of every sheet there is, for packs small enough for one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from tests.assurance.diff.test_diff import difference, pairs
from tests.knowledge.small import small_texts
from tests.knowledge.small import texts as texts_of
from tests.oracle import judge
from tests.strategies import fewer, pack_texts
from triage.errors import PackFault
from triage.knowledge.pack.build import build_pack
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.valuation import Valuation
from triage.resources import rules_folder

MOST = 600
"""Sheets. More would take minutes."""

Pair = tuple[Disposition, Disposition]


# -- every sheet -----------------------------------------------------------------------------------


def answers_to(questions: tuple[Question, ...]) -> list[Answer | None]:
    """Return every answer to a question of two packs: each number, and each way to tick boxes."""
    found: dict[Answer | None, None] = {None: None, UNSURE_ANSWER: None}
    for question in questions:
        if question.span is not None:
            steps = 1 if question.span.whole else 2
            least, most = int(question.span.least * steps), int(question.span.most * steps)
            found |= dict.fromkeys(Decimal(n) / steps for n in range(least, most + 1))
        elif question.kind is not Kind.CHECKLIST:
            found |= dict.fromkeys(question.option_ids)
    boxes = dict.fromkeys(o for q in questions if q.kind is Kind.CHECKLIST for o in q.option_ids)
    for ticks in product((None, *Tick), repeat=len(boxes)):
        given = tuple((o, t) for o, t in zip(boxes, ticks, strict=True) if t is not None)
        if given:
            found[Ticks(given)] = None
    return list(found)


def read(raw: Answer | None, question: Question) -> Answer | None:
    """Return what of an answer a question takes: the rest is not asked, to it."""
    if raw is UNSURE_ANSWER:
        return raw
    if question.kind is Kind.CHECKLIST:
        boxes = raw.boxes if isinstance(raw, Ticks) else ()
        known = tuple(box for box in boxes if box[0] in question.option_ids)
        return Ticks(known) if known else None
    if question.span is not None:
        return raw if isinstance(raw, Decimal) and question.span.admits(raw) else None
    return raw if raw in question.option_ids else None


Asked = Mapping[str, list[Answer | None]]
"""The answers that are tried, by question."""


def by_oracle(pack: Pack, sheet: Answers) -> Disposition:
    """Return the disposition of a sheet, worked out from first principles."""
    return judge(pack, sheet).disposition


def by_evaluator(pack: Pack, sheet: Answers) -> Disposition:
    """Return the disposition of a sheet, ten times as fast."""
    return disposition_of(pack, Valuation(pack, sheet).rules)


Judge = Callable[[Pack, Answers], Disposition]


def moved(old: Pack, new: Pack, asked: Asked, judging: Judge = by_oracle) -> set[Pair]:
    """Return from where to where any sheet moves, judged one by one."""
    return {pair for pair in judged(old, new, asked, judging) if pair[0] != pair[1]}


def judged(old: Pack, new: Pack, asked: Asked, judging: Judge) -> Iterator[Pair]:
    """Yield the dispositions of every sheet in both packs."""
    seen: dict[tuple[str, Answers], Disposition] = {}
    for chosen in product(*asked.values()):
        raw = dict(zip(asked, chosen, strict=True))
        levels = []
        for name, pack in (("old", old), ("new", new)):
            given = {q.id: read(raw.get(q.id), q) for q in pack.questions}
            sheet = Answers({id: answer for id, answer in given.items() if answer is not None})
            if (name, sheet) not in seen:
                seen[name, sheet] = judging(pack, sheet)
            levels.append(seen[name, sheet])
        yield levels[0], levels[1]


def space(old: Pack, new: Pack) -> dict[str, list[Answer | None]]:
    """Return every answer to every question of two packs."""
    return {
        id: answers_to(tuple(p.question[id] for p in (old, new) if id in p.question))
        for id in dict.fromkeys(q.id for p in (old, new) for q in p.questions)
    }


# -- edits -----------------------------------------------------------------------------------------


def edit(draw: Any, content: dict[str, Any]) -> None:
    """Edit a random pack in one place, whether or not that makes a difference or a fault."""
    flags = content["red_flags.yaml"]["rules"]
    questions = content["questions.yaml"]["questions"]
    flag, question = draw(st.sampled_from(flags)), draw(st.sampled_from(questions))
    rules = [rule for file in content.values() for rule in file.get("rules", ())]
    match draw(st.integers(0, 8)):
        case 0:
            urgency = draw(st.integers(0, 4))
            flag["then"] = {**flag["then"], "disposition": DISPOSITION_IDS[urgency]}
            flag["if_unsure"] = DISPOSITION_IDS[draw(st.integers(0, urgency))]
        case 1:
            flag["when"] = draw(st.sampled_from(rules))["when"]
        case 2 if len(flags) > 1:
            flags.remove(flag)
        case 3:
            question.pop("ask_when", None)
        case 4:
            question["ask_when"] = draw(st.sampled_from(rules))["when"]
        case 5 if question["type"] == "number":
            bounds = [{"max": "6"}, {"min": "3"}, {"whole": "no"}]
            question |= draw(st.sampled_from(bounds))
        case 6 if "options" in question:
            question["options"].pop()
        case 7:
            content["pack.yaml"]["baseline"] = draw(st.sampled_from(DISPOSITION_IDS[:2]))
        case _:
            text = json.dumps(content).replace("5 days", "4 days")
            content |= json.loads(text)


@given(st.data())
@fewer
def test_the_pairs_that_move_are_those_of_every_sheet_counted(data: st.DataObject) -> None:
    """No pair of dispositions is missed, and none is made up, whatever was edited."""
    texts = data.draw(pack_texts())
    content = {name: json.loads(text) for name, text in texts.items()}
    for _ in range(data.draw(st.integers(1, 2))):
        edit(data.draw, content)
    old = build_pack(texts, "old")
    try:
        new = build_pack({name: json.dumps(part) for name, part in content.items()}, "new")
    except PackFault:
        assume(False)
    asked = space(old, new)
    assume(prod(len(answers) for answers in asked.values()) <= MOST)
    note("\n".join(f"# {name}\n{text}" for name, text in texts.items() if "coach" not in name))
    note(json.dumps(content["red_flags.yaml"]) + json.dumps(content["questions.yaml"]))
    diff = difference(old, new)
    assert diff.undecided == ()
    assert set(pairs(diff)) == moved(old, new, asked)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("days >= 42 days", "days > 60 days"),
        ("when: urgent includes hot", "when: {all: [urgent includes hot, days < 42 days]}"),
        ("        ask_when: start is fall\n", ""),
        ("disposition: see_doctor}", "disposition: same_day}"),
        ("baseline: self_care", "baseline: see_physio"),
    ],
)
def test_the_starter_pack_moves_as_every_sheet_of_it_does(old: str, new: str) -> None:
    """Sheets of what its red flags look at are judged, with days at and around thresholds."""
    texts = texts_of(rules_folder() / "starter_wrist")
    assert any(old in text for text in texts.values())
    edited = {name: text.replace(old, new) for name, text in texts.items()}
    before, after = build_pack(texts, "old"), build_pack(edited, "new")
    asked = {id: space(before, after)[id] for id in ("urgent", "start", "signs", "days")}
    asked |= {
        "urgent": [None, *(Ticks((("hot", tick),)) for tick in (Tick.YES, Tick.UNSURE))],
        "days": [None, UNSURE_ANSWER, *map(Decimal, (3, 42, 61))],
        "grip": [None, "all_day"],
        "lifting_hurts": [None, "yes"],
    }
    found = difference(before, after)
    assert set(pairs(found)) == moved(before, after, asked, by_evaluator)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("then: {score: run_down, points: 2}", "then: {score: run_down, points: 1}"),
        (
            "disposition: see_doctor, if_unsure: see_physio",
            "disposition: see_physio, if_unsure: self_care",
        ),
        ("when: tired is yes", "when: {any: [tired is yes, place is high]}"),
        (",\n         ask_when: place is low}", "}"),
        ("ask_when: place is low}", "ask_when: place is high}"),
        ("says: you have chills, ", "says: you have the chills, "),
    ],
)
def test_scores_and_boxes_with_a_gate_move_as_every_sheet_does(old: str, new: str) -> None:
    """What weighs signs, and what rules a box out, counts in the comparison as in a result."""
    texts = small_texts()
    assert any(old in text for text in texts.values())
    before = build_pack(texts, "old")
    after = build_pack({name: text.replace(old, new) for name, text in texts.items()}, "new")
    asked = {id: space(before, after)[id] for id in ("place", "signs", "tired")}
    asked["days"] = [None, UNSURE_ANSWER, *map(Decimal, (3, 42))]
    found = difference(before, after)
    assert set(pairs(found)) == moved(before, after, asked, by_evaluator)
    assert bool(found.moves) == ("the chills" not in new)
