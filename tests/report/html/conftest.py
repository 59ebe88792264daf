"""The report of each sheet as a tree and as a parsed page, made once."""

from __future__ import annotations

import pytest

from tests.conftest import OTTAWA
from tests.report.html.sheets import SHEETS, rendered, report_of
from tests.report.page import Page
from triage.engine.assess import Engine
from triage.report.view.report import ReportView
from triage.resources import default_pack_folder
from triage.store.packs import load_pack
from triage.store.templates import environment


@pytest.fixture(scope="session")
def engines() -> dict[str, Engine]:
    """The engines of the two packs, built once."""
    folders = {"back": default_pack_folder(), "ankle": OTTAWA}
    return {name: Engine(load_pack(folder)) for name, folder in folders.items()}


@pytest.fixture(scope="session")
def reports(engines: dict[str, Engine]) -> dict[str, ReportView]:
    """The tree of each sheet's report."""
    return {name: report_of(name, engines) for name in SHEETS}


@pytest.fixture(scope="session")
def pages(reports: dict[str, ReportView]) -> dict[str, Page]:
    """The page of each sheet, parsed."""
    templates = environment("html")
    return {name: Page(rendered(report, "html", templates)) for name, report in reports.items()}


@pytest.fixture(params=SHEETS)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a sheet."""
    return str(request.param)


@pytest.fixture
def page(name: str, pages: dict[str, Page]) -> Page:
    """The page of that sheet."""
    return pages[name]


@pytest.fixture
def report(name: str, reports: dict[str, ReportView]) -> ReportView:
    """The tree of that sheet's report."""
    return reports[name]
