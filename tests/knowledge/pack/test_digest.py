"""The fingerprint of a pack changes with what it says, and with nothing else."""

from __future__ import annotations

import re

import pytest

from tests.knowledge.golden import GOOD
from tests.knowledge.small import BODY_MAP, SMALL, small_pack, small_texts, texts
from triage.knowledge.pack.digest import digest_of
from triage.knowledge.yaml.syntax import read
from triage.store.packs import load_pack

DIGEST = small_pack().digest
TEXTS = small_texts()


def digest_with(file: str, before: str, after: str) -> str:
    """Return the digest of the smallest pack with one text put for another in one file."""
    assert before in TEXTS[file]
    return small_pack({file: TEXTS[file].replace(before, after, 1)}).digest


def test_a_digest_is_sixty_four_hex_digits() -> None:
    """SHA-256, as anyone can check."""
    assert re.fullmatch("[0-9a-f]{64}", DIGEST)


def test_the_digest_of_a_published_form_never_changes() -> None:
    """Were the canonical form to change, every report ever printed would name another pack."""
    as_published = texts(GOOD / "published")
    nodes = {name: node for name, text in as_published.items() if (node := read(text, name)[0])}
    assert digest_of(nodes) == "4e37aade7be82d72942bc06715271178053c1fbb5cd3b1fb5143e634fc6e6073"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("questions.yaml", "Where does it hurt?", "Where is the pain?"),
        ("questions.yaml", "it hurts low down", "It hurts low down"),
        ("questions.yaml", "max: 99", "max: 98"),
        ("red_flags.yaml", "days >= 42 days", "days > 42 days"),
        ("red_flags.yaml", "same_day", "emergency"),
        ("red_flags.yaml", "if_unsure: see_doctor", "if_unsure: same_day"),
        ("red_flags.yaml", "salience: 5", "salience: 6"),
        ("red_flags.yaml", "[ill is yes, days >= 42 days]", "[days >= 42 days, ill is yes]"),
        ("causes.yaml", "points: 2", "points: 3"),
        ("sources.yaml", "year: 2020", "year: 2021"),
        ("exercises.yaml", "weeks: [One., Two.]", "weeks: [Two., One.]"),
        ("pack.yaml", "version: 1.0.0", "version: 1.0.1"),
        ("pack.yaml", "likely: 3", "likely: 4"),
        ("pack.yaml", "Ask a doctor.", "Ask a physio."),
        ("coach.yaml", "action: Go easy.", "action: Go on."),
        ("hazards.yaml", "We ask.", "We ask twice."),
        ("questions.yaml", "alone: same_day", "alone: emergency"),
        ("questions.yaml", "ask_when: place is low}", "ask_when: place is high}"),
        ("questions.yaml", "ordered: yes", "ordered: no"),
        ("questions.yaml", "joins: yes", "joins: no"),
        ("scores.yaml", "points: 1}", "points: 2}"),
        ("scores.yaml", "from: 3", "from: 4"),
        ("advice.yaml", "you are\n     not ill", "you are well"),
        ("advice.yaml", "needs: see_physio", "needs: see_doctor"),
        ("properties.yaml", "gives: [sleep]", "gives: [sleep, no_pills]"),
        ("properties.yaml", "until: 2027-11-22", "until: 2028-11-22"),
        ("reading.yaml", "a hold on your elbows", "a long hold"),
    ],
)
def test_a_word_a_number_or_an_order_changes_the_digest(file: str, before: str, after: str) -> None:
    """What can change a result, or how it is worded, shows in the fingerprint."""
    assert digest_with(file, before, after) != DIGEST


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("body_map.yaml", "label: Front", "label: From the front"),
        ("body_map.yaml", "across: 0", "across: 1"),
        ("body_map.yaml", "id: lower_back", "id: small_of_the_back"),
        ("questions.yaml", "regions: [chest]", "regions: [lower_back]"),
        ("exercises.yaml", "first: 1", "first: 2"),
        ("exercises.yaml", "your first one", "the first"),
        ("exercises.yaml", "way: a way at your desk", "way: a way at work"),
        ("exercises.yaml", "use_when: at_desk", "use_when: easier"),
    ],
)
def test_the_map_and_the_words_of_a_part_of_the_body_change_the_digest(
    file: str, before: str, after: str
) -> None:
    """Regions, uses of variants and what the first exercises are called are the pack's to say."""
    before_it = TEXTS | {
        "body_map.yaml": BODY_MAP,
        "questions.yaml": TEXTS["questions.yaml"].replace(
            "says: it hurts high up", "says: it hurts high up, regions: [chest]", 1
        ),
        "exercises.yaml": TEXTS["exercises.yaml"]
        .replace("first: 1\n", "first: 1\n  first_says: your first one\n", 1)
        .replace("traits:\n", "uses:\n  - {id: at_desk, way: a way at your desk}\ntraits:\n", 1)
        .replace("use_when: easier", "use_when: at_desk", 1),
    }
    assert before_it[file].count(before) >= 1
    changed = {file: before_it[file].replace(before, after, 1)}
    assert small_pack(before_it | changed).digest != small_pack(before_it).digest


def test_the_order_of_rules_changes_the_digest() -> None:
    """Pack order breaks ties in the trace, so it is part of what a pack says."""
    head, first, second = re.split(r"(?=  - id: EX-)", TEXTS["exercises.yaml"])
    assert small_pack({"exercises.yaml": head + second + first}).digest != DIGEST


def test_leaving_a_file_out_changes_the_digest() -> None:
    """A pack without its hazard log is another pack."""
    assert small_pack(without=["hazards.yaml"]).digest != DIGEST


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("questions.yaml", "questions:", "# In asking order.\n\nquestions:   # all of them"),
        ("questions.yaml", "text: Where does it hurt?", "text:   Where  does it\n      hurt?"),
        ("questions.yaml", "text: Where does it hurt?", 'text: "Where does it hurt?"'),
        ("questions.yaml", "text: Where does it hurt?", "text: >\n      Where does it hurt?"),
        ("red_flags.yaml", "when: {all: [ill is yes, days >= 42 days]}",
         "when:\n      all:\n      - ill is yes\n      - days >= 42 days"),
        ("sources.yaml", "{citation: A book, year: 2020,", "{year: 2020, citation: A book,"),
    ],
)  # fmt: skip
def test_comments_space_and_quotes_change_no_digest(file: str, before: str, after: str) -> None:
    """How a file is laid out is not part of what it says."""
    assert digest_with(file, before, after) == DIGEST


def test_windows_line_ends_change_no_digest() -> None:
    """The same pack, checked out on another system, has the same fingerprint."""
    windows = {name: text.replace("\n", "\r\n") for name, text in TEXTS.items()}
    assert small_pack(windows).digest == DIGEST


def test_vignettes_change_no_digest() -> None:
    """They test what a pack says; loaded with and without them, it says the same."""
    assert (SMALL / "vignettes").is_dir()
    assert load_pack(SMALL).digest == DIGEST
