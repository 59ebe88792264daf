"""Every page that we make can be printed: what matters on the screen is on the paper too."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE

pytest.importorskip("playwright")
pytest.importorskip("polars")
pypdf = pytest.importorskip("pypdf")

pytestmark = pytest.mark.browser
EXAMPLES = Path(__file__).parents[2] / "examples"


def _triage(*arguments: object) -> None:
    command = [sys.executable, "-m", "triage", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def _report(folder: Path) -> Path:
    _triage("assess", EXAMPLES / "lower_back.yaml", "-o", folder / "report.html")
    return folder / "report.html"


def _board(folder: Path) -> Path:
    _triage("screen", EXAMPLES / "squad.csv", "--today", "2026-11-24", "-o", folder / "week")
    return folder / "week/board.html"


def _trends(folder: Path) -> Path:
    for day in ("2026-11-24", "2026-11-25"):
        _triage("screen", EXAMPLES / "squad.csv", "--today", day, "-o", folder / "weeks" / day)
    _triage("screen", folder / "weeks", "-o", folder / "trends")
    return folder / "trends/trends.html"


def _book(folder: Path) -> Path:
    _triage("pack", "book", "-o", folder / "book.html")
    return folder / "book.html"


def _cover(folder: Path) -> Path:
    _triage("pack", "cover", "-o", folder / "cover.html")
    return folder / "cover.html"


RELEASE = [pytest.mark.slow, pytest.mark.release]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(
            _report, ["Beetle", "Go now if", "lower back"], id="report", marks=pytest.mark.slow
        ),
        pytest.param(_board, ["R-005", "R-014", "No training"], id="board"),
        pytest.param(_trends, ["R-005", "R-014", "24 Nov 2026", "Each runner"], id="trends"),
        pytest.param(_book, ["Back pain in runners"], id="book", marks=RELEASE),
        pytest.param(_cover, ["vignettes"], id="cover", marks=RELEASE),
    ],
)
def test_a_printed_page_has_its_words(
    chromium: Any, tmp_path: Path, make: Any, expected: list[str]
) -> None:
    """Read back from the PDF that a browser prints, no page is blank and nothing named is lost."""
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(make(tmp_path).as_uri())
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    # Reading hundreds of pages takes minutes: of a long document, the first and last ones.
    read = sheets if len(sheets) <= 12 else [*sheets[:6], *sheets[-3:]]
    texts = [sheet.extract_text() for sheet in read]
    assert all(text.strip() for text in texts)
    words = re.sub(r"\s+", " ", " ".join(texts))
    assert not [each for each in expected if each not in words]
