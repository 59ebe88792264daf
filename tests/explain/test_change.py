"""The smallest change: it keeps its promise, and nothing smaller would do."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import FOLDERS
from tests.strategies import answers, fewer, numbers_worth_asking
from triage.engine.assess import Engine
from triage.explain.change import MOST_EDITS, smallest_changes
from triage.explain.edits import apply
from triage.explain.what_if import compare
from triage.model.answers import UNSURE_ANSWER, Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.store.packs import load_pack

ENGINES = {name: Engine(load_pack(folder)) for name, folder in FOLDERS.items()}
levels = st.sampled_from(Disposition)


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_a_change_keeps_its_promise(name: str, data: st.DataObject) -> None:
    """The engine gives the promised disposition for every change shown, and calls it as final."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    wanted = data.draw(levels)
    for change in smallest_changes(assessment, wanted).found:
        then = engine.assess(change.answers)
        assert then.disposition is wanted
        assert then.complete is change.is_complete


@given(data=st.data())
def test_no_smaller_change_would_do(data: st.DataObject) -> None:
    """Trying every set of fewer edits finds none that leads there (up to two edits)."""
    engine = ENGINES["ottawa_ankle"]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    wanted = data.draw(levels)
    changes = smallest_changes(assessment, wanted)
    assert changes.is_finished
    if assessment.disposition is wanted:
        return
    smallest = changes.size if changes.found else MOST_EDITS + 1
    for size in range(1, min(smallest, 3)):
        for edits in combinations(every_edit(engine.pack), size):
            changed = apply(engine.pack, assessment.answers, frozenset(edits))
            assert engine.assess(changed).disposition is not wanted


def every_edit(pack: Pack) -> list[tuple[tuple[str, str | None], object]]:
    """Every single answer anybody could give to a pack."""
    found: list[tuple[tuple[str, str | None], object]] = []
    numbers = numbers_worth_asking(pack)
    for question in pack.questions:
        if question.kind is Kind.CHECKLIST:
            found += [((question.id, o), v) for o in question.option_ids for v in ("yes", "no")]
        elif question.kind is Kind.NUMBER:
            found += [((question.id, None), number) for number in numbers[question.id]]
        else:
            found += [((question.id, None), option) for option in question.option_ids]
    return found


def test_what_is_in_reach_is_separated_from_what_is_fixed() -> None:
    """Age is fixed: a change of it is never offered as something to do."""
    engine = ENGINES["runner_back_pain"]
    assessment = engine.assess(
        Answers({"pain_location": "lower", "emergency_signs": UNSURE_ANSWER})
    )
    for change in smallest_changes(assessment, Disposition.SEE_PHYSIO).found:
        if any(edit.question.fixed for edit in change.edits):
            assert change.is_fixed
            assert not change.is_in_reach


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_a_result_does_not_differ_from_itself(name: str, data: st.DataObject) -> None:
    """Comparing an assessment with itself finds nothing."""
    engine = ENGINES[name]
    assessment = engine.assess(data.draw(answers(engine.pack)))
    difference = compare(assessment, assessment)
    assert difference.changes_nothing
    assert difference.through == ()


@pytest.mark.parametrize("name", ENGINES)
@given(data=st.data())
@fewer
def test_a_changed_disposition_names_the_rules_it_came_through(
    name: str, data: st.DataObject
) -> None:
    """Whenever the disposition differs, some red-flag rule is named."""
    engine = ENGINES[name]
    before = engine.assess(data.draw(answers(engine.pack)))
    after = engine.assess(data.draw(answers(engine.pack)))
    difference = compare(before, after)
    assert (before.disposition is after.disposition) or difference.through
