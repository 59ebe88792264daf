"""Scores, bands and boxes that nothing uses, and thresholds that nothing tests, are noticed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from triage.assurance.checks.remarks import untested, unused
from triage.model.condition import Compare, Includes, Literal, ScoreIs
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import Points
from triage.model.score import Band, Score
from triage.resources import rules_folder
from triage.store.packs import load_pack


@pytest.fixture(scope="module")
def wrist() -> Pack:
    return load_pack(rules_folder() / "starter_wrist")


def scored(pack: Pack, points: int, *, is_used: bool) -> Pack:
    """Return a pack with a score that one rule gives 2 points, and a band from so many on."""
    rule = pack.rules[0]
    band = Band(points=points, label="several signs", says="you have several signs")
    atom = ScoreIs("weighed", points)
    rules = [replace(rule, id="SC-1", then=Points("weighed", 2), order=900)]
    if is_used:
        rules.append(replace(rule, id="SC-2", when=Literal(atom, True, "score"), order=901))
    score = Score(id="weighed", label="signs", bands=(band,))
    return replace(pack, scores=(*pack.scores, score), rules=(*pack.rules, *rules))


@pytest.mark.parametrize(
    ("points", "is_used", "words"),
    [
        (2, True, None),
        (2, False, "no rule uses this band"),
        (3, True, "all its rules together give 2 points"),
    ],
)
def test_a_band_that_nothing_uses_or_reaches_is_noticed(
    wrist: Pack, points: int, is_used: bool, words: str | None
) -> None:
    """A band is there for a rule, and its points can be reached."""
    before = set(unused(wrist))
    found = [r.what for r in unused(scored(wrist, points, is_used=is_used)) if r not in before]
    assert len(found) == (words is not None)
    assert all(what.startswith(words or "") for what in found)


def test_a_box_that_is_to_count_alone_has_a_red_flag(back_pain: Pack) -> None:
    """A declaration that no rule follows is noticed before the proof of it fails."""
    question = next(q for q in back_pain.questions if q.kind is Kind.CHECKLIST)
    alone = replace(question.options[0], alone=Disposition.SAME_DAY)
    changed = replace(question, options=(alone, *question.options[1:]))
    questions = tuple(changed if q is question else q for q in back_pain.questions)
    atom = Includes(question.id, alone.id)
    rules = tuple(
        rule
        for rule in back_pain.rules
        if all(literal.atom != atom for literal in rule.when.literals())
    )
    names = [r.name for r in unused(replace(back_pain, questions=questions, rules=rules))]
    assert names.count(f"{question.id}.{alone.id}") == 2  # unused, and not alone either
    whole = replace(back_pain, questions=questions)
    assert f"{question.id}.{alone.id}" not in [r.name for r in unused(whole)]


def _always_asked(question: Question) -> Question:
    options = tuple(replace(option, ask_when=None) for option in question.options)
    return replace(question, ask_when=None, options=options)


@pytest.mark.parametrize(
    ("operator", "whole", "said"),
    [
        (">=", True, "41, 42"),
        ("<", True, "41, 42"),
        (">", True, "42, 43"),
        ("<=", True, "42, 43"),
        (">=", False, "0 or beside it, 42 or beside it"),
        (">", False, "0 or beside it, 43 or beside it"),
    ],
)
def test_a_threshold_is_tested_on_either_side(
    back_pain: Pack, operator: str, whole: bool, said: str
) -> None:
    """Where numbers are whole, by the nearest; where not, by any number of the stretch."""
    question = next(
        q for q in back_pain.questions if q.span is not None and q.span.admits(Decimal(42))
    )
    assert question.span is not None
    span = replace(question.span, whole=whole, least=Decimal(0))
    atom = Compare(question.id, operator, Decimal(42))
    flag = next(r for r in back_pain.rules if r.id.startswith("RF-"))
    pack = replace(
        back_pain,
        questions=tuple(replace(q, span=span) if q is question else q for q in back_pain.questions),
        rules=(replace(flag, when=Literal(atom, True, "n")),),
        promises=(),
    )
    pack = replace(pack, questions=tuple(_always_asked(q) for q in pack.questions))
    (remark,) = [r for r in untested(pack, [], []) if "no vignette that names it" in r.what]
    assert f"{question.id} at {said} " in remark.what
