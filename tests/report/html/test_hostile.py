"""Whatever a pack or a sheet says, it stays text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, cast

import pytest

from tests.report.html.sheets import rendered
from tests.report.page import Page
from triage.report.view.report import ReportView
from triage.resources import templates_folder
from triage.store import templates
from triage.store.templates import environment

# Words of the tree that are names, not text: they choose a template's words or link to a place.
NAMES = {
    "schema", "id", "level", "state", "standing", "truth", "about", "kind", "grade", "strength",
    "read", "disposition", "side", "use_when", "withheld", "question", "option", "name", "rule",
    "rules", "suspect", "sources", "key", "reason", "added_by", "variant_of", "answer", "for_cause",
    "trait", "date", "review_by", "since", "conclusion", "could_reach", "sheet",
    "regions", "why_no_changes",
}  # fmt: skip
PAYLOAD = "\"'></style></title></p><evil onload=alert(1)>{{ 7 * 7 }}\\"


def _poisoned(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: v if k in NAMES else _poisoned(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_poisoned(item, key) for item in value]
    return value + PAYLOAD if isinstance(value, str) else value


def test_no_text_of_a_pack_or_sheet_becomes_markup(report: ReportView) -> None:
    """Every text of the tree is shown as text, whatever it holds."""
    poisoned = cast(ReportView, _poisoned(report))
    poisoned["runner"] = "R" + PAYLOAD
    page = Page(rendered(poisoned, "html", environment("html")))
    assert not page.all("evil")
    assert PAYLOAD in page.only("title").text
    assert "evil onload=alert(1)" in page.text


def test_a_page_is_escaped_even_after_markdown_was_made(
    reports: dict[str, ReportView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates compiled for Markdown, which escapes otherwise, are not used for a page."""
    copy = Path(shutil.copytree(templates_folder(), tmp_path / "templates"))
    monkeypatch.setattr(templates, "templates_folder", lambda: copy)
    shutil.rmtree(copy / "__pycache__", ignore_errors=True)
    poisoned = cast(ReportView, _poisoned(reports["calm"]))
    rendered(poisoned, "md", environment("md"))
    assert not Page(rendered(poisoned, "html", environment("html"))).all("evil")


def test_no_text_of_a_sheet_breaks_out_of_a_style(reports: dict[str, ReportView]) -> None:
    """Only letters, digits, dots and hyphens of a runner's name reach the style sheet."""
    report = cast(ReportView, {**reports["calm"], "runner": PAYLOAD})
    style = Page(rendered(report, "html", environment("html"))).style
    (content,) = re.findall(r"@bottom-left \{ content: (.*?); font", style)
    assert re.fullmatch(r'"[\w .-]*"', content)


def test_a_source_links_only_to_the_web(reports: dict[str, ReportView]) -> None:
    """An address of any other scheme is text."""
    report = cast(ReportView, dict(reports["calm"]))
    report["sources"] = [{**source, "url": "javascript:alert(1)"} for source in report["sources"]]
    page = Page(rendered(report, "html", environment("html")))
    assert all(link.attributes["href"].startswith("#") for link in page.all("a"))
    assert "javascript:alert(1)" in page.text
