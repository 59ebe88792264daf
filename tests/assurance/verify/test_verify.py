"""A report that follows is accepted; one that was tampered with is not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assurance.verify.tamperings import TAMPERINGS, Report
from tests.strategies import answers, fewest, packs, tried
from triage.assurance import verify as room
from triage.assurance.verify.verify import LEFT_ALONE, verify
from triage.engine.assess import Engine
from triage.errors import AnswerFault
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.facts.facts import facts
from triage.report.formats.render import to_lines
from triage.report.view.answers import sheet_view
from triage.report.view.report import view
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import load_sheet

EXAMPLES = Path(__file__).parents[3] / "examples"
MOST_LINES = 200
SAMPLE = 23  # of the two thousand values of a report of the shipped pack
EVERY = 20  # a report of the shipped pack takes half a second to make


def report_of(engine: Engine, given: Answers, tried: Mapping[str, bool] | None = None) -> Report:
    """Return the JSON report of answers as they would be read from a sheet."""
    written = sheet_view(Sheet(answers=given, tried=tried or {}), engine.pack)
    sheet = read_sheet(json.dumps(written), "sheet", engine.pack)
    assessment = engine.assess(sheet.answers)
    tree = view(assessment, plan(assessment, sheet.tried), sheet, date(2026, 11, 22))
    return json.loads(to_lines(facts(tree, engine.pack)))


def is_rejected(report: Report, pack: Pack) -> bool:
    """Say whether the checker finds a step that does not follow."""
    try:
        return verify(report, pack, "report.json") is not None
    except AnswerFault:
        return True


# -- honest reports --------------------------------------------------------------------------------


@pytest.mark.slow
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
    assert is_rejected(report, back_pain)


def leaves(tree: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every text, number and truth of a report, and of nothing."""
    for key, value in enumerate(tree) if isinstance(tree, list) else tree.items():
        if isinstance(value, list | dict):
            yield from leaves(value, (*place, key))
        else:
            yield (*place, key)


def changed(report: Report, place: tuple[str | int, ...]) -> Report:
    """Return a report with the value of one place changed."""
    tree = report = copy.deepcopy(report)
    for key in place[:-1]:
        tree = tree[key]
    value = tree[place[-1]]
    if value is None or isinstance(value, bool):
        tree[place[-1]] = not value
    else:
        tree[place[-1]] = value + 1 if isinstance(value, int) else f"{value} and more"
    return report


def is_left_alone(place: tuple[str | int, ...]) -> bool:
    """Say whether a place is among those the checker leaves alone on purpose."""
    keys = [key for key in place if isinstance(key, str)]
    return any(keys[: len(left)] == left for left in (name.split(".") for name in LEFT_ALONE))


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"danger": "no", "pain_zone": "ankle", "four_steps": "no"},
        {"danger": "no", "pain_zone": "midfoot"},
    ],
    ids=["empty", "ankle", "midfoot"],
)
def test_a_change_of_any_value_is_rejected(
    ottawa: Pack, ottawa_engine: Engine, given: dict[str, str]
) -> None:
    """Every single value of a report is checked, but for those left alone on purpose."""
    report = report_of(ottawa_engine, Answers(given))
    places = [place for place in leaves(report) if not is_left_alone(place)]
    assert len(places) > 50
    assert [place for place in places if not is_rejected(changed(report, place), ottawa)] == []


@pytest.mark.slow
def test_a_change_of_any_value_of_the_shipped_pack_is_rejected(
    back_pain: Pack, back_pain_engine: Engine
) -> None:
    """So it is with causes, holds, a programme and all else that a pack can have."""
    sheet = load_sheet(EXAMPLES / "lower_back.yaml", back_pain)
    report = report_of(back_pain_engine, sheet.answers)
    places = [place for place in leaves(report) if not is_left_alone(place)][::SAMPLE]
    assert [place for place in places if not is_rejected(changed(report, place), back_pain)] == []


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
    report["is_complete"] = True
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
