"""The report on paper: a document that readers, screen readers and printers can use."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from triage.engine.assess import Engine
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import ReportView, view
from triage.store.pdf import to_pdf
from triage.store.sheets import load_sheet
from triage.store.templates import environment

pytestmark = [pytest.mark.usefixtures("pango"), pytest.mark.slow]
EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 22)
POINTS = {"a4": (595, 842), "letter": (612, 792)}
PAPER = {"upper_back": "letter", "red_flag": "a4"}
SQUARE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
    "hgGAWjR9awAAAABJRU5ErkJggg=="
)


class OnDemand(dict[str, Any]):
    """Makes each report when it is first asked for by name: a long one takes long."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> Any:
        self[name] = self.make(name)
        return self[name]


def report_of(name: str, engine: Engine) -> ReportView:
    sheet = load_sheet(EXAMPLES / f"{name}.yaml", engine.pack)
    assessment = engine.assess(sheet.answers)
    return view(assessment, plan(assessment, sheet.tried), sheet, TODAY)


@pytest.fixture(scope="module")
def reports(back_pain_engine: Engine) -> dict[str, ReportView]:
    return {name: report_of(name, back_pain_engine) for name in PAPER}


@pytest.fixture(scope="module")
def contents(reports: dict[str, ReportView], back_pain: Pack) -> dict[str, bytes]:
    """A calm report with many exercises on Letter, the shorter paper; an emergency on A4."""
    templates = environment("html")
    return OnDemand(
        lambda name: to_pdf(render(reports[name], "html", templates, back_pain), PAPER[name])
    )


@pytest.fixture(scope="module")
def documents(contents: dict[str, bytes]) -> dict[str, pypdf.PdfReader]:
    """The same, read back."""
    return OnDemand(lambda name: pypdf.PdfReader(io.BytesIO(contents[name])))


@pytest.fixture(params=[pytest.param("upper_back", marks=pytest.mark.slow), "red_flag"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(name: str, documents: dict[str, pypdf.PdfReader]) -> pypdf.PdfReader:
    return documents[name]


@pytest.fixture(scope="module")
def texts(documents: dict[str, pypdf.PdfReader]) -> dict[str, list[str]]:
    """The text of each page, with single spaces."""
    return OnDemand(
        lambda name: [" ".join(page.extract_text().split()) for page in documents[name].pages]
    )


def test_every_page_has_the_size_asked_for(document: pypdf.PdfReader, name: str) -> None:
    """`--paper` decides the size of every page."""
    sizes = {(round(p.mediabox.width), round(p.mediabox.height)) for p in document.pages}
    assert sizes == {POINTS[PAPER[name]]}


def test_a_document_is_tagged_titled_and_names_its_language(
    document: pypdf.PdfReader, name: str, reports: dict[str, ReportView]
) -> None:
    """What PDF/UA asks of the document: tags, language, a title that is shown, its own marking."""
    catalogue: Any = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == reports[name]["pack"]["language"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert (document.metadata.title or "").startswith(reports[name]["disposition"]["title"])
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def _tags(node: Any) -> Iterator[Any]:
    if isinstance(node, pypdf.generic.IndirectObject):
        node = node.get_object()
    if isinstance(node, pypdf.generic.DictionaryObject) and "/S" in node:
        yield node
    if isinstance(node, pypdf.generic.DictionaryObject):
        node = node.get("/K", [])
    if isinstance(node, pypdf.generic.IndirectObject):
        node = node.get_object()
    for child in node if isinstance(node, list) else [node]:
        if isinstance(child, (pypdf.generic.IndirectObject, pypdf.generic.DictionaryObject)):
            yield from _tags(child)


def test_tags_say_what_is_a_heading_a_list_and_a_drawing(document: pypdf.PdfReader) -> None:
    """A screen reader finds headings, lists and table headers, and words for each drawing."""
    catalogue: Any = document.trailer["/Root"]
    tags = list(_tags(catalogue["/StructTreeRoot"]))
    kinds = [tag["/S"] for tag in tags]
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/Link"} <= set(kinds)
    assert kinds.count("/H1") == 1
    assert [tag.get("/Alt") for tag in tags if tag["/S"] == "/Figure" and not tag.get("/Alt")] == []


def test_bookmarks_are_the_headings(
    document: pypdf.PdfReader, name: str, reports: dict[str, ReportView]
) -> None:
    """The outline leads to each section, under the advice that is the title."""
    (top,) = [entry for entry in document.outline if not isinstance(entry, list)]
    assert top.title == reports[name]["disposition"]["title"]
    below = next(entry for entry in document.outline if isinstance(entry, list))
    titles = [entry.title for entry in below if not isinstance(entry, list)]
    assert titles[0] == "Why"
    assert {"For a clinician", "What this can and cannot do"} <= set(titles)


def test_every_page_says_whose_it_is_and_its_number(texts: dict[str, list[str]], name: str) -> None:
    """A sheet that got loose can be put back: runner, date, page and pages."""
    runner = {"upper_back": "R-022", "red_flag": "R-031"}[name]
    for number, text in enumerate(texts[name], start=1):
        assert f"{runner} 2026-11-22" in text
        assert f"{number} / {len(texts[name])}" in text


def test_what_is_folded_on_a_screen_is_on_paper(
    texts: dict[str, list[str]], name: str, reports: dict[str, ReportView]
) -> None:
    """Every rule and every source of the report is in the document."""
    text = "".join(texts[name]).replace(" ", "")
    report = reports[name]
    assert all(firing["rule"] in text for firing in report["trace"])
    assert all(rule["rule"] in text for rule in report["blocked"])
    assert all("".join(source["citation"].split()) in text for source in report["sources"])


def _page_of(words: str, texts: list[str]) -> int:
    return next(number for number, text in enumerate(texts, start=1) if words in text)


@pytest.mark.slow
def test_a_runner_reads_a_few_pages_and_a_clinician_finds_hers(
    texts: dict[str, list[str]],
) -> None:
    """The runner's part comes first and is short; the answers and first rules share one page."""
    pages = texts["upper_back"]
    clinician = _page_of("For a clinician", pages)
    assert clinician <= 12  # with the widest fonts a machine may fall back to
    assert len(pages) <= 20
    assert "FD-UPPER-01" in pages[clinician - 1]
    assert _page_of("For a clinician", texts["red_flag"]) <= 4


@pytest.mark.slow
def test_cards_are_not_split(texts: dict[str, list[str]], reports: dict[str, ReportView]) -> None:
    """The advice, the emergency signs, each exercise and the calendar are on one page each."""
    report, pages = reports["upper_back"], texts["upper_back"]
    assert report["disposition"]["how_soon"] in pages[0]
    emergency = report["safety_net"][0]["alarms"]
    card = _page_of(emergency[0]["words"], pages)
    assert card <= 2
    assert emergency[-1]["words"] in pages[card - 1]
    for exercise in report["programme"]["exercises"]:
        if exercise["is_in"]:
            page = pages[_page_of(" ".join(exercise["aim"].split()), pages) - 1]
            assert " ".join(exercise["stop_rule"].split()) in page
    calendar = pages[_page_of("Calendar to pin up", pages) - 1]
    assert report["programme"]["dosage"] is not None
    assert all(
        " ".join(week.split()) in calendar for week in report["programme"]["dosage"]["weeks"]
    )
    assert " ".join(report["programme"]["dosage"]["stop_rule"].split()) in calendar


def test_no_page_is_nearly_empty(texts: dict[str, list[str]], name: str) -> None:
    """No heading is left alone on a page, nor the last lines of a chapter."""
    assert [len(page.split()) for page in texts[name] if len(page.split()) < 100] == []


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes(
    contents: dict[str, bytes], reports: dict[str, ReportView], back_pain: Pack
) -> None:
    """A report made again tomorrow is the same document; no clock is in it."""
    page = render(reports["red_flag"], "html", environment("html"), back_pain)
    assert to_pdf(page, PAPER["red_flag"]) == contents["red_flag"]


def test_a_page_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page asks for, from a network, a disk or itself, is left out."""
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda *where: asked.append(where))
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'secret' }")
    page = (
        f'<html lang="en"><head><title>t</title><link rel="stylesheet" href="{secret.as_uri()}">'
        '<link rel="attachment" href="https://example.org/a"></head><body><p>words</p>'
        f'<img alt="a" src="https://example.org/a.png"><img alt="b" src="{SQUARE}"></body></html>'
    )
    document = pypdf.PdfReader(io.BytesIO(to_pdf(page, "a4")))
    assert not asked
    assert "secret" not in document.pages[0].extract_text()
    assert not document.attachments
    assert not list(document.pages[0].images)
