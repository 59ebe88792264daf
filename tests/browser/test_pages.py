"""What people meet when they open, print, magnify or tab through a report in a browser."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright")
pypdf = pytest.importorskip("pypdf")

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
FOCUSABLE = "a[href], summary, [tabindex='0']"


def _violations(page: Any, rules: dict[str, Any], exclude: str | None = None) -> str:
    page.evaluate(OPEN)
    context = {"include": [["html"]], "exclude": [[exclude]]} if exclude else None
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = axe_core.Axe().run(page, context, options)
    assert found.response["passes"]
    return str(found.generate_report()) if found.response["violations"] else ""


def test_no_violation_of_wcag_2_2_aa(page: Any) -> None:
    """axe finds nothing wrong, with everything unfolded."""
    assert not _violations(page, {"type": "tag", "values": WCAG})


def test_the_dark_scheme_has_contrast(page: Any) -> None:
    """By night only colours are different. Of long lists the first few of a kind are looked at."""
    page.emulate_media(color_scheme="dark")
    rules = {"type": "rule", "values": ["color-contrast"]}
    assert not _violations(page, rules, exclude="li:nth-child(n + 6)")


def test_nothing_is_asked_of_the_network(page: Any, file: Path) -> None:
    """Opening, unfolding and printing a report loads the one file and no more."""
    page.evaluate(OPEN)
    page.pdf()
    assert page.asked == [file.as_uri()]


def test_a_narrow_screen_needs_no_sideways_scrolling(page: Any) -> None:
    """At 320 pixels everything fits; only a drawing or table too wide scrolls in its own frame."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    too_wide = page.evaluate(
        """[...document.querySelectorAll('body *')].filter(
            e => !e.closest('.scroll > *') && e.checkVisibility()
                && !e.matches('.vh, .vh *, .skip')
                && e.getBoundingClientRect().right > 320.5).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert not too_wide


def test_text_at_twice_its_size_stays_on_the_page(page: Any) -> None:
    """With text at 200 % nothing runs out of a window of 1280 pixels."""
    page.evaluate(OPEN)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_every_inner_link_shows_its_target(page: Any) -> None:
    """Following a link unfolds what its target is folded in."""
    lost = page.evaluate(
        """async () => {
            const lost = [];
            const targets = [...document.querySelectorAll('a[href^="#"]')].map(a => a.hash);
            for (const hash of new Set(targets)) {
                document.querySelectorAll('details').forEach(d => d.open = false);
                location.hash = hash;
                await new Promise(done => setTimeout(done));
                const target = document.getElementById(decodeURIComponent(hash.slice(1)));
                if (!target || !target.checkVisibility({contentVisibilityAuto: true}))
                    lost.push(hash);
            }
            return lost;
        }"""
    )
    assert not lost


def _stops(page: Any) -> tuple[list[str], list[tuple[str, bool]]]:
    """Press Tab until every stop was visited; return the stops in the page's order, and as met."""
    wanted = page.evaluate(
        f"""[...document.querySelectorAll("{FOCUSABLE}")].filter(
            e => e.checkVisibility()).map((e, i) => e.dataset.stop = '' + i)"""
    )
    page.evaluate(
        """() => {
            window.stops = [];
            document.addEventListener('focusin', event => {
                const style = getComputedStyle(event.target);
                const seen = style.boxShadow !== 'none' || parseFloat(style.outlineWidth) >= 2;
                window.stops.push([event.target.dataset.stop, seen]);
            });
        }"""
    )
    for _ in wanted:
        page.keyboard.press("Tab")
    return wanted, page.evaluate("window.stops")


def test_the_keyboard_reaches_everything_in_order(page: Any) -> None:
    """Tab stops once at each link and fold, from top to bottom, and shows where it is."""
    wanted, stops = _stops(page)
    assert [stop for stop, _ in stops] == wanted
    assert all(seen for _, seen in stops)


@pytest.mark.parametrize("file", ["red_flag"], indirect=True)
def test_the_keyboard_unfolds_and_reaches_what_was_folded(page: Any) -> None:
    """Enter opens a fold; then Tab stops at everything that was in it."""
    folds = page.locator("summary")
    folds.first.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    page.reload()
    page.evaluate(OPEN)
    wanted, stops = _stops(page)
    assert [stop for stop, _ in stops] == wanted
    assert all(seen for _, seen in stops)


def test_forced_colours_keep_what_a_card_says(page: Any) -> None:
    """In a high contrast theme cards keep their border, their words and their shape."""
    page.emulate_media(forced_colors="active")
    cards = page.evaluate(
        """[...document.querySelectorAll('.card, .unfinished')].map(card => {
            const style = getComputedStyle(card);
            const fill = card.querySelector('.shape__fill');
            const mark = card.querySelector('.shape__mark');
            return {
                border: style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth),
                line: style.borderTopColor, ground: getComputedStyle(document.body).backgroundColor,
                words: card.innerText.trim().length,
                shape: !fill || getComputedStyle(fill).fill !== getComputedStyle(mark).stroke,
            };
        })"""
    )
    assert cards
    for card in cards:
        assert card["border"] >= 1
        assert card["line"] != card["ground"]
        assert card["words"] > 20
        assert card["shape"]
    steps = page.evaluate(
        "[...document.querySelectorAll('.steps i')].map(i => getComputedStyle(i).backgroundColor)"
    )
    on = page.locator(".steps .on").count()
    assert len(set(steps[:on])) == 1
    assert steps[0] not in steps[on:]


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("lower_back", marks=pytest.mark.slow),
        "red_flag",
        pytest.param("incomplete", marks=pytest.mark.slow),
    ],
    indirect=True,
)
def test_print_shows_what_is_folded(page: Any) -> None:
    """Printed from the browser, every source and every rule is on paper, though all was folded."""
    folded = page.evaluate(
        "[...document.querySelectorAll('details .id')].map(e => e.textContent.trim())"
    )
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in printed.pages))
    assert folded
    assert not [words for words in folded if re.sub(r"\s+", "", words) not in text]


@pytest.mark.parametrize("file", ["red_flag"], indirect=True)
def test_no_printed_page_is_nearly_empty(page: Any) -> None:
    """Printed from the browser, neither a heading nor the foot of the report has a page alone."""
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = [len(sheet.extract_text().split()) for sheet in printed.pages]
    assert min(words) >= 100


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_page_of_paper_is_full_width(page: Any, paper: str) -> None:
    """Nothing is shrunk to fit: a browser prints the page as wide as the paper allows."""
    page.emulate_media(media="print")
    width = {"A4": 794, "Letter": 816}[paper] - 106  # pixels, without the margins
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_splits_no_card(page: Any) -> None:
    """The advice, the emergency signs and each exercise are on one sheet of paper."""
    page.emulate_media(media="print")
    split = page.evaluate(
        """[...document.querySelectorAll('.card, .exercise, #calendar table')].filter(
            e => getComputedStyle(e).breakInside !== 'avoid').map(e => e.className)"""
    )
    assert not split
