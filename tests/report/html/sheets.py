"""Answer sheets whose reports are looked at, and the trees of their reports."""

from __future__ import annotations

from datetime import date
from functools import cache

from jinja2 import Environment

from tests.conftest import OTTAWA
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import ReportView, view
from triage.resources import default_pack_folder
from triage.store.packs import load_pack

TODAY = date(2026, 11, 22)
NO_SIGNS = (
    "emergency_signs: none, nerve_signs: none, body_signs: none, wee_skin_signs: none, age: 34, "
    "sex: male, onset: gradual, history: none, course: better, pain_days: 12, "
    "spread: none, pelvic_health: none, pain_pattern: none, medicines: none, limits: none"
)
CALM = f"pain_location: lower, {NO_SIGNS}, pain_score: 4, load: [long_run, no_strength]"
SHEETS = {
    "calm": f"{{runner: R-1, answers: {{{CALM}, pain_behaviour: [late_run], "
    "form_lower: [hip_drop, balance_short], daily_life: [long_sitting]}}",
    "holds": f"{{answers: {{{CALM}, pain_behaviour: [bend, sitting], form_lower: none, "
    "daily_life: {sore_knee: unsure, sore_wrist: yes}}, tried: {beetle: no}}",
    "physio": f"{{answers: {{{CALM.replace('spread: none', 'spread: [below_knee]')}, "
    "pain_behaviour: none, form_lower: none, daily_life: none}}",
    "unsure": "{answers: {pain_location: lower, age: 40, emergency_signs: none, "
    "nerve_signs: {saddle: unsure, bladder: unsure, bowel: no}, pain_behaviour: unsure}}",
    "emergency": "{runner: R-2, answers: {pain_location: lower, age: 34, emergency_signs: none, "
    "nerve_signs: {saddle: yes, bladder: unsure}}}",
    "begun": "{answers: {pain_location: lower, emergency_signs: none, age: 40, "
    "pain_behaviour: [sitting]}}",
    "begun_urgent": "{answers: {pain_location: lower, body_signs: [fever], age: 40}}",
    "empty": "{answers: {}}",
    "ankle": "{answers: {danger: no, pain_zone: ankle, four_steps: no}}",
    "ankle_empty": "{answers: {}}",
}


def report_of(name: str, engines: dict[str, Engine], **how: bool) -> ReportView:
    """Return the tree of a sheet's report."""
    engine = engines["ankle" if name.startswith("ankle") else "back"]
    sheet = read_sheet(SHEETS[name], name, engine.pack)
    assessment = engine.assess(sheet.answers)
    return view(assessment, plan(assessment, sheet.tried), sheet, TODAY, **how)


def rendered(report: ReportView, format: str, environment: Environment) -> str:
    """Return a report rendered with the pack it names."""
    return render(report, format, environment, _packs()[report["pack"]["id"]])


@cache
def _packs() -> dict[str, Pack]:
    packs = (load_pack(folder) for folder in (default_pack_folder(), OTTAWA))
    return {pack.id: pack for pack in packs}
