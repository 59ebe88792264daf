"""The book and the drawing of a pack that weighs signs show what it weighs, and how."""

from __future__ import annotations

from datetime import date

import pytest

from tests.weighed import weighed
from triage.assurance.checks.readability import texts_of
from triage.assurance.graph import Node, Sort, about, graph_of
from triage.report.documents.book import book_view, illustrated_book
from triage.report.documents.graph import TEMPLATES, render_graph
from triage.report.formats.render import render_tree
from triage.store.templates import environment

SAID = (
    "From 4 points: many signs",
    "2 points: Unwell",
    "1 point towards signs of germs",
    "by itself: emergency",
    "Asked when:",
    "you are a woman",
    "in their natural order",
    "Given unless the runner knows that",
    "you take no blood thinner",
    "no less urgent than self-care, on a complete sheet",
    "Never beside",
)


@pytest.mark.parametrize("format", ["html", "md"])
def test_the_book_says_what_is_weighed_and_what_counts_alone(format: str) -> None:
    """Bands and items, boxes that count alone or have a gate, order, and what advice needs."""
    tree = book_view(weighed(), {}, None, date(2026, 11, 22))
    if format == "html":
        page = environment("html").get_template("book.html.j2")
        text = page.render(illustrated_book(tree, weighed()))
    else:
        text = render_tree(tree, "book.md.j2", environment("text"))
    assert [said for said in SAID if said.lower() not in text.lower()] == []


@pytest.mark.parametrize("format", TEMPLATES)
def test_the_drawing_has_scores_and_the_gates_of_boxes(format: str) -> None:
    """Pain at night leads through the score to the red flag of its band; sex leads to the list."""
    graph = graph_of(weighed())
    pairs = {(edge.start.id, edge.end.id) for edge in graph.edges}
    assert {("SC-NIGHT-01", "germs"), ("germs", "RF-GERMS-04"), ("sex", "signs")} <= pairs
    assert Node(Sort.SCORE, "germs") in about(graph, "night_pain").nodes
    text = render_graph(graph, weighed(), format, environment("html"))
    assert "signs of germs" in text


def test_the_words_of_bands_and_of_unless_are_read_for_how_hard_they_are() -> None:
    """Whatever a runner reads is measured."""
    texts = dict(texts_of(weighed()))
    assert texts["germs.4.says"] == "you have many signs of germs"
    assert texts["no_ibuprofen.unless"] == "you take no blood thinner"
    assert texts["RF-GERMS-04.because"] == "With many signs of germs, be seen."
