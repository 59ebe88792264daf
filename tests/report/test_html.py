"""The HTML report: one file, asks for nothing, reads in order, never clearer than it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from jinja2 import Environment

from tests.conftest import OTTAWA
from tests.report.page import Page
from triage.engine.assess import Engine
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.formats.render import render
from triage.report.view.report import ReportView, view
from triage.resources import default_pack_folder, templates_folder
from triage.store import templates
from triage.store.packs import load_pack
from triage.store.templates import environment

TODAY = date(2026, 11, 22)
NO_SIGNS = (
    "emergency_signs: none, nerve_signs: none, body_signs: none, wee_skin_signs: none, age: 34, "
    "sex: male, onset: gradual, history: none, course: better, pain_days: 12, "
    "spread: none"
)
CALM = f"pain_location: lower, {NO_SIGNS}, pain_score: 4, load: [long_run, no_strength]"
SHEETS = {
    "calm": f"{{runner: R-1, answers: {{{CALM}, pain_behaviour: [late_run], "
    "form_lower: [hip_drop, balance_short], daily_life: [long_sitting]}}",
    "holds": f"{{answers: {{{CALM}, pain_behaviour: [bend, sitting], form_lower: none, "
    "daily_life: {sore_knee: unsure, sore_wrist: yes}}, tried: {beetle: no}}",
    "physio": f"{{answers: {{{CALM.replace('spread: none', 'spread: [below_knee]')}, "
    "pain_behaviour: none, form_lower: none, daily_life: none}}",
    "unsure": "{answers: {pain_location: lower, age: 40, emergency_signs: none, "
    "nerve_signs: {saddle: unsure, bladder: unsure, bowel: no}, pain_behaviour: unsure}}",
    "emergency": "{runner: R-2, answers: {pain_location: lower, age: 34, emergency_signs: none, "
    "nerve_signs: {saddle: yes, bladder: unsure}}}",
    "begun": "{answers: {pain_location: lower, emergency_signs: none, age: 40, "
    "pain_behaviour: [sitting]}}",
    "begun_urgent": "{answers: {pain_location: lower, body_signs: [fever], age: 40}}",
    "empty": "{answers: {}}",
    "ankle": "{answers: {danger: no, pain_zone: ankle, four_steps: no}}",
    "ankle_empty": "{answers: {}}",
}
# Words of the tree that are names, not text: they choose a template's words or link to a place.
NAMES = {
    "schema", "id", "level", "state", "standing", "truth", "about", "kind", "grade", "strength",
    "read", "disposition", "side", "use_when", "withheld", "question", "option", "name", "rule",
    "rules", "suspect", "sources", "key", "reason", "added_by", "variant_of", "answer", "for_cause",
    "trait", "date", "review_by", "since", "conclusion", "could_reach", "sheet",
    "regions", "why_no_changes",
}  # fmt: skip
PAYLOAD = "\"'></style></title></p><evil onload=alert(1)>{{ 7 * 7 }}\\"


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    """The engines of the two packs, built once."""
    folders = {"back": default_pack_folder(), "ankle": OTTAWA}
    return {name: Engine(load_pack(folder)) for name, folder in folders.items()}


def report_of(name: str, engines: dict[str, Engine], **how: bool) -> ReportView:
    """Return the tree of a sheet's report."""
    engine = engines["ankle" if name.startswith("ankle") else "back"]
    sheet = read_sheet(SHEETS[name], name, engine.pack)
    assessment = engine.assess(sheet.answers)
    return view(assessment, plan(assessment, sheet.tried), sheet, TODAY, **how)


def rendered(report: ReportView, format: str, environment: Environment) -> str:
    """Return a report rendered with the pack it names."""
    return render(report, format, environment, _packs()[report["pack"]["id"]])


@cache
def _packs() -> dict[str, Pack]:
    packs = (load_pack(folder) for folder in (default_pack_folder(), OTTAWA))
    return {pack.id: pack for pack in packs}


@pytest.fixture(scope="module")
def reports(engines: dict[str, Engine]) -> dict[str, ReportView]:
    """The tree of each sheet's report."""
    return {name: report_of(name, engines) for name in SHEETS}


@pytest.fixture(scope="module")
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


def test_a_text_report_misses_nothing_that_a_brief_tree_leaves_out(
    name: str, report: ReportView, engines: dict[str, Engine]
) -> None:
    """What is not made for a report in a terminal would not have been shown there."""
    templates = environment("text")
    brief = report_of(name, engines, is_brief=True)
    assert rendered(brief, "text", templates) == rendered(report, "text", templates)


# -- one file ------------------------------------------------------------------------------------


def test_a_page_asks_for_nothing(page: Page) -> None:
    """No script, no file, no request: a page works in an aeroplane and after ten years."""
    loads = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "base", "form"}
    assert not page.all(*loads)
    for element in page.elements:
        assert not {"src", "srcset", "style", "http-equiv", "ping"} & element.attributes.keys()
        assert not [key for key in element.attributes if key.startswith("on")]
    assert not re.search(r"url\(|@import|expression\(|src\s*:", page.style)


def test_only_sources_link_out_of_the_page(page: Page) -> None:
    """Every link that leaves the page is a source, and tells its host nothing of the runner."""
    for link in page.all("a"):
        href = link.attributes["href"]
        if not href.startswith("#"):
            assert href.startswith(("https://", "http://"))
            assert any("sources" in outer.classes for outer in link.inside)
            assert link.attributes["rel"] == "noreferrer noopener"


def test_a_page_is_small(page: Page) -> None:
    """A page, drawings included, is well below the 300 KB that design allows."""
    assert len(page.html.encode()) < 250_000


def test_the_same_tree_gives_the_same_page(page: Page, report: ReportView) -> None:
    """A page depends on its tree, and on the poses of its pack, alone."""
    assert rendered(report, "html", environment("html")) == page.html


# -- whatever a pack or a sheet says -------------------------------------------------------------


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


# -- read aloud ----------------------------------------------------------------------------------


def test_headings_are_in_order(page: Page) -> None:
    """One h1; no level is skipped on the way down."""
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(heading.text for heading in page.all("h1", "h2", "h3", "h4"))


def test_ids_are_unique_and_links_lead_somewhere(page: Page) -> None:
    """Every id is there once; every inner link and label names one."""
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in page.elements:
        href = element.attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, href
        for label in element.attributes.get("aria-labelledby", "").split():
            assert label in ids, label


def test_landmarks_language_and_skip_link(page: Page, report: ReportView) -> None:
    """A page names its language and parts, and its first link skips to the advice."""
    assert page.only("html").attributes["lang"] == report["pack"]["language"]
    for landmark in ("main", "header", "footer", "nav", "title"):
        assert page.only(landmark).text
    first = page.all("a")[0]
    assert first.attributes["href"] == "#main"
    assert page.only("main").attributes["id"] == "main"
    assert page.only("nav").attributes["aria-labelledby"]


def test_tables_have_headers_and_captions(page: Page) -> None:
    """Every header cell says what it heads; every table says what it is."""
    assert all(cell.attributes.get("scope") in {"col", "row"} for cell in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))


def test_the_contents_name_every_section(page: Page) -> None:
    """The list of contents and the sections agree, in the same order."""
    listed = [
        (link.attributes["href"][1:], link.text) for link in page.all("a") if link.is_in("nav")
    ]
    sections = [
        (section.attributes["id"], page.with_id(section.attributes["id"] + "-title").text)
        for section in page.all("section")
        if "id" in section.attributes
    ]
    assert listed == sections


def _schemes(style: str) -> Iterator[dict[str, str]]:
    screen = style.split("@page", maxsplit=1)[0]
    light: dict[str, str] = {}
    for block in re.findall(r":root \{(.*?)\}", screen, re.DOTALL):
        light = {**light, **dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block))}
        yield light


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_contrast_by_day_and_by_night(pages: dict[str, Page]) -> None:
    """Text has 4.5:1 on every ground it stands on, in both colour schemes."""
    schemes = list(_schemes(pages["calm"].style))
    assert len(schemes) == 2
    for scheme in schemes:
        for ground in ("ground", "paper", "amber-tint", "red-tint"):
            for ink in ("ink", "muted", "link"):
                assert _contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        for ground in ("blue", "red", "dark"):
            assert _contrast("#ffffff", scheme[ground]) >= 4.5, ground
        assert _contrast(scheme["on-focus"], scheme["focus"]) >= 4.5


# -- the advice ----------------------------------------------------------------------------------


def test_the_card_says_what_to_do_first(page: Page, report: ReportView) -> None:
    """The card is the first thing of the page and has the disposition's own words."""
    disposition = report["disposition"]
    (card,) = [c for c in page.with_class("card") if "card--net" not in c.classes]
    assert disposition["title"] in card.text
    assert " ".join(disposition["do_first"].split()) in card.text
    if report["is_complete"] or disposition["level"] >= 3:
        assert page.only("h1").text == disposition["title"]
        assert " ".join(disposition["contact"].split()) in card.text
        assert " ".join(disposition["how_soon"].split()) in card.text


def test_the_emergency_list_is_always_in_sight(page: Page, report: ReportView) -> None:
    """The pack's notice stands above the advice, unless the advice is to call for help."""
    notices = page.with_class("notice")
    if report["disposition"]["id"] == "emergency":
        assert not notices
        return
    assert " ".join(report["pack"]["stop_notice"].split()) in notices[0].text
    assert page.elements.index(notices[0]) < page.elements.index(page.only("main"))


def test_no_emergency_is_left_out_or_folded_away(page: Page, report: ReportView) -> None:
    """Every answer that would mean an emergency is listed where nothing needs to be opened."""
    shown = {li.text for li in page.all("li") if not li.is_in("details")}
    folded = {li.text for li in page.all("li")}
    for level in report["safety_net"]:
        where = shown if level["disposition"] == "emergency" else folded
        assert {alarm["words"] for alarm in level["alarms"]} <= where


def test_what_is_not_finished_never_looks_clear(page: Page, report: ReportView) -> None:
    """A page of an unfinished sheet says so first, names the questions, and does not soothe."""
    if report["is_complete"]:
        assert not page.with_class("unfinished")
        return
    (banner,) = page.with_class("unfinished")
    assert "This is not an all-clear" in banner.text
    assert report["ceiling"]["title"] in banner.text
    for question in report["unsettled"]:
        assert " ".join(question["text"].split()) in banner.text
    assert not page.with_class("card--calm")
    assert "None of your answers points to one" not in page.text
    if report["disposition"]["level"] < 3:
        assert page.only("h1").text.startswith("Not finished")
        assert page.only("title").text.startswith("Not finished")
        for soothing in ("contact", "how_soon", "check_again"):
            words = cast(dict[str, str], report["disposition"])[soothing]
            assert " ".join(words.split()) not in page.text


def test_no_calmer_advice_is_held_out_before_the_end(page: Page, report: ReportView) -> None:
    """While questions are open, or someone should be seen today, no change of answers is shown."""
    section = page.with_id("changes").text
    if not report["is_complete"] or report["disposition"]["level"] >= 3:
        assert not report["changes"]
        assert "The fewest answers" not in section
    for change in report["changes"]:
        assert change["leads_to"] in section
        assert change["is_complete"] or "questions that you were not asked" in section


ALWAYS = ["why", "looked-for", "exercises", "changes", "again", "clinician", "about"]
ORDER = [
    "why", "go-now", "looked-for", "advice", "exercises", "causes", "changes", "again", "calendar",
    "clinician", "about",
]  # fmt: skip


def test_sections_stand_in_the_order_people_need_them(page: Page, report: ReportView) -> None:
    """From what to do to what a clinician needs; none is left out without a reason."""
    found = [s.attributes["id"] for s in page.all("section") if "id" in s.attributes]
    found = [section for section in found if section in ORDER]
    assert found == [section for section in ORDER if section in found]
    has_catalogue = report["programme"]["withheld"] != "no_catalogue"
    assert [s for s in ALWAYS if s in found or (s == "exercises" and not has_catalogue)] == ALWAYS
    assert ("go-now" in found) is (report["disposition"]["id"] != "emergency")


def test_what_could_not_be_ruled_out_is_never_asserted(page: Page, report: ReportView) -> None:
    """Of a sign the runner was unsure of, the page says so and does not state it as a fact."""
    certain = {firing["because"] for firing in report["trace"]}
    for flag in report["flags"]:
        if flag["state"] != "unsure":
            continue
        assert flag["label"] in page.text
        assert page.with_class("suspect--unsure") or page.with_class("suspect--raised")
        if flag["argument"]["because"] not in certain:
            assert flag["argument"]["because"] not in page.text
    for suspect in report["suspects"]:
        if suspect["state"] == "unsure":
            assert any(suspect["label"] in li.text for li in page.with_class("suspect--unsure"))


@pytest.mark.parametrize("format", ["html", "md"])
def test_nothing_is_said_to_be_ruled_out(reports: dict[str, ReportView], format: str) -> None:
    """Answers can leave a cause open, or not fit it. They never exclude one."""
    wording = re.compile(r"(?:(\w+) )?(?:be )?(?:rule[sd]? (?:one )?out|unlikely)", re.IGNORECASE)
    for name, report in reports.items():
        text = rendered(report, format, environment("html" if format == "html" else "text"))
        shown = Page(text).text if format == "html" else " ".join(text.split())
        found = {match[1] for match in wording.finditer(shown)}
        assert found <= {"not", "to", "can"}, name  # could not, has to, "no list of questions can"


def test_unsure_signs_are_why(pages: dict[str, Page]) -> None:
    """Two unsure answers about one cause are one reason, and both answers are named."""
    why = pages["unsure"].with_id("why").text
    assert why.count("We could not rule out: Squeezed nerves") == 1
    assert "You were not sure about" in why
    assert "Trouble starting or stopping a wee" in why


def test_a_reason_links_to_the_answer_it_rests_on(
    pages: dict[str, Page], reports: dict[str, ReportView]
) -> None:
    """The reasons for an emergency lead to the rows of the answers they name."""
    page = pages["emergency"]
    links = {
        link.attributes["href"]
        for link in page.all("a")
        if any(outer.attributes.get("id") == "why" for outer in link.inside)
    }
    assert "#a-nerve_signs" in links
    assert page.with_id("a-nerve_signs").tag == "tr"
    said = reports["emergency"]["flags"][0]["argument"]["answers"][0]["words"]
    assert said is not None
    assert said in page.with_id("why").text


def test_every_exercise_is_in_or_out_with_a_reason(page: Page, report: ReportView) -> None:
    """A programme names the whole catalogue; without one, no exercise is shown."""
    programme = report["programme"]
    cards = {article.attributes["id"] for article in page.with_class("exercise")}
    if programme["withheld"]:
        assert not cards
        return
    section = page.with_id("exercises").text
    assert cards == {f"x-{e['id']}" for e in programme["exercises"] if e["is_in"]}
    for exercise in programme["exercises"]:
        assert exercise["name"] in section
        if exercise["is_in"]:
            assert " ".join(exercise["stop_rule"].split()) in section


def test_an_unknown_hold_names_what_we_do_not_know(page: Page, report: ReportView) -> None:
    """An exercise that waits only because we do not know says what, and asserts nothing."""
    if report["programme"]["withheld"]:
        return
    section = page.with_id("exercises").text
    for exercise in report["programme"]["exercises"]:
        for hold in exercise["holds"] if exercise["reason"] == "held" else []:
            if hold["truth"] == "unknown":
                assert hold["because"] not in section
                assert all(statement["subject"] in section for statement in hold["unknown"])
            else:
                assert hold["because"] in section


def test_what_the_authors_did_not_read_is_marked(page: Page, report: ReportView) -> None:
    """Every source is listed, and one nobody read says so."""
    for source in report["sources"]:
        item = page.with_id(f"s-{source['key']}")
        assert source["citation"] in item.text
        tags = {t.attributes["class"] for t in page.with_class("tag") if item in t.inside}
        assert tags == ({"tag"} if source["was_read"] else {"tag tag--unread"})


def test_a_clinician_finds_every_answer_and_rule(page: Page, report: ReportView) -> None:
    """The trace, the rules that did not fire and the answers are all there, each with its row."""
    rows = {row.attributes.get("id") for tag in ("tr", "li") for row in page.all(tag)}
    assert {f"r-{firing['rule']}" for firing in report["trace"]} <= rows
    assert {f"r-{rule['rule']}" for rule in report["blocked"]} <= rows
    for answer in report["answers"]:
        applies = answer["standing"] != "not_applicable"
        assert (f"a-{answer['question']}" in rows) == applies
    assert report["pack"]["digest"] in page.with_id("clinician").text


def test_a_page_is_in_the_words_of_its_own_pack(pages: dict[str, Page]) -> None:
    """A report on an ankle says nothing of backs."""
    for name in ("ankle", "ankle_empty"):
        assert not re.search(r"\b(back|spine|wee)\b", pages[name].text)


def test_print_opens_what_is_folded(pages: dict[str, Page]) -> None:
    """On paper every folded part is shown and every address is written out."""
    paper = pages["calm"].style.split("@media print", maxsplit=1)[1]
    assert "details::details-content" in paper
    assert 'a[href^="http"]::after' in paper
    assert "break-inside: avoid" in paper
