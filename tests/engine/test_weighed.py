"""Scores, boxes that do not apply and advice for safety, on a pack that can be read at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.weighed import answered, weighed
from triage.engine.assess import Engine
from triage.model.answers import UNSURE_ANSWER
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition

ENGINE = Engine(weighed())
YOUNG_MAN = {"sex": "male", "age": Decimal(30)}


def assessed(**given: Any) -> Assessment:
    return ENGINE.assess(answered(**given))


@pytest.mark.parametrize(
    ("given", "raised"),
    [
        ({"signs": "", "night_pain": "yes"}, set()),
        ({"signs": "fever", "night_pain": "no"}, {"RF-GERMS-02"}),
        ({"signs": "fever", "night_pain": "yes"}, {"RF-GERMS-02"}),
        (
            {"signs": "fever", "night_pain": "yes", "age": Decimal(50)},
            {"RF-GERMS-02", "RF-GERMS-04"},
        ),
    ],
)
def test_a_band_is_reached_by_just_its_points(given: dict[str, Any], raised: set[str]) -> None:
    """Two points raise the first band, three no more than that, and four the second too."""
    fired = assessed(**{**YOUNG_MAN, **given}).fired
    assert {rule for rule in fired if rule.startswith("RF-")} == raised


def test_signs_that_go_together_are_counted_once() -> None:
    """Fever with chills weighs as much as fever: they are one item."""
    assert "RF-GERMS-04" not in assessed(**YOUNG_MAN, signs="fever chills", night_pain="yes").fired


def test_a_band_comes_after_its_items_and_cites_the_score() -> None:
    """The trace leads from the band to the score, and the items were there before."""
    trace = assessed(**YOUNG_MAN, signs="fever", night_pain="no").trace
    assert [firing.rule.id for firing in trace] == ["FD-UNWELL-01", "SC-UNWELL-01", "RF-GERMS-02"]
    assert [match.met_by[0].text for match in trace[-1].matches] == ["score germs >= 2"]


def test_a_list_left_unsure_counts_one_level_below_its_band() -> None:
    """Whoever may have fever may have some signs of germs: less urgent than having them."""
    assessment = assessed(**YOUNG_MAN, signs={"fever": "unsure"}, night_pain="no")
    flags = {flag.rule.id: flag.counts for flag in assessment.flags}
    assert flags["RF-GERMS-02"] is Disposition.SEE_PHYSIO
    assert flags["RF-GERMS-04"] is None


def test_a_box_that_does_not_apply_counts_for_nothing_and_is_named() -> None:
    """Milk, which counts alone for a woman, counts for nothing on a man's sheet."""
    man, woman = (assessed(sex=sex, age=Decimal(30), signs="milk") for sex in ("male", "female"))
    assert woman.disposition is Disposition.SAME_DAY
    assert woman.dropped == ()
    assert man.disposition is weighed().baseline
    assert man.dropped == (("signs", "milk"),)


def test_a_no_to_a_box_that_does_not_apply_is_not_named() -> None:
    """It is what is known of the box anyway."""
    assert assessed(sex="male", age=Decimal(30), signs="").dropped == ()


@pytest.mark.parametrize(
    ("given", "is_given"),
    [({}, True), ({"thinner": UNSURE_ANSWER}, True), ({"thinner": "yes"}, True),
     ({"thinner": "no"}, False)],
)  # fmt: skip
def test_advice_for_safety_is_given_unless_it_is_ruled_out(
    given: dict[str, Any], is_given: bool
) -> None:
    """No ibuprofen, until the runner says that they take no blood thinner."""
    assert ("no_ibuprofen" in assessed(**given).advice) == is_given
