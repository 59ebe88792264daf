"""A questionnaire people can bear, measured over the shipped pack's vignettes and stories."""

from __future__ import annotations

from statistics import median

import pytest

from triage.assurance.scoreboard import replies
from triage.assurance.trial import fill
from triage.engine.assess import Engine
from triage.interview.course import take
from triage.knowledge.sheet import read_sheet
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.store.packs import load_vignettes

PLAIN = """
answers:
  pain_location: {region}
  age: 34
  sex: {sex}
  onset: gradual
  pain_score: 4
  pain_days: 12
  course: better
  pain_behaviour: [sitting, late_run]
"""


@pytest.mark.parametrize("region", ["lower", "upper"])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_runner_with_plain_pain_sees_at_most_19_screens(
    back_pain: Pack, region: str, sex: str
) -> None:
    """Ordinary mechanical pain is done within 19 questions."""
    sheet = read_sheet(PLAIN.format(region=region, sex=sex), "plain", back_pain)
    assert len(take(back_pain, replies(back_pain, sheet.answers), Answers())) <= 19


def test_most_emergencies_are_found_within_10_screens(back_pain: Pack) -> None:
    """Of the published emergencies the median takes at most 5 screens; one takes more than 10.

    The one (MQ-246: fever, injected drugs, severe pain) is told to be seen the same day from the
    fifth screen on, and that it is an emergency at the twelfth.
    """
    engine = Engine(back_pain)
    found = [
        vignette.sheet.answers
        for vignette in load_vignettes(back_pain)
        if vignette.published
        and engine.assess(fill(back_pain, vignette.sheet.answers)).disposition
        is Disposition.EMERGENCY
    ]
    asked = [len(take(back_pain, replies(back_pain, answers), Answers())) for answers in found]
    assert median(asked) <= 5
    assert sum(screens > 10 for screens in asked) <= 1
