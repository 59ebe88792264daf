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
from triage.model.vignette import Vignette
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


MOST_SCREENS = {"lower": 19, "upper": 19, "neck": 19, "flank": 19, "both": 21}
"""Who hurts in the whole back sees the branches of both halves."""


@pytest.mark.parametrize("region", MOST_SCREENS)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_runner_with_plain_pain_sees_few_screens(back_pain: Pack, region: str, sex: str) -> None:
    """Ordinary mechanical pain in one part of the back is done within 19 questions."""
    sheet = read_sheet(PLAIN.format(region=region, sex=sex), "plain", back_pain)
    asked = len(take(back_pain, replies(back_pain, sheet.answers), Answers()))
    assert asked <= MOST_SCREENS[region]


def screens_to_emergency(pack: Pack, vignettes: list[Vignette]) -> list[int]:
    """Return how many screens those see whose filled case is an emergency."""
    engine = Engine(pack)
    found = [fill(pack, vignette.sheet.answers) for vignette in vignettes]
    return [
        len(take(pack, replies(pack, answers), Answers()))
        for answers in found
        if engine.assess(answers).disposition is Disposition.EMERGENCY
    ]


def test_every_published_emergency_is_found_within_10_screens(back_pain: Pack) -> None:
    """Of the published emergencies the median takes at most 4 screens, and none more than 10."""
    published = [vignette for vignette in load_vignettes(back_pain) if vignette.published]
    asked = screens_to_emergency(back_pain, published)
    assert median(asked) <= 4
    assert max(asked) <= 10


def test_few_emergencies_of_the_stories_take_more_than_10_screens(back_pain: Pack) -> None:
    """Only where three answers far apart make an emergency together, and then at most 12."""
    asked = screens_to_emergency(back_pain, list(load_vignettes(back_pain)))
    assert sum(screens > 10 for screens in asked) <= 0.05 * len(asked)
    assert max(asked) <= 12
