"""Reports as JSON, and whether one is refused after it was tampered with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from triage.assurance.verify.verify import verify
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.answers import Answers, Sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.facts.facts import facts
from triage.report.formats.render import to_lines
from triage.report.view.answers import sheet_view
from triage.report.view.report import view

Report = Any
TODAY = date(2026, 11, 22)


def report_of(
    engine: Engine,
    given: Answers,
    tried: Mapping[str, bool] | None = None,
    runner: str | None = None,
) -> Report:
    """Return the JSON report of answers as they would be read from a sheet."""
    written = sheet_view(Sheet(answers=given, tried=tried or {}), engine.pack)
    sheet = read_sheet(json.dumps({**written, "runner": runner}), "sheet", engine.pack)
    assessment = engine.assess(sheet.answers)
    tree = view(assessment, plan(assessment, sheet.tried), sheet, TODAY)
    return json.loads(to_lines(facts(tree, engine.pack)))


def sealed(report: Report) -> Report:
    """Return a report with the digest that whoever tampered with it could give it."""
    if "digest" in report:
        others = {key: value for key, value in report.items() if key != "digest"}
        text = json.dumps(others, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        report["digest"] = hashlib.sha256(text.encode()).hexdigest()
    return report


def is_rejected(report: Report, pack: Pack) -> bool:
    """Say whether the checker finds anything that does not follow."""
    return verify(report, pack, "report.json") is not None
