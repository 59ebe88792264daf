"""A report that follows is accepted; one that was tampered with is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assurance.verify.reports import Report, is_rejected, report_of, sealed
from tests.assurance.verify.tamperings import TAMPERINGS
from tests.strategies import answers, fewest, packs, tried
from triage.assurance import verify as room
from triage.assurance.verify.verify import verify
from triage.engine.assess import Engine
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.store.packs import load_pack, load_vignettes

MOST_LINES = 200
EVERY = 20  # a report of the shipped pack takes half a second to make


# -- honest reports --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.release
def test_the_report_of_a_vignette_is_accepted(back_pain: Pack, back_pain_engine: Engine) -> None:
    """Vignettes from all over the shipped pack give reports that follow."""
    for vignette in load_vignettes(back_pain)[::EVERY]:
        report = report_of(back_pain_engine, vignette.sheet.answers, vignette.sheet.tried)
        assert verify(report, back_pain, vignette.id) is None


@given(st.data())
@fewest
def test_every_honest_report_is_accepted(
    back_pain: Pack, back_pain_engine: Engine, data: st.DataObject
) -> None:
    """Whatever a runner answers and tried, the report follows."""
    report = report_of(back_pain_engine, data.draw(answers(back_pain)), data.draw(tried(back_pain)))
    assert verify(report, back_pain, "report.json") is None


@given(st.data())
def test_every_honest_report_of_any_pack_is_accepted(data: st.DataObject) -> None:
    """The checker knows all that a pack can say: random packs, random answers."""
    pack = data.draw(packs())
    report = report_of(Engine(pack), data.draw(answers(pack)), data.draw(tried(pack)))
    assert verify(report, pack, "report.json") is None


@cache
def _honest_reports() -> tuple[Report, ...]:
    pack = load_pack()
    engine = Engine(pack)
    vignettes = load_vignettes(pack)[::EVERY]
    reports = [report_of(engine, v.sheet.answers, v.sheet.tried) for v in vignettes]
    return tuple(report for report in reports if report["trace"])


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__.strip("_"))
@given(data=st.data())
@fewest
def test_a_tampered_report_is_rejected(
    back_pain: Pack, tamper: Callable[[Report, st.DataObject], None], data: st.DataObject
) -> None:
    """Whatever of its certificate is changed, dropped, added or moved is noticed."""
    report = copy.deepcopy(data.draw(st.sampled_from(_honest_reports())))
    tamper(report, data)
    assert is_rejected(sealed(report), back_pain)


def test_a_report_of_another_version_is_refused_with_a_way_on(ottawa: Pack) -> None:
    """Who has an old report reads how to get one that can be checked."""
    fault = verify({"schema": "triage-report/1"}, ottawa, "report.json")
    assert fault is not None
    assert "it is a triage-report/1, not a triage-report/2" in fault.what
    assert "triage assess SHEET -o report.json" in fault.fix


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_what_is_not_a_report_is_rejected(ottawa: Pack, report: Report) -> None:
    """Any JSON may be in the file; the checker never stumbles over it."""
    assert is_rejected(report, ottawa)


def test_the_first_step_that_does_not_follow_is_named(
    back_pain: Pack, back_pain_engine: Engine
) -> None:
    """A fault says where in the report, what is there and what should be."""
    report = report_of(back_pain_engine, Answers({"pain_location": "lower"}))
    report["trace"][0]["title"] = "Another title"
    report["trace"][1]["title"] = "Another title"
    fault = verify(report, back_pain, "report.json")
    assert fault is not None
    title = back_pain.rule["FD-LOWER-01"].title
    assert fault.what == f"trace.0.title is 'Another title', but what follows is {title!r}"


def test_what_is_missing_or_too_much_is_named_by_its_place(
    back_pain: Pack, back_pain_engine: Engine
) -> None:
    """Of a list that is too short or too long, the fault names the first row that is off."""
    report = report_of(back_pain_engine, Answers({"pain_location": "lower"}))
    shorter, longer = copy.deepcopy(report), copy.deepcopy(report)
    last = len(report["trace"]) - 1
    shorter["trace"].pop()
    longer["flags"].append({"rule": "RF-NONE-01", "state": "raised", "disposition": "emergency"})
    for tampered, place in (
        (shorter, f"trace.{last} "),
        (longer, f"flags.{len(report['flags'])} "),
    ):
        fault = verify(tampered, back_pain, "report.json")
        assert fault is not None
        assert fault.what.startswith(place)
        assert "nothing" in fault.what


# -- the checker itself ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(Path(room.__path__[0]).glob("*.py")), ids=lambda p: p.stem)
def test_the_checker_is_short_enough_to_be_read(page: Path) -> None:
    """What is to be trusted must be readable, each page of it in one sitting."""
    assert len(page.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
