"""The book of a pack holds all of it, in words, with what is weak about it marked."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from tests.conftest import OTTAWA
from tests.strategies import packs
from triage.assurance.cover.cover import cover
from triage.assurance.trials.trial import fired_by
from triage.model.pack import Pack
from triage.report.documents.book import book_view, condition_view, illustrated_book
from triage.report.formats.render import render_tree
from triage.store.packs import load_vignettes
from triage.store.templates import environment

TODAY = date(2026, 11, 24)


def page(pack: Pack, today: date = TODAY) -> str:
    """Return the book of a pack without vignettes, as HTML."""
    tree = book_view(pack, {}, None, today)
    return environment("html").get_template("book.html.j2").render(illustrated_book(tree, pack))


def test_every_question_and_rule_of_the_shipped_pack_is_in_its_book(back_pain: Pack) -> None:
    """Nothing is left out: each question, rule, source and exercise has its place."""
    text = page(back_pain)
    assert all(f'id="question-{id}"' in text for id in back_pain.question)
    assert all(f'id="rule-{id}"' in text for id in back_pain.rule)
    assert all(f'id="source-{key}"' in text for key in back_pain.sources)
    assert text.count('<article class="book__rule exercise">') == len(back_pain.exercises)
    assert text.count("<svg") == sum(len(e.poses) for e in back_pain.exercises)


def test_a_book_shows_what_a_coach_reads(ottawa: Pack) -> None:
    """Whoever reviews a disposition reads its words for the runner and for the coach together."""
    text = page(ottawa)
    for coaching in ottawa.coaching.values():
        assert coaching.finished.action in text
        assert coaching.unfinished.action in text
    assert ottawa.if_not_assessed in text


@given(packs())
def test_every_condition_of_any_pack_has_words(pack: Pack) -> None:
    """Every literal is written in the pack's words beside what the author wrote."""
    for rule in pack.rules:
        literals = list(_literals(condition_view(rule.when, pack)))
        assert [literal["text"] for literal in literals] == [x.text for x in rule.when.literals()]
        assert all(literal["words"] for literal in literals)
    assert page(pack).endswith("</html>\n")


def _literals(node: dict) -> list[dict]:
    if not node["parts"]:
        return [node]
    return [literal for part in node["parts"] for literal in _literals(part)]


def test_an_overdue_review_is_listed(ottawa: Pack) -> None:
    """The day after the review date the book says so; on the day it does not yet."""
    after = ottawa.review_by.replace(year=ottawa.review_by.year + 1)
    assert "The review is overdue" in page(ottawa, after)
    assert "The review is overdue" not in page(ottawa, ottawa.review_by)


def test_a_source_that_was_not_read_is_marked(back_pain: Pack) -> None:
    """As many sources are marked as the pack says were not read."""
    unread = [source for source in back_pain.sources.values() if not source.was_read]
    assert unread
    text = page(back_pain)
    assert text.count('<span class="tag tag--unread">') == len(unread)
    assert f"{len(unread)} of them were not read" in text


def test_a_rule_names_the_vignettes_that_fire_it_and_its_coverage(ottawa: Pack) -> None:
    """What a rule was tested with is listed at the rule, in Markdown as well."""
    vignettes = load_vignettes(ottawa, OTTAWA)
    tree = book_view(ottawa, fired_by(ottawa, vignettes), cover(ottawa, vignettes), TODAY)
    text = render_tree(tree, "book.md.j2", environment("md"))
    assert "Clauses covered: " in text
    assert all(f"### {id}" in text for id in ottawa.rule)
