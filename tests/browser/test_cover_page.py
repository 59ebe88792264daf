"""The page of `triage pack cover` in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.assurance.vignettes import vignettes_of
from tests.browser.conftest import PATIENCE
from triage.assurance.cover.cover import cover
from triage.assurance.cover.suggest import Suggester
from triage.engine.assess import Engine
from triage.report.documents.cover import coverage_view
from triage.store.templates import environment

axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_the_coverage_page_has_no_violation(
    chromium: Any, ottawa_engine: Engine, tmp_path: Path
) -> None:
    """axe finds nothing wrong, everything unfolded, in either colour scheme."""
    vignettes = vignettes_of(ottawa_engine.pack)
    found = Suggester(ottawa_engine, vignettes).suggest(cover(ottawa_engine.pack, vignettes))
    file = tmp_path / "cover.html"
    template = environment("html").get_template("cover.html.j2")
    file.write_text(template.render(coverage_view(found)), encoding="utf-8")
    for scheme in ("light", "dark"):
        context = chromium.new_context(offline=True, color_scheme=scheme)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        result = axe_core.Axe().run(page)
        assert not result.response["violations"], result.generate_report()
        context.close()
