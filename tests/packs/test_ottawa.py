"""The Ottawa ankle rules, as published, come out of a pack the software knows nothing about.

Stiell IG et al., JAMA 1994;271:827-832: an ankle X-ray is needed if there is pain in the malleolar
zone and any of: bone tenderness at the posterior edge or tip of the lateral malleolus; the same at
the medial malleolus; inability to bear weight both immediately and in the emergency department. A
foot X-ray is needed if there is pain in the midfoot zone and any of: bone tenderness at the base of
the fifth metatarsal; at the navicular; inability to bear weight as above.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from triage.engine.assess import Engine
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.assessment import FlagState
from triage.model.disposition import Disposition

ZONES = {
    "ankle": ("ankle_bone", ("outer", "inner"), "RF-ANKLE-01"),
    "midfoot": ("foot_bone", ("fifth", "navicular"), "RF-FOOT-01"),
}
REST: dict[str, Answer] = {"danger": "no", "age": Decimal(30), "rolled_often": "no"}


def answers(zone: str, first: bool, second: bool, walks: bool) -> Answers:
    """Return the answers of an adult with pain in a zone."""
    bones, (one, other), _ = ZONES[zone]
    ticks = Ticks(((one, tick(first)), (other, tick(second))))
    steps = "yes" if walks else "no"
    return Answers({**REST, "pain_zone": zone, bones: ticks, "four_steps": steps})


def tick(there: bool) -> Tick:
    return Tick.YES if there else Tick.NO


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("first", "second", "walks"), list(product([True, False], repeat=3)))
def test_an_x_ray_is_needed_just_when_the_rule_says_so(
    ottawa_engine: Engine, zone: str, first: bool, second: bool, walks: bool
) -> None:
    """Tender at either bone, or unable to take four steps: an X-ray today; else none."""
    assessment = ottawa_engine.assess(answers(zone, first, second, walks))
    is_needed = first or second or not walks
    expected = Disposition.SAME_DAY if is_needed else Disposition.SELF_CARE
    assert assessment.disposition is expected
    assert (ZONES[zone][2] in assessment.fired) == is_needed
    assert assessment.complete


@pytest.mark.parametrize("walks", [True, False])
def test_pain_elsewhere_needs_no_x_ray(ottawa_engine: Engine, walks: bool) -> None:
    """Outside the two zones the rules say nothing, whatever the runner can do."""
    steps = "yes" if walks else "no"
    assessment = ottawa_engine.assess(
        Answers({**REST, "pain_zone": "elsewhere", "four_steps": steps})
    )
    assert assessment.disposition is Disposition.SELF_CARE
    assert assessment.complete


@pytest.mark.parametrize("zone", ZONES)
def test_the_bones_of_the_other_zone_do_not_matter(ottawa_engine: Engine, zone: str) -> None:
    """An answer about the other zone is left over: it is dropped, and said so."""
    (other,) = set(ZONES) - {zone}
    bones, (one, _), rule = ZONES[other]
    sheet = answers(zone, False, False, True).with_answer(bones, Ticks(((one, Tick.YES),)))
    assessment = ottawa_engine.assess(sheet)
    assert assessment.dropped == ((bones, None),)
    assert assessment.disposition is Disposition.SELF_CARE
    assert {flag.rule.id: flag.state for flag in assessment.flags}[rule] is FlagState.NOT_MET


@pytest.mark.parametrize("zone", ZONES)
def test_a_runner_unsure_of_the_bone_sees_a_doctor(ottawa_engine: Engine, zone: str) -> None:
    """Not being sure is neither an X-ray nor a clean bill."""
    sheet = answers(zone, False, False, True).with_answer(ZONES[zone][0], UNSURE_ANSWER)
    assessment = ottawa_engine.assess(sheet)
    assert assessment.disposition is Disposition.SEE_DOCTOR
    assert assessment.complete


@pytest.mark.parametrize(("age", "is_child"), [(1, True), (17, True), (18, False), (110, False)])
def test_under_eighteen_the_rules_are_not_made_for_it(
    ottawa_engine: Engine, age: int, is_child: bool
) -> None:
    """The rules were derived in adults; a child is seen."""
    sheet = answers("ankle", False, False, True).with_answer("age", Decimal(age))
    assessment = ottawa_engine.assess(sheet)
    assert ("RF-CHILD-01" in assessment.fired) == is_child


def test_a_cold_blue_or_numb_foot_outweighs_everything(ottawa_engine: Engine) -> None:
    """Help is needed now, and nothing more needs asking."""
    assessment = ottawa_engine.assess(Answers({"danger": "yes"}))
    assert assessment.disposition is Disposition.EMERGENCY
    assert assessment.complete


def test_a_half_asked_runner_is_never_shown_as_clear(ottawa_engine: Engine) -> None:
    """With the bones not pressed yet, the assessment names them as what would settle it."""
    sheet = answers("ankle", False, False, True).without("ankle_bone")
    assessment = ottawa_engine.assess(sheet)
    assert not assessment.complete
    assert assessment.disposition is Disposition.SELF_CARE
    assert assessment.ceiling is Disposition.SAME_DAY
    assert assessment.unsettled == ("ankle_bone",)
