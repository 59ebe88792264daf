"""A pack that weighs signs: what its reports say of scores, dropped boxes and safety advice."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from tests.weighed import answered, weighed
from triage.engine.assess import Engine
from triage.model.answers import Answers, Sheet
from triage.programme.plan import plan
from triage.report.formats.render import TEMPLATES, render
from triage.report.view.report import ReportView, view
from triage.store.templates import environment

MAN = answered(sex="male", age=Decimal(60), signs="fever milk", night_pain="yes", grip="short")
UNLESS = "Unless you know that you take no blood thinner: Do not take ibuprofen."
NUMBER = re.compile(r"\bscore\b|\d points?\b|points <|germs >=")


@cache
def engine() -> Engine:
    """Return the engine of the pack."""
    return Engine(weighed())


def report(answers: Answers) -> ReportView:
    """Return the report of answers."""
    assessment = engine().assess(answers)
    sheet = Sheet(answers=answers)
    return view(assessment, plan(assessment, {}), sheet, date(2026, 11, 22))


def page(answers: Answers, format: str) -> str:
    """Return the report as a page, without its style."""
    words = "html" if format == "html" else "text"
    text = render(report(answers), format, environment(words), weighed())
    return re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("format", TEMPLATES)
def test_a_page_names_the_signs_that_count_and_never_their_number(format: str) -> None:
    """Fever, pain at night and age made the band; how many points each has is nowhere."""
    text = page(MAN, format)
    for words in ("With many signs of germs, be seen.", "you have fever", "it hurts at night",
                  "you are 60 years old"):  # fmt: skip
        assert words in text
    assert NUMBER.search(text.replace("&gt;", ">")) is None


def test_a_statement_about_a_score_has_the_words_of_its_band() -> None:
    """What the red flag rests on reads as a sentence, and rests on the signs in turn."""
    flags = {flag["argument"]["rule"]: flag["argument"] for flag in report(MAN)["flags"]}
    argument = flags["RF-GERMS-04"]
    assert [s["words"] for s in argument["statements"]] == ["you have many signs of germs"]
    assert [part["rule"] for part in argument["parts"]] == [
        "SC-UNWELL-01", "SC-NIGHT-01", "SC-OLD-01"
    ]  # fmt: skip


@pytest.mark.parametrize("format", TEMPLATES)
def test_a_dropped_box_is_named_by_its_label(format: str) -> None:
    """A man who ticked milk reads that it does not apply; nothing asks him about it."""
    assert report(MAN)["dropped"] == [{"id": "signs.milk", "label": "milk of the hand"}]
    text = page(MAN, format)
    if format != "text":  # where the answers are listed
        assert text.count("milk of the hand") == 1


def test_a_box_that_does_not_apply_is_no_box_of_the_answer() -> None:
    """It is neither "no" nor "not asked"."""
    signs = next(answer for answer in report(MAN)["answers"] if answer["question"] == "signs")
    assert [box["option"] for box in signs["boxes"]] == ["blueness", "fever", "chills", "tremor"]


@pytest.mark.parametrize("format", TEMPLATES)
def test_safety_advice_is_given_unless_the_runner_knows_better(format: str) -> None:
    """Nobody asked about blood thinners, so the page does not take "no" for granted."""
    assert UNLESS in page(MAN, format)


@pytest.mark.parametrize("format", TEMPLATES)
def test_safety_advice_that_a_rule_gave_is_given_plainly(format: str) -> None:
    """Whoever takes a blood thinner reads no "unless"; whoever takes none reads nothing of it."""
    known = page(Answers({**MAN.given, "thinner": "yes"}), format)
    assert "Do not take ibuprofen." in known
    assert "Unless you know" not in known
    assert "ibuprofen" not in page(Answers({**MAN.given, "thinner": "no"}), format)


@pytest.mark.parametrize("format", TEMPLATES)
def test_what_safety_advice_waits_for_is_not_said_to_change_nothing(format: str) -> None:
    """The page does not say that an answer about blood thinners could not have mattered."""
    text = page(MAN, format)
    start = text.find("We did not ask these")
    assert "blood thinner" not in text[start : text.find("\n", start)] or start < 0


def test_a_list_left_unsure_as_a_whole_names_no_box() -> None:
    """Nobody said anything about milk, so nothing was left out."""
    unsure = dict.fromkeys(weighed().question["signs"].option_ids, "unsure")
    man = answered(sex="male", age=Decimal(30), signs=unsure)
    assert report(man)["dropped"] == []
    signs = next(answer for answer in report(man)["answers"] if answer["question"] == "signs")
    assert signs["standing"] == "unsure"
