"""Reports in a real browser: headless Chromium, as Debian packages it, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import view
from triage.store.templates import environment

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = (
    600_000  # milliseconds for a browser that is stuck; a slow machine is not a fault of a page
)
EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 22)
SHEETS = {
    "lower_back": (EXAMPLES / "lower_back.yaml").read_text(encoding="utf-8"),
    "upper_back": (EXAMPLES / "upper_back.yaml").read_text(encoding="utf-8"),
    "red_flag": (EXAMPLES / "red_flag.yaml").read_text(encoding="utf-8"),
    "bone": "{answers: {pain_location: lower, emergency_signs: none, nerve_signs: none, "
    "body_signs: none, wee_skin_signs: none, age: 27, sex: male, onset: gradual, pain_score: 5, "
    "spread: [one_spot, no_warm_up], history: none, pain_days: 16, course: worse, "
    "pain_behaviour: [impact, one_leg], pelvic_health: none, pain_pattern: none, "
    "medicines: none, limits: none, load: [long_run]}}",
    "incomplete": "{answers: {pain_location: lower, emergency_signs: none, age: 40}}",
    "unsure": "{runner: R-017, answers: {pain_location: lower, age: 40, emergency_signs: none, "
    "nerve_signs: {saddle: unsure, bladder: unsure, bowel: no}, pain_behaviour: unsure}}",
}

SWEPT = [
    name if name == "red_flag" else pytest.param(name, marks=pytest.mark.slow) for name in SHEETS
]
"""Where a browser looks at all reports: one of them is not a sweep, so `make test` tries it too."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[sync_api.Browser]:
    """One browser for all tests."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def files(back_pain_engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of each sheet as a file."""
    folder, made = tmp_path_factory.mktemp("reports"), {}
    for name, text in SHEETS.items():
        sheet = read_sheet(text, name, back_pain_engine.pack)
        assessment = back_pain_engine.assess(sheet.answers)
        report = view(assessment, plan(assessment, sheet.tried), sheet, TODAY)
        made[name] = folder / f"{name}.html"
        page = render(report, "html", environment("html"), back_pain_engine.pack)
        made[name].write_text(page, encoding="utf-8")
    return made


@pytest.fixture(params=SWEPT)
def file(request: pytest.FixtureRequest, files: dict[str, Path]) -> Path:
    """One of the reports."""
    return files[str(request.param)]


@pytest.fixture
def page(chromium: sync_api.Browser, file: Path) -> Iterator[sync_api.Page]:
    """That report, opened without a network; what it asks for is in `page.asked`."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    context.close()
