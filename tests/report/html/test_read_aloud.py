"""A page reads in order, with headings, landmarks and contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.report.page import Page
from triage.report.view.report import ReportView


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
    """Text has 4.5:1 on every background it has, in both colour schemes."""
    schemes = list(_schemes(pages["calm"].style))
    assert len(schemes) == 2
    for scheme in schemes:
        for ground in ("ground", "paper", "amber-tint", "red-tint"):
            for ink in ("ink", "muted", "link"):
                assert _contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        for ground in ("blue", "red", "dark"):
            assert _contrast("#ffffff", scheme[ground]) >= 4.5, ground
        assert _contrast(scheme["on-focus"], scheme["focus"]) >= 4.5
