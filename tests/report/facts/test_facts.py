"""The JSON report holds facts: each once, no drawing, and small enough to keep."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from triage.engine.assess import Engine
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import view
from triage.store.sheets import load_sheet
from triage.store.templates import environment

EXAMPLES = Path(__file__).parents[3] / "examples"
MOST = {"lower_back": 90_000}
MOST_OTHERWISE = 100_000


@pytest.fixture(params=sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def example(request: pytest.FixtureRequest) -> str:
    """The name of an example sheet."""
    return str(request.param)


@pytest.fixture
def text(example: str, back_pain_engine: Engine) -> str:
    """Its JSON report."""
    pack = back_pain_engine.pack
    sheet = load_sheet(EXAMPLES / f"{example}.yaml", pack)
    assessment = back_pain_engine.assess(sheet.answers)
    report = view(assessment, plan(assessment, sheet.tried), sheet, date(2026, 11, 22))
    return render(report, "json", environment("text"), pack)


def test_a_json_report_is_small_and_has_no_drawing(example: str, text: str) -> None:
    """What is kept or sent of a runner is a page of facts, not an album."""
    assert len(text.encode()) <= MOST.get(example, MOST_OTHERWISE)
    assert "<svg" not in text
    assert json.loads(text)["schema"] == "triage-report/2"


def test_a_json_report_has_a_line_for_each_row(text: str) -> None:
    """People can read it, and compare two line by line."""
    tree = json.loads(text)
    lines = text.splitlines()
    for firing in tree["trace"]:
        assert sum(line.startswith(f'{{"step":{firing["step"]},') for line in lines) == 1
    for source in tree["sources"]:
        assert sum(line.startswith(f'"{source}":{{"citation"') for line in lines) == 1


def test_what_is_named_by_an_id_is_in_its_table(text: str) -> None:
    """No key leads nowhere: questions, suspects, rules, sources, traits and exercises."""
    tree = json.loads(text)
    fired = {firing["rule"] for firing in tree["trace"]}
    unfired = {
        rule
        for suspect in tree["suspects"].values()
        for state in ("not_met", "unsure", "open")
        for rule in suspect.get(state, {})
    }
    programme, held = tree["programme"], {hold["trait"] for hold in tree["held"]}
    offered = programme.get("offered", {})
    dropped = {item.partition(".")[0] for item in tree["dropped"]}
    assert {*tree["unsettled"], *tree["unasked"], *dropped} <= {*tree["answers"]}
    assert {flag["suspect"] for flag in tree["flags"]} <= {*tree["suspects"]}
    assert {flag["rule"] for flag in tree["flags"]} <= fired | unfired
    assert {item["rule"] for item in tree["advice"].values() if "unless" not in item} <= fired
    assert {rule for cause in tree["causes"] for rule in cause["rules"]} <= fired
    assert {x for cause in tree["causes"] for x in cause.get("exercises", [])} <= {*offered}
    for exercise in programme.get("left_out", {}).values():
        assert {*exercise.get("holds", [])} <= held
    rows: list[Any] = [*tree["trace"], *tree["causes"], *tree["advice"].values()]
    cited = {key for row in [*rows, *offered.values()] for key in row.get("sources", [])}
    assert cited <= {*tree["sources"]}
    finding = {*tree["findings"]}
    for fact in (f for firing in tree["trace"] for clause in firing["matches"] for f in clause):
        name = fact.removeprefix("not: ").split()[0]
        assert name in finding or name in tree["answers"] or "at least" in fact
