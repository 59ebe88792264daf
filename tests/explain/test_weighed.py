"""Explanations of a pack that weighs signs: through sums, and through the gates of boxes."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import answers, fewer
from tests.weighed import answered, weighed
from triage.engine.assess import Engine
from triage.explain.change import smallest_changes
from triage.explain.edits import apply
from triage.explain.names import names_of
from triage.explain.safety_net import safety_net
from triage.explain.statements import About
from triage.explain.why import Why
from triage.explain.why_not import judge
from triage.model.answers import UNSURE_ANSWER, Answers
from triage.model.disposition import Disposition
from triage.model.item import items_with_values
from triage.model.outcome import disposition_of
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.programme.plan import plan
from triage.report.documents.why import explain_why, explain_why_not

PACK = weighed()
ENGINE = Engine(PACK)
OLD = answered(sex="male", age=Decimal(60), signs="fever", night_pain="yes", grip="short")
YOUNG = answered(sex="male", age=Decimal(30), signs="", grip="short", thinner="no")


def edited(answers: Answers, wanted: Disposition) -> list[set[tuple[str, str | None, str]]]:
    """Return the smallest changes that lead somewhere."""
    changes = smallest_changes(ENGINE.assess(answers), wanted)
    assert changes.is_finished
    return [
        {(edit.question.id, edit.option, str(edit.value)) for edit in change.edits}
        for change in changes.found
    ]


def test_a_band_is_argued_from_every_sign_that_counts() -> None:
    """Through the finding behind fever, down to what was answered."""
    (argument,) = Why(ENGINE.assess(OLD)).disposition()
    assert [s.about for s in argument.statements] == [About.SCORE]
    assert [s.words for s in argument.answers] == [
        "you have fever", "it hurts at night", "you are 60 years old"
    ]  # fmt: skip


def test_a_band_that_was_left_unsure_names_what_counts_and_what_is_not_known() -> None:
    """Pain at night and age count; of fever the runner was not sure."""
    signs = {"blueness": "no", "fever": "unsure", "chills": "no", "tremor": "no"}
    unsure = Answers({**OLD.given, **answered(signs=signs).given})
    (flag,) = [f for f in ENGINE.assess(unsure).flags if f.rule.id == "RF-GERMS-04"]
    argued = Why(ENGINE.assess(unsure)).rule(flag.rule)
    assert {(s.name, s.option) for s in argued.answers} == {
        ("night_pain", None), ("age", None), ("signs", "fever")
    }  # fmt: skip


def test_why_not_shows_the_rules_behind_a_score() -> None:
    """Of a band that was not reached, each rule that gives points is judged."""
    verdict = judge(PACK.rule["RF-GERMS-02"], ENGINE.assess(YOUNG).valuation)
    (clause,) = verdict.clauses
    assert clause.truth is Truth.NO
    assert {behind.rule.id for behind in clause.behind} == {
        "SC-UNWELL-01", "SC-NIGHT-01", "SC-OLD-01"
    }  # fmt: skip


def test_the_sign_that_completes_a_band_is_in_the_safety_net() -> None:
    """With fever already there, pain at night alone would raise it by a band."""
    fever = answered(sex="male", age=Decimal(60), signs="fever", night_pain="no", grip="short")
    found = {(a.words, a.disposition) for a in safety_net(ENGINE.assess(fever))}
    assert ("it hurts at night", Disposition.SAME_DAY) in found


def test_a_box_that_does_not_apply_is_not_in_the_safety_net() -> None:
    """A man reads nothing of milk, a woman does."""
    woman = Answers({**YOUNG.given, "sex": "female"})
    assert "milk" not in {alarm.option for alarm in safety_net(ENGINE.assess(YOUNG))}
    assert "milk" in {alarm.option for alarm in safety_net(ENGINE.assess(woman))}


def test_a_change_through_a_score_is_found() -> None:
    """Without any one of the signs that count, the highest band is not reached."""
    assert edited(OLD, Disposition.SEE_DOCTOR) == [
        {("signs", "fever", "no")}, {("night_pain", None, "no")}, {("age", None, "0")}
    ]  # fmt: skip


def test_a_change_through_a_cause_is_found() -> None:
    """A strain is a matter of how long one grips."""
    strained = Answers({**YOUNG.given, "grip": "all_day"})
    assert edited(strained, Disposition.SELF_CARE) == [
        {("grip", None, "short")}, {("grip", None, "hours")}
    ]  # fmt: skip
    assert edited(YOUNG, Disposition.SEE_PHYSIO) == [{("grip", None, "all_day")}]


def test_a_change_that_only_closes_the_gate_of_a_box_is_found() -> None:
    """For someone under fifty a tremor is not asked about."""
    tremor = answered(sex="male", age=Decimal(60), signs="tremor", night_pain="no", grip="short")
    assert {("age", None, "0")} in edited(tremor, Disposition.SELF_CARE)


@given(answers(PACK), st.sampled_from(Disposition))
@fewer
def test_no_smaller_change_than_those_found_would_do(
    given_answers: Answers, wanted: Disposition
) -> None:
    """Trying every set of up to two edits finds none that is smaller, nor one where none was."""
    if given_answers.get("signs") is UNSURE_ANSWER:  # a sheet says so of each box
        unsure = dict.fromkeys(PACK.question["signs"].option_ids, "unsure")
        given_answers = Answers({**given_answers.given, **answered(signs=unsure).given})
    assessment = ENGINE.assess(given_answers)
    if assessment.disposition is wanted:
        return
    changes = smallest_changes(assessment, wanted)
    smallest = changes.size if changes.found else 3
    for size in range(1, min(smallest, 3)):
        assert not any(_leads(assessment.answers, items, wanted) for items in _items(size))


def _items(size: int) -> Any:
    return combinations(items_with_values(PACK), size)


def _leads(before: Answers, items: Any, wanted: Disposition) -> bool:
    for values in product(*(values for _, values in items)):
        edits = frozenset(zip((item for item, _ in items), values, strict=True))
        after = Valuation(PACK, apply(PACK, before, edits))
        if disposition_of(PACK, after.rules) is wanted:
            return True
    return False


@pytest.mark.parametrize(("name", "holds"), [("germs", True), ("no_ibuprofen", True)])
def test_a_score_and_advice_for_safety_can_be_asked_about_by_name(name: str, holds: bool) -> None:
    """Why: the rules that gave points, and those that do not rule the advice out."""
    assessment = ENGINE.assess(OLD)
    explained = explain_why(assessment, plan(assessment, {}), names_of(PACK)[name])
    assert explained["holds"] is holds
    assert explained["arguments"]
    young = ENGINE.assess(YOUNG)
    explained = explain_why_not(young, plan(young, {}), names_of(PACK)[name])
    assert not explained["holds"]
    assert {verdict["truth"] for verdict in explained["verdicts"]} <= {"no", "unknown"}
