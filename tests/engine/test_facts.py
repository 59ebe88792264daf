"""Facts of the design: true of any pack and any sheet, so that no pack can be praised for them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import answers, fewer, packs
from triage.assurance.trials.judge import Judge
from triage.model.assessment import Assessment
from triage.model.condition import FindingIs
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.truth import EACH_WORLD
from triage.programme.plan import plan


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """What any sheet means under any pack."""
    pack = draw(packs())
    return Judge(pack).assess(draw(answers(pack)))


@fewer
@given(assessment=assessments())
def test_each_sheet_ends_in_one_disposition_for_a_reason(assessment: Assessment) -> None:
    """It is the baseline, or a red flag gives just that level and none a more urgent one."""
    level = assessment.disposition
    given_by = [flag.counts for flag in assessment.flags if flag.counts is not None]
    assert isinstance(level, Disposition)
    assert level == max([assessment.pack.baseline, *given_by])


@fewer
@given(assessment=assessments())
def test_no_finding_is_yes_and_no(assessment: Assessment) -> None:
    """In no world is a finding both true and false: unknown is taken the one way or the other."""
    for finding in assessment.findings:
        yes, no = (assessment.valuation.supports(FindingIs(finding), way) for way in (True, False))
        assert not (yes & no & EACH_WORLD[0])


@fewer
@given(assessment=assessments())
def test_an_emergency_has_no_programme(assessment: Assessment) -> None:
    """No exercise is offered above the highest disposition that allows a programme."""
    if assessment.disposition > HIGHEST_WITH_PROGRAMME:
        assert plan(assessment, {}).offered == ()
