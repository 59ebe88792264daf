"""Not being sure about one list reads as one sentence, not as an illness for each of its boxes."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.report.page import Page
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.programme.plan import plan
from triage.report.formats.render import TEMPLATES, render
from triage.report.view.report import ReportView, view
from triage.store.packs import default_pack
from triage.store.templates import environment

NO_SIGNS = (
    "pain_location: lower, emergency_signs: none, nerve_signs: none, age: 34, sex: male, "
    "pelvic_health: none, wee_skin_signs: none, onset: running, pain_days: 5, pain_score: 3, "
    "pain_pattern: none, pain_behaviour: [moving], spread: none, history: none, medicines: none, "
    "course: better, limits: none"
)
WHOLE = f"{{answers: {{{NO_SIGNS}, body_signs: unsure}}}}"
ONE_BOX = f"{{answers: {{{NO_SIGNS}, body_signs: {{fever: unsure}}}}}}"


@cache
def report(sheet: str) -> ReportView:
    """Return the report of a sheet."""
    pack = default_pack()
    read = read_sheet(sheet, "sheet", pack)
    assessment = Engine(pack).assess(read.answers)
    return view(assessment, plan(assessment, {}), read, date(2026, 11, 29))


def page(sheet: str, format: str) -> str:
    """Return the report of a sheet in one format, its spaces made single."""
    kind = "html" if format == "html" else "text"
    text = render(report(sheet), format, environment(kind), default_pack())
    return " ".join((Page(text).text if format == "html" else text).split())


def test_a_list_not_sure_as_a_whole_is_one_doubt() -> None:
    """However many red flags the list leaves open, the report has one doubt, as urgent as they."""
    (doubt,) = report(WHOLE)["not_sure"]
    unsure = [flag for flag in report(WHOLE)["flags"] if flag["state"] == "unsure"]
    assert len({flag["suspect"] for flag in unsure}) > 5
    assert all(flag["not_sure_of"] == ["body_signs"] for flag in unsure)
    assert doubt["question"] == "body_signs"
    assert doubt["disposition"] == report(WHOLE)["disposition"]["id"]


@pytest.mark.parametrize("format", TEMPLATES)
def test_a_list_not_sure_as_a_whole_reads_as_one_sentence(format: str) -> None:
    """The reasons name the list once, and none of the illnesses it leaves open."""
    text = page(WHOLE, format)
    assert text.count("You were not sure about: Whole-body signs.") == 1
    assert "We could not rule out:" not in text
    assert "could not be ruled out" not in text


def test_one_box_not_sure_is_named_with_what_it_leaves_open() -> None:
    """A runner who is unsure of one sign reads which, and what could not be ruled out for it."""
    assert not report(ONE_BOX)["not_sure"]
    assert "you were not sure about: A fever" in page(ONE_BOX, "text")
