"""A page says what to do first, in the order people need it, and never looks clearer than it is."""

from __future__ import annotations

import re
from typing import cast

import pytest

from tests.report.html.sheets import rendered
from tests.report.page import Page
from triage.report.view.report import ReportView
from triage.store.templates import environment


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
    """The pack's notice is above the advice, unless the advice is to call for help."""
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
        assert "The fewest changed answers" not in section
    for change in report["changes"]:
        assert change["leads_to"] in section
        assert change["is_complete"] or "questions that you were not asked" in section


ALWAYS = ["why", "looked-for", "exercises", "changes", "again", "clinician", "about"]
ORDER = [
    "why", "go-now", "looked-for", "advice", "exercises", "causes", "changes", "again", "calendar",
    "clinician", "about",
]  # fmt: skip


def test_sections_come_in_the_order_people_need_them(page: Page, report: ReportView) -> None:
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
    assert "trouble starting or stopping a wee" in why


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
    """Every source is listed, and one that was not read says so."""
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
