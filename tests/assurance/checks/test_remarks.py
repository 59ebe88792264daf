"""Remarks: what is planted in a sound pack is noticed, and a sound pack earns none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import OTTAWA
from tests.knowledge.small import BODY_MAP
from triage.assurance.checks.readability import unreadable
from triage.assurance.checks.remarks import Topic, overdue, untested, unused
from triage.assurance.trials.trial import try_vignette
from triage.engine.assess import Engine
from triage.knowledge.pack.build import build_pack
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_vignettes

TEXTS = {path.name: path.read_text() for path in OTTAWA.glob("*.yaml")}
SENTENCE = (
    "Considerable epidemiological heterogeneity characterises contemporary musculoskeletal "
    "investigations."
)


def planted(file: str, old: str, new: str) -> Pack:
    """Return the ankle pack with one passage replaced."""
    assert old in TEXTS[file]
    return build_pack({**TEXTS, file: TEXTS[file].replace(old, new, 1)}, "planted")


def test_a_pack_in_order_earns_no_remark(ottawa: Pack) -> None:
    """Where all is used, plain and in time there is nothing to say."""
    assert [*unused(ottawa), *unreadable(ottawa), *overdue(ottawa, ottawa.review_by)] == []


def test_an_exception_past_its_last_day_is_noticed() -> None:
    """On the day itself it is in time; from the day after, a reviewer is asked to look."""
    pack = planted("properties.yaml", "date: 2026-11-29", "date: 2026-11-29\n    until: 2026-12-31")
    last = date(2026, 12, 31)
    assert [*overdue(pack, last)] == []
    (remark,) = overdue(pack, last + timedelta(days=1))
    assert remark.name == "four_steps"
    assert "worse_answers_never_calm ended on 2026-12-31" in remark.what


def test_a_source_that_is_never_cited_is_noticed() -> None:
    """What is defined and never used is named."""
    pack = planted(
        "sources.yaml",
        "sources:\n",
        "sources:\n  UNCITED: {citation: A book, year: 2000, kind: general, read: not_read}\n",
    )
    assert [(r.topic, r.name) for r in unused(pack)] == [(Topic.UNUSED, "UNCITED")]


def test_a_use_that_no_exercise_has_is_noticed() -> None:
    """A pack that names a way to use variants has a variant for it."""
    uses = "uses:\n  - {id: at_desk, way: a way at your desk}\n"
    pack = build_pack({**TEXTS, "exercises.yaml": uses}, "planted")
    assert [(r.topic, r.name) for r in unused(pack)] == [(Topic.UNUSED, "at_desk")]


def test_a_region_that_no_option_marks_is_noticed() -> None:
    """A region of the body map is there for an answer."""
    pack = build_pack({**TEXTS, "body_map.yaml": BODY_MAP}, "planted")
    assert [r.name for r in unused(pack)] == ["chest", "lower_back"]


def test_a_question_no_rule_looks_at_is_noticed() -> None:
    """A question asked for nothing costs a runner's patience."""
    text = TEXTS["questions.yaml"] + (
        "  - {id: colour, type: yes_no, text: Is it red?, label: colour, says: it is red, "
        "denies: it is not red}\n"
    )
    pack = build_pack({**TEXTS, "questions.yaml": text}, "planted")
    assert [r.name for r in unused(pack)] == ["colour"]


def test_a_rule_without_vignettes_is_noticed(ottawa: Pack) -> None:
    """Take every vignette away, and each rule is untested twice over, thresholds too."""
    found = list(untested(ottawa, [], []))
    assert {remark.name for remark in found} >= {rule.id for rule in ottawa.rules}
    assert any("has age at" in remark.what for remark in found)


@pytest.mark.parametrize(("days", "remarks"), [(0, 0), (1, 1)])
def test_a_review_is_overdue_from_the_day_after(ottawa: Pack, days: int, remarks: int) -> None:
    """On its review date a pack is not late yet."""
    today: date = ottawa.review_by + timedelta(days=days)
    assert len(list(overdue(ottawa, today))) == remarks


def test_a_hard_sentence_is_noticed(ottawa: Pack) -> None:
    """A text that a runner of 12 could not read is named with its grade."""
    because = ottawa.rules[0].because
    file = next(name for name, text in TEXTS.items() if because in " ".join(text.split()))
    first = next(line for line in TEXTS[file].splitlines() if line.strip().startswith("because:"))
    indent = first[: len(first) - len(first.lstrip())]
    if first.rstrip().endswith(">"):
        pack = planted(file, first + "\n", f"{first}\n{indent}  {SENTENCE}\n")
    else:
        pack = planted(file, first, f"{indent}because: {SENTENCE}")
    (remark,) = unreadable(pack)
    assert remark.topic is Topic.UNREADABLE
    assert "reading grade" in remark.what


def test_a_question_of_more_than_25_words_is_noticed(ottawa: Pack) -> None:
    """A long question is reported with its number of words."""
    text = ottawa.questions[0].text
    pack = planted("questions.yaml", text, "Is it now? " * 9)
    assert [remark.what for remark in unreadable(pack)] == ["27 words, more than 25"]


@pytest.mark.slow
def test_a_vignette_far_from_a_rule_does_not_just_miss_it(back_pain: Pack) -> None:
    """Of two vignettes that name a rule as silent, only one answer away counts as a near miss."""
    rule = "RF-COMPART-04"
    vignettes = {v.id: v for v in load_vignettes(back_pain) if rule in v.expect.silent}
    engine = Engine(back_pain)

    def misses(vignettes: Iterable[Vignette]) -> bool:
        trials = [try_vignette(engine, vignette) for vignette in vignettes]
        found = untested(back_pain, [], trials)
        return any(r.name == rule and "just misses" in r.what for r in found)

    assert not misses(vignettes.values())
    plain = next(v for v in load_vignettes(back_pain) if v.id == "upper-postural")
    assert misses([replace(plain, expect=replace(plain.expect, silent=(rule,)))])


def test_a_threshold_is_tested_by_vignettes_that_name_its_rule(back_pain: Pack) -> None:
    """Take away the vignettes on RF-AAA-03, and those on other rules do not replace them."""
    named = "RF-AAA-03"
    rest = [
        vignette
        for vignette in load_vignettes(back_pain)
        if named not in (*vignette.expect.fires, *vignette.expect.silent)
    ]
    found = [r for r in untested(back_pain, rest, []) if "no vignette that names it" in r.what]
    assert named in {remark.name for remark in found}
