"""What answers make of questions: asked or not, applicable or not, and what is then open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import small_pack
from tests.strategies import answer_to, answers, numbers_worth_asking, packs
from triage.model.answers import UNSURE_ANSWER, Answers, Tick, Ticks
from triage.model.assessment import FlagState
from triage.model.condition import CauseIs, Compare, FindingIs, Includes, Is, Literal, any_of
from triage.model.disposition import Disposition
from triage.model.outcome import could_reach, disposition_of, flag_state, flags_of
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import RedFlag
from triage.model.truth import (
    EITHER,
    EVERYWHERE,
    IF_ASKED,
    IF_UNSURE,
    NOWHERE,
    UNASKED,
    UNSURE,
    Truth,
    Worlds,
)
from triage.model.valuation import Standing, Valuation

NUMBER_AFTER_YES_NO = """
questions:
  - {id: q0, type: yes_no, text: Pain?, label: pain, says: you have pain, denies: you have none}
  - {id: q1, type: number, text: Days?, label: days, unit: days, min: 0, max: 99,
     says: "for {value} days", ask_when: q0 is yes}
"""
RULES_AND_MORE = (
    "findings.yaml", "red_flags.yaml", "causes.yaml", "advice.yaml", "exercises.yaml",
    "hazards.yaml", "scores.yaml", "properties.yaml",
)  # fmt: skip
OUTER_ONLY = Ticks((("outer", Tick.YES),))


def test_a_question_applies_when_its_condition_is_yes(ottawa: Pack) -> None:
    """With the pain at the ankle, we ask about the ankle and not about the foot."""
    valuation = Valuation(ottawa, Answers({"pain_zone": "ankle"}))
    assert valuation.applies("ankle_bone") is Truth.YES
    assert valuation.applies("foot_bone") is Truth.NO
    assert valuation.applies("age") is Truth.YES


def test_whether_a_question_applies_is_unknown_while_its_condition_is(ottawa: Pack) -> None:
    """A runner unsure where it hurts may have to be asked about both."""
    valuation = Valuation(ottawa, Answers({"pain_zone": UNSURE_ANSWER}))
    assert valuation.applies("ankle_bone") is Truth.UNKNOWN
    assert valuation.standing("ankle_bone", "outer") is Standing.NOT_ASKED


def test_an_answer_left_over_is_dropped_and_said_so(ottawa: Pack) -> None:
    """A runner who goes back and moves the pain to the foot loses the answers on the ankle."""
    answers = Answers({"pain_zone": "midfoot", "ankle_bone": OUTER_ONLY, "age": UNSURE_ANSWER})
    valuation = Valuation(ottawa, answers)
    assert valuation.dropped == (("ankle_bone", None),)
    assert list(valuation.answers) == ["pain_zone", "age"]
    assert valuation.standing("ankle_bone", "outer") is Standing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("atom", "positive", "negative"),
    [
        (Includes("ankle_bone", "outer"), NOWHERE, EVERYWHERE),
        (Is("pain_zone", ("ankle",)), NOWHERE, EVERYWHERE),
        (Is("pain_zone", ("midfoot", "ankle")), EVERYWHERE, NOWHERE),
        (Is("four_steps", ("yes",)), IF_UNSURE, IF_UNSURE),
        (Includes("foot_bone", "fifth"), IF_UNSURE, IF_UNSURE),
        (Includes("foot_bone", "navicular"), IF_ASKED, IF_ASKED),
        (Is("danger", ("no",)), IF_ASKED, IF_ASKED),
        (FindingIs("cannot_bear_weight"), IF_UNSURE, IF_UNSURE),
        (CauseIs("weak_ankle", "likely"), NOWHERE, None),
    ],
)
def test_an_atom_and_its_negation_hold_in_these_worlds(
    ottawa: Pack, atom: Is, positive: Worlds, negative: Worlds | None
) -> None:
    """Known, unsure, not asked, not applicable: what is unknown is unknown both ways."""
    answers = Answers(
        {
            "pain_zone": "midfoot",
            "four_steps": UNSURE_ANSWER,
            "foot_bone": Ticks((("fifth", Tick.UNSURE),)),
            "rolled_often": "no",
        }
    )
    valuation = Valuation(ottawa, answers)
    assert valuation.supports(atom, True) == positive
    if negative is not None:
        assert valuation.supports(atom, False) == negative


def test_no_comparison_holds_of_a_number_that_does_not_apply() -> None:
    """What was not applicable is neither small nor large, and is known not to be."""
    pack = number_after_yes_no()
    valuation = Valuation(pack, Answers({"q0": "no"}))
    for operator in ("<", "<=", ">", ">="):
        compare = Compare("q1", operator, pack.question["q1"].span.least)  # type: ignore[union-attr]
        assert valuation.supports(compare, True) == NOWHERE
        assert valuation.supports(compare, False) == EVERYWHERE


def number_after_yes_no() -> Pack:
    """Return a pack with a number that is asked only after a yes."""
    return small_pack({"questions.yaml": NUMBER_AFTER_YES_NO}, without=RULES_AND_MORE)


def test_a_checklist_is_asked_when_every_box_was(ottawa: Pack) -> None:
    """Half a checklist has not been asked; "not sure" about all of it has."""
    question = ottawa.question["ankle_bone"]
    zone = {"pain_zone": "ankle"}
    whole = Ticks((("outer", Tick.YES), ("inner", Tick.NO)))
    assert not Valuation(ottawa, Answers(zone)).is_asked(question)
    assert not Valuation(ottawa, Answers({**zone, "ankle_bone": OUTER_ONLY})).is_asked(question)
    assert Valuation(ottawa, Answers({**zone, "ankle_bone": whole})).is_asked(question)
    assert Valuation(ottawa, Answers({**zone, "ankle_bone": UNSURE_ANSWER})).is_asked(question)


def test_what_is_open_depends_on_questions_not_asked(ottawa: Pack) -> None:
    """The questions that keep a condition open are named, through findings and gates."""
    valuation = Valuation(ottawa, Answers({"pain_zone": UNSURE_ANSWER}))
    ankle = ottawa.rule["RF-ANKLE-01"].when
    assert valuation.unasked(ankle) == {"ankle_bone", "four_steps"}
    assert Valuation(ottawa, Answers()).unasked(ankle) == {"pain_zone", "ankle_bone", "four_steps"}


def test_what_is_settled_depends_on_nothing(ottawa: Pack) -> None:
    """A condition that is YES or NO keeps no question open."""
    valuation = Valuation(ottawa, Answers({"pain_zone": "elsewhere"}))
    settled = Literal(Is("pain_zone", ("ankle",)), True, "pain_zone is ankle")
    either = any_of(settled.negated(), ottawa.rule["RF-DANGER-01"].when)
    assert not valuation.unasked(ottawa.rule["RF-ANKLE-01"].when)
    assert not valuation.unasked(either)


# -- what becomes of a red flag ------------------------------------------------------------------

FLAG = RedFlag("fracture", Disposition.EMERGENCY, Disposition.SEE_DOCTOR)


@pytest.mark.parametrize(
    ("worlds", "state", "counts", "reach"),
    [
        (EVERYWHERE, FlagState.RAISED, Disposition.EMERGENCY, Disposition.EMERGENCY),
        (IF_UNSURE, FlagState.UNSURE, Disposition.SEE_DOCTOR, Disposition.SEE_DOCTOR),
        (
            UNSURE | UNASKED | EITHER,
            FlagState.UNSURE,
            Disposition.SEE_DOCTOR,
            Disposition.EMERGENCY,
        ),
        (IF_ASKED, FlagState.OPEN, None, Disposition.EMERGENCY),
        (EITHER, FlagState.OPEN, None, Disposition.SEE_DOCTOR),
        (NOWHERE, FlagState.NOT_MET, None, None),
    ],
)
def test_a_red_flag_counts_now_and_may_reach_more(
    worlds: Worlds, state: FlagState, counts: Disposition | None, reach: Disposition | None
) -> None:
    """From the worlds a red flag is true in follow its state, what it counts, what it may reach."""
    assert flag_state(FLAG, worlds) == (state, counts)
    assert could_reach(FLAG, worlds) == reach


def test_without_a_red_flag_the_baseline_counts(ottawa: Pack) -> None:
    """A disposition is never below the baseline of its pack."""
    nothing = {rule.id: NOWHERE for rule in ottawa.rules}
    assert disposition_of(ottawa, nothing) is ottawa.baseline


def test_a_settled_flag_asks_nothing_more(ottawa: Pack) -> None:
    """Only what could still become more urgent names questions that would settle it."""
    answers = Answers({"danger": UNSURE_ANSWER, "pain_zone": "elsewhere"})
    valuation = Valuation(ottawa, answers)
    flags = {flag.rule.id: flag for flag in flags_of(ottawa, valuation.rules, valuation)}
    assert flags["RF-DANGER-01"].state is FlagState.UNSURE
    assert flags["RF-DANGER-01"].unasked == ()
    assert flags["RF-ANKLE-01"].unasked == ()
    assert flags["RF-CHILD-01"].unasked == ("age",)


def test_what_could_reach_no_further_asks_nothing_more(ottawa: Pack) -> None:
    """A doubt that already counts as much as the flag itself leaves nothing to settle."""
    flag = ottawa.rule["RF-ANKLE-01"]
    assert isinstance(flag.then, RedFlag)
    as_much = replace(flag, then=replace(flag.then, if_unsure=flag.then.disposition))
    rules = tuple(as_much if rule is flag else rule for rule in ottawa.rules)
    answers = Answers({"pain_zone": "ankle", "ankle_bone": Ticks((("outer", Tick.UNSURE),))})
    for pack, unasked in (
        (ottawa, ("four_steps", "ankle_bone")),
        (replace(ottawa, rules=rules), ()),
    ):
        valuation = Valuation(pack, answers)
        found = {f.rule.id: f for f in flags_of(pack, valuation.rules, valuation)}["RF-ANKLE-01"]
        assert found.state is FlagState.UNSURE
        assert sorted(found.unasked) == sorted(unasked)


def test_what_decides_at_once_is_what_alone_is_missing(ottawa: Pack) -> None:
    """With the pain in the ankle a tender bone alone is enough, or no weight; before, neither."""
    when = ottawa.rule["RF-ANKLE-01"].when
    assert Valuation(ottawa, Answers()).decisive(when) == frozenset()
    ankle = Answers({"pain_zone": "ankle"})
    assert Valuation(ottawa, ankle).decisive(when) == {"ankle_bone", "four_steps"}


@given(st.data())
def test_what_one_answer_changes_is_judged_as_if_all_were_new(data: st.DataObject) -> None:
    """Nothing that depends on the answer is kept from before, for any pack and any sheet."""
    pack = data.draw(packs())
    before = Valuation(pack, data.draw(answers(pack)))
    known = {rule.id: before.rule(rule) for rule in pack.rules}
    assert known == before.rules
    question = data.draw(st.sampled_from(pack.questions))
    numbers = numbers_worth_asking(pack).get(question.id, ())
    option, answer = None, data.draw(answer_to(question, numbers))
    if question.kind is Kind.CHECKLIST:
        option = data.draw(st.sampled_from(question.option_ids))
        given = before.answers.get(question.id)
        boxes = dict(given.boxes) if isinstance(given, Ticks) else {}
        boxes[option] = data.draw(st.sampled_from(Tick))
        answer = Ticks(tuple((o, boxes[o]) for o in question.option_ids if o in boxes))
    after = before.with_answer((question.id, option), answer)
    anew = Valuation(pack, before.answers.with_answer(question.id, answer))
    assert after.rules == anew.rules
    assert [after.finding(f.id) for f in pack.findings] == [
        anew.finding(f.id) for f in pack.findings
    ]


def test_no_one_answer_says_no_to_what_two_rules_conclude(ottawa: Pack) -> None:
    """Whoever may be unable to bear weight in two ways can only be found able by both answers."""
    steps = ottawa.rule["FI-WEIGHT-01"]
    small = Literal(Compare("age", "<", Decimal(5)), True, "age < 5 years")
    pack = replace(ottawa, rules=(*ottawa.rules, replace(steps, id="FI-WEIGHT-02", when=small)))
    unable = Literal(FindingIs("cannot_bear_weight"), True, "cannot_bear_weight is yes")
    assert Valuation(pack, Answers()).decisive(unable) == {"four_steps", "age"}
    assert Valuation(pack, Answers()).decisive(unable.negated()) == frozenset()
    walks = Answers({"four_steps": "yes"})
    assert Valuation(pack, walks).decisive(unable.negated()) == {"age"}


def test_a_box_not_asked_decides_though_another_was_asked(ottawa: Pack) -> None:
    """The outer bone does not hurt; the inner one was not pressed yet."""
    pressed = Answers({"pain_zone": "ankle", "ankle_bone": Ticks((("outer", Tick.NO),))})
    assert "ankle_bone" in Valuation(ottawa, pressed).decisive(ottawa.rule["RF-ANKLE-01"].when)
