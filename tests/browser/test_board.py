"""What a coach meets in a browser: a board to read, to filter by keyboard, narrow and on paper."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import PATIENCE
from tests.screening.run.test_screen import screened
from tests.screening.squad import TODAY, the_words, understood
from triage.model.pack import Pack
from triage.screening.run.trends import write_trends
from triage.store.templates import environment

pytest.importorskip("playwright")
pytest.importorskip("polars")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
pypdf = pytest.importorskip("pypdf")

pytestmark = pytest.mark.browser
EXAMPLE = Path(__file__).parents[2] / "examples/squad.csv"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def board_file(back_pain: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board of the example squad, with what changed since the day its first half answered."""
    folder = tmp_path_factory.mktemp("board")
    assert understood(EXAMPLE, back_pain).today == TODAY
    text = EXAMPLE.read_text(encoding="utf-8")
    before = "\n".join(line for line in text.splitlines() if not line.startswith("R-01"))
    screened(back_pain, folder / "before", before.replace("R-001,", "+R-000,"))
    bad = text + 'R-099,2026-11-23,Track,yes,"elbow"\n'
    screened(back_pain, folder / "now", bad, previous=(folder / "before/out",))
    return folder / "now/out/board.html"


@pytest.fixture
def board(chromium: Any, board_file: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The board, opened without a network."""
    scripted = getattr(request, "param", True)
    context = chromium.new_context(
        offline=True, viewport={"width": 1280, "height": 900}, java_script_enabled=scripted
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(board_file.as_uri())
    yield page
    context.close()


def test_axe_finds_nothing_wrong_with_trends(
    chromium: Any, back_pain: Pack, board_file: Path, tmp_path: Path
) -> None:
    """The page of trends passes the same rules, and fits a narrow screen."""
    weeks = tmp_path / "weeks"
    for name, day in (("before", "2026-11-17"), ("now", "2026-11-24")):
        shutil.copytree(board_file.parents[2] / name / "out", weeks / day)
        mark = weeks / day / "screening.json"
        mark.write_text(mark.read_text().replace("2026-11-24", day))
    write_trends(
        weeks, tmp_path / "out", back_pain, the_words(back_pain), environment("html"), force=False
    )
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.set_default_timeout(PATIENCE)
    page.goto((tmp_path / "out/trends.html").as_uri())
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = axe_core.Axe().run(page, None, options)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def _shown(page: Any) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('#board tbody tr')].filter(r => !r.hidden)"
        ".map(r => r.cells[0].textContent)"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(board: Any, scheme: str) -> None:
    """WCAG 2.2 AA and good practice, by day and by night."""
    board.emulate_media(color_scheme=scheme)
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = axe_core.Axe().run(board, None, options)
    assert found.response["passes"]
    assert not found.response["violations"], found.generate_report()


def test_the_board_runs_its_own_script_and_asks_for_nothing(board: Any, board_file: Path) -> None:
    """Its policy lets its one script run, no other, and nothing is fetched."""
    assert board.said == []
    assert board.asked == [board_file.as_uri()]
    assert board.locator("#controls").is_visible()
    board.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), "
        "{textContent: 'window.strange = 1'}))"
    )
    assert board.evaluate("window.strange") is None


@pytest.mark.parametrize("board", [False], indirect=True)
def test_without_its_script_the_board_is_read_all_the_same(board: Any) -> None:
    """Every runner is listed, the most pressing first; what would not work is not shown."""
    rows = board.locator("#board tbody tr")
    assert rows.count() == 16  # one not read in full, one known from before
    assert "Stop & refer" in rows.first.inner_text()
    assert not board.locator("#controls").is_visible()


def test_the_keyboard_alone_searches_filters_and_sorts(board: Any) -> None:
    """Tab reaches each control; typing, choosing and Enter do what a mouse does."""
    everyone = _shown(board)
    while board.evaluate("document.activeElement.id") != "find":
        board.keyboard.press("Tab")
    board.keyboard.type("005")
    assert _shown(board) == ["R-005"]
    assert "find=005" in board.url
    for _ in range(3):
        board.keyboard.press("Backspace")
    board.keyboard.press("Tab")
    board.keyboard.type("Clear")
    assert set(_shown(board)) == {"R-002", "R-003"}
    assert board.locator("#shown").inner_text() == "2 shown"
    while board.evaluate("document.activeElement.type") != "reset":
        board.keyboard.press("Tab")
    board.keyboard.press("Enter")
    board.wait_for_function("document.querySelectorAll('#board tbody tr[hidden]').length === 0")
    while not board.evaluate("document.activeElement.closest('thead')"):
        board.keyboard.press("Tab")
    board.keyboard.press("Enter")
    assert _shown(board) == sorted(everyone)
    board.keyboard.press("Enter")
    assert _shown(board) == sorted(everyone, reverse=True)
    assert board.locator("#board thead th").first.get_attribute("aria-sort") == "descending"


def test_a_link_keeps_the_filter(board: Any) -> None:
    """The address of a filtered board shows the same runners when opened again."""
    board.locator("#by-squad").select_option("Track")
    board.locator("#changed").check()
    here, shown = board.url, _shown(board)
    assert 0 < len(shown) < 14
    board.goto("about:blank")
    board.goto(here)
    assert _shown(board) == shown


def test_a_narrow_screen_needs_no_sideways_scrolling(board: Any) -> None:
    """At 320 pixels, and with text twice its size, everything fits."""
    board.set_viewport_size({"width": 320, "height": 640})
    assert board.evaluate("document.documentElement.scrollWidth") <= 320
    board.set_viewport_size({"width": 1280, "height": 900})
    board.add_style_tag(content="html { font-size: 200% }")
    assert board.evaluate("document.documentElement.scrollWidth") <= 1280


def test_grey_never_looks_clear(board: Any) -> None:
    """Not answered and out of date differ from clear in sign, words and colour."""
    looks = board.evaluate(
        """[...document.querySelectorAll('.states .state')].map(s => [
            s.textContent.trim(), s.querySelector('use').getAttribute('href'),
            getComputedStyle(s).color])"""
    )
    for part in range(3):
        assert part == 2 or len({look[part] for look in looks}) == 7
    colours = {look[0]: look[2] for look in looks}
    assert colours["Clear"] not in (colours["Not answered"], colours["Out of date"])


def test_a_huddle_is_one_page_a_squad(board: Any) -> None:
    """On paper each squad has one page with every runner of it, and no table.

    Who could not be read in full, or did not answer, is there too.
    """
    pages = pypdf.PdfReader(io.BytesIO(board.pdf(prefer_css_page_size=True))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) == 2
    assert "Marathon" in texts[0]
    assert "R-013" in texts[0]
    assert "Track" in texts[1]
    assert "R-009" in texts[1]
    assert "R-099" in texts[1]
    assert "R-000" in texts[0]


def test_a_tile_shows_its_runners_alone_and_then_everyone_again(board: Any) -> None:
    """Each tile is a button: pressed, only its runners are listed; pressed again, all are."""
    everyone = _shown(board)
    for tile in board.locator(".glance button").all():
        count = int(tile.locator("b").inner_text())
        tile.click()
        assert tile.get_attribute("aria-pressed") == "true" or count == 0
        assert len(_shown(board)) == count or count == 0
        tile.click()
        assert _shown(board) == everyone


def test_on_a_phone_the_first_urgent_name_is_on_the_first_screen(board: Any) -> None:
    """Nobody scrolls to find who cannot wait, not even on a board that is some days old."""
    board.set_viewport_size({"width": 390, "height": 844})
    names = board.locator(".is-first p").first
    assert "R-005" in names.inner_text()
    box = names.bounding_box()
    assert box["y"] + box["height"] <= 844


@pytest.mark.parametrize(
    ("opened", "says"),
    [("2026-11-24", None), ("2026-11-25", "1 day old"), ("2026-12-04", "10 days old")],
)
def test_a_board_that_is_opened_later_says_how_old_it_is(
    chromium: Any, board_file: Path, opened: str, says: str | None
) -> None:
    """On the day itself it says nothing; later it says so on the screen and on paper."""
    page = chromium.new_page()
    page.clock.set_fixed_time(f"{opened}T12:00:00")
    page.goto(board_file.as_uri())
    ages = page.locator("header .age")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    if says is None:
        assert not ages.is_visible()
        assert all("This board is" not in sheet.extract_text() for sheet in printed)
    else:
        assert says in ages.inner_text()
        assert all(says in sheet.extract_text() for sheet in printed)
    page.close()
