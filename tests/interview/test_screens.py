"""A questionnaire people can bear, measured over the shipped pack's vignettes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from statistics import median

import pytest

from triage.assurance.trials.burden import replies
from triage.assurance.trials.trial import fill
from triage.engine.assess import Engine
from triage.interview.course import take
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers
from triage.model.condition import Compare, Includes, Is
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette
from triage.store.packs import load_vignettes

MOST_SCREENS = 19
MOST_TO_EMERGENCY = 10
PLAIN = "course: better, pain_score: 4, pain_behaviour: [sitting, late_run]"
BRANCHES = {
    "pain_location": ("lower", "upper", "both", "flank", "neck"),
    "sex": ("female", "male", "other"),
    "age": (5, 10, 11, 17, 18, 34, 55, 56, 59, 60, 80),
    "onset": ("gradual", "running", "lifting", "minor_knock", "hard_session", "sudden"),
    "pain_days": (0, 5, 90, 91, 4000),
}
"""What opens a question, with a value on each side of every bound."""


def runners(pack: Pack) -> Iterator[Answers]:
    """Runners with plain mechanical pain, one for each way through the branches."""
    for values in product(*BRANCHES.values()):
        given = ", ".join(f"{id}: {value}" for id, value in zip(BRANCHES, values, strict=True))
        yield read_sheet(f"answers: {{{given}, {PLAIN}}}", "plain", pack).answers


def test_nothing_else_opens_a_question(back_pain: Pack) -> None:
    """Every question that waits for an answer waits for one of these."""
    opened = [q.ask_when for q in back_pain.questions if q.ask_when is not None]
    atoms = [literal.atom for gate in opened for literal in gate.literals()]
    assert all(isinstance(atom, Is | Includes | Compare) for atom in atoms)
    assert {a.question for a in atoms if isinstance(a, Is | Includes | Compare)} == set(BRANCHES)


@pytest.mark.slow
def test_whoever_has_plain_pain_sees_few_screens(back_pain: Pack) -> None:
    """Wherever it hurts, at any age and for however long, at most 19 questions can be asked.

    Whom these answers alone send to a doctor, such as a child in pain for months, is left out.
    """
    engine, screens = Engine(back_pain), set()
    for answers in runners(back_pain):
        valuation = Valuation(back_pain, answers)
        applying = sum(valuation.applies(q.id) is not Truth.NO for q in back_pain.questions)
        if applying > MOST_SCREENS:
            assert engine.assess(answers).disposition > HIGHEST_WITH_PROGRAMME, answers.given
        else:
            screens.add(applying)
    assert max(screens) == MOST_SCREENS


@pytest.mark.parametrize("region", BRANCHES["pain_location"])
def test_a_woman_with_plain_pain_is_asked_that_few(back_pain: Pack, region: str) -> None:
    """The interview itself keeps to the bound, for the longest branch of each place."""
    given = f"pain_location: {region}, sex: female, age: 34, onset: running, pain_days: 12, {PLAIN}"
    sheet = read_sheet(f"answers: {{{given}}}", "plain", back_pain)
    asked = len(take(back_pain, replies(back_pain, sheet.answers), Answers()))
    assert 15 < asked <= MOST_SCREENS


def screens_to_emergency(pack: Pack, vignettes: list[Vignette]) -> dict[str, int]:
    """Return how many screens those see whose filled case is an emergency."""
    engine, asked = Engine(pack), {}
    for vignette in vignettes:
        answers = fill(pack, vignette.sheet.answers)
        if engine.assess(answers).disposition is Disposition.EMERGENCY:
            asked[vignette.id] = len(take(pack, replies(pack, answers), Answers()))
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
    published = [vignette for vignette in load_vignettes(back_pain) if vignette.published]
    assert median(screens_to_emergency(back_pain, published).values()) <= 4
