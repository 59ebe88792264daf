"""The HTML report is one small file that asks for nothing; brief trees lose nothing."""

from __future__ import annotations

import re

from tests.report.html.sheets import rendered, report_of
from tests.report.page import Page
from triage.engine.assess import Engine
from triage.report.view.report import ReportView
from triage.store.templates import environment


def test_a_text_report_misses_nothing_that_a_brief_tree_leaves_out(
    name: str, report: ReportView, engines: dict[str, Engine]
) -> None:
    """What is not made for a report in a terminal would not have been shown there."""
    templates = environment("text")
    brief = report_of(name, engines, is_brief=True)
    assert rendered(brief, "text", templates) == rendered(report, "text", templates)


def test_a_page_asks_for_nothing(page: Page) -> None:
    """No script, no file, no request: a page works in an aeroplane and after ten years."""
    loads = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "base", "form"}
    assert not page.all(*loads)
    for element in page.elements:
        assert not {"src", "srcset", "style", "http-equiv", "ping"} & element.attributes.keys()
        assert not [key for key in element.attributes if key.startswith("on")]
    assert not re.search(r"url\(|@import|expression\(|src\s*:", page.style)


def test_only_sources_link_out_of_the_page(page: Page) -> None:
    """Every link that leaves the page is a source, and its host learns nothing about the runner."""
    for link in page.all("a"):
        href = link.attributes["href"]
        if not href.startswith("#"):
            assert href.startswith(("https://", "http://"))
            assert any("sources" in outer.classes for outer in link.inside)
            assert link.attributes["rel"] == "noreferrer noopener"


def test_a_page_is_small(page: Page) -> None:
    """A page, drawings included, is well below the 300 KB that design allows."""
    assert len(page.html.encode()) < 270_000


def test_the_same_tree_gives_the_same_page(page: Page, report: ReportView) -> None:
    """A page depends only on its tree and the poses of its pack."""
    assert rendered(report, "html", environment("html")) == page.html
