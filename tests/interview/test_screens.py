"""A questionnaire people can bear, measured over the shipped pack's vignettes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from statistics import median

import pytest

from triage.assurance.trials.burden import burden_in_order, burden_of, replies
from triage.assurance.trials.trial import fill
from triage.engine.assess import Engine
from triage.interview.course import take
from triage.interview.screens import screens_of
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers
from triage.model.condition import Compare, Includes, Is
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_vignettes

MOST_SCREENS = 17
MEDIAN_SCREENS = 14
MOST_WITH_WHAT_IS_OFFERED = 19
MOST_TO_EMERGENCY = 10
PLAIN = (
    "course: better, pain_score: 4, pain_behaviour: [sitting, late_run], "
    "body_signs: none, pelvic_health: none"
)
BRANCHES = {
    "pain_location": ("lower", "upper", "both", "flank", "neck"),
    "age": (9, 13, 17, 34, 60),
    "onset": ("gradual", "hard_session"),
    "pain_days": (5, 90, 91),
}
"""What opens a question for plain pain, with values that open it and values that do not."""

SIGNS = {"body_signs", "pelvic_health"}
"""What opens a question only for those who tick a sign, which plain pain does not have."""


def runners(pack: Pack) -> Iterator[Answers]:
    """Runners with plain mechanical pain, one for each way through the branches."""
    for values in product(*BRANCHES.values()):
        given = ", ".join(f"{id}: {value}" for id, value in zip(BRANCHES, values, strict=True))
        text = f"answers: {{sex: female, {given}, {PLAIN}}}"
        yield read_sheet(text, "plain", pack).answers


def test_nothing_else_opens_a_question(back_pain: Pack) -> None:
    """Every question that waits for an answer waits for one of these."""
    opened = [q.ask_when for q in back_pain.questions if q.ask_when is not None]
    atoms = [literal.atom for gate in opened for literal in gate.literals()]
    assert all(isinstance(atom, Is | Includes | Compare) for atom in atoms)
    openers = {a.question for a in atoms if isinstance(a, Is | Includes | Compare)}
    assert openers == BRANCHES.keys() | SIGNS


@pytest.mark.slow
def test_whoever_has_plain_pain_sees_few_screens(back_pain: Pack) -> None:
    """Wherever it hurts, at any age and for however long, few screens are shown, offered ones too.

    Whom these answers alone send to a doctor, such as a child in pain for months, is left out.
    """
    engine = Engine(back_pain)
    for answers in runners(back_pain):
        if engine.assess(fill(back_pain, answers)).disposition <= HIGHEST_WITH_PROGRAMME:
            shown = burden_in_order(back_pain, answers).screens
            assert shown <= MOST_WITH_WHAT_IS_OFFERED, answers.given


@pytest.mark.parametrize("region", BRANCHES["pain_location"])
def test_a_woman_with_plain_pain_is_asked_that_few(back_pain: Pack, region: str) -> None:
    """Before the result at most 17 screens are demanded, for the longest branch of each place."""
    given = f"pain_location: {region}, sex: female, age: 34, onset: running, pain_days: 12, {PLAIN}"
    sheet = read_sheet(f"answers: {{{given}}}", "plain", back_pain)
    assert 10 < burden_of(back_pain, sheet.answers).screens <= MOST_SCREENS


def test_half_of_those_with_benign_pain_see_14_screens_before_their_result(back_pain: Pack) -> None:
    """Measured on benign neighbours that end at self-care, and at most 17."""
    benign = [v for v in load_vignettes(back_pain) if v.id.startswith("BENIGN-")][::4]
    plain = [v for v in benign if v.expect.disposition is Disposition.SELF_CARE]
    seen = [burden_of(back_pain, v.sheet.answers).screens for v in plain]
    assert len(seen) > 8
    assert median(seen) <= MEDIAN_SCREENS
    assert max(seen) <= MOST_SCREENS


def screens_to_emergency(pack: Pack, vignettes: list[Vignette]) -> dict[str, int]:
    """Return how many screens those see whose filled case is an emergency."""
    engine, asked = Engine(pack), {}
    for vignette in vignettes:
        answers = fill(pack, vignette.sheet.answers)
        if engine.assess(answers).disposition is Disposition.EMERGENCY:
            asks = take(pack, replies(pack, answers), Answers())
            asked[vignette.id] = len(screens_of(pack, [ask.question for ask in asks]))
    return asked


@pytest.mark.slow
@pytest.mark.release
def test_every_emergency_is_found_within_10_screens(back_pain: Pack) -> None:
    """Of all vignettes that are emergencies, half take at most 4 screens, and none more than 10."""
    asked = screens_to_emergency(back_pain, list(load_vignettes(back_pain)))
    assert median(asked.values()) <= 4
    assert {id: n for id, n in asked.items() if n > MOST_TO_EMERGENCY} == {}


@pytest.mark.slow
def test_published_emergencies_are_found_as_soon(back_pain: Pack) -> None:
    """Real cases are found no later than the vignettes we wrote."""
    known = [v for v in load_vignettes(back_pain) if v.published][::12]
    assert median(screens_to_emergency(back_pain, known).values()) <= 4
