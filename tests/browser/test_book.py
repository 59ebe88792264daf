"""The book of a pack in a browser: sound for everyone, at any width, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE
from tests.browser.test_pages import WCAG
from triage.assurance.trials.trial import fired_by
from triage.model.pack import Pack
from triage.report.documents.book import book_view, illustrated_book
from triage.store.packs import load_vignettes
from triage.store.templates import environment

pytest.importorskip("playwright")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def book(back_pain: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the shipped pack, its review overdue so that everything shows."""
    tree = book_view(back_pain, fired_by(back_pain, load_vignettes(back_pain)), None, date.max)
    path = tmp_path_factory.mktemp("book") / "book.html"
    drawn = illustrated_book(tree, back_pain)
    text = environment("html").get_template("book.html.j2").render(drawn)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def page(chromium: Any, book: Path) -> Iterator[Any]:
    """The book, opened without a network; what it asks for is in `page.asked`."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(book.as_uri())
    yield page
    context.close()


@pytest.mark.slow
def test_the_book_breaks_no_rule_of_wcag_2_2_aa(page: Any) -> None:
    """axe finds nothing wrong. Of long lists of like things the first few are looked at."""
    context = {"include": [["html"]], "exclude": [[".book__rule:nth-of-type(n + 6)"]]}
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = axe_core.Axe().run(page, context, options)
    assert found.response["passes"]
    assert not found.response["violations"], found.generate_report()


@pytest.mark.slow
def test_the_book_fits_a_narrow_screen(page: Any) -> None:
    """At 320 pixels nothing needs sideways scrolling."""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_book_is_one_file_whose_links_lead_somewhere(page: Any, book: Path) -> None:
    """Nothing is asked of a network, and every inner link has its target."""
    assert page.asked == [book.as_uri()]
    lost = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map(a => a.hash.slice(1)).filter(
            id => !document.getElementById(decodeURIComponent(id)))"""
    )
    assert lost == []
