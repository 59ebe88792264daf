"""Conditions from text: short strings a physio can read, in a small structure of YAML."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.knowledge.small import small_pack
from triage.errors import Fault
from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.vocabulary import Vocabulary
from triage.knowledge.yaml.syntax import read
from triage.model.condition import (
    AtLeast,
    Atom,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Is,
    Literal,
    ScoreIs,
)

PACK = small_pack()
NAMES = Vocabulary(
    questions=PACK.question,
    scores={"infection": ("2", "4")},
    findings=frozenset(PACK.finding),
    causes=frozenset(PACK.cause),
    grades=tuple(PACK.grade_points),
)


def condition_of(text: str) -> tuple[Condition | None, list[Fault]]:
    """Return the condition a YAML text holds, and what is wrong with it."""
    node, faults = read(text, "file.yaml")
    assert node is not None
    return ConditionReader(NAMES, faults).read(node), faults


def sound(text: str) -> Condition:
    """Return the condition a YAML text holds, which must have no fault."""
    condition, faults = condition_of(text)
    assert not faults
    assert condition is not None
    return condition


def form(condition: Condition) -> object:
    """Return a condition without its places: (count, parts) or a literal's signed text."""
    if isinstance(condition, Literal):
        return condition.text if condition.positive else f"not: {condition.text}"
    return condition.count, [form(part) for part in condition.of]


@pytest.mark.parametrize(
    ("text", "atom", "positive"),
    [
        ("place is low", Is("place", ("low",)), True),
        ("place is not low", Is("place", ("low",)), False),
        ("place is one of low, high", Is("place", ("low", "high")), True),
        ("place is not one of low,high", Is("place", ("low", "high")), False),
        ("place is one of low", Is("place", ("low",)), True),
        ("tired is yes", Is("tired", ("yes",)), True),
        ("tired is no", Is("tired", ("no",)), True),
        ("tired is not yes", Is("tired", ("yes",)), False),
        ("signs includes fever", Includes("signs", "fever"), True),
        ("days < 42 days", Compare("days", "<", Decimal(42)), True),
        ("days <= 42 days", Compare("days", "<=", Decimal(42)), True),
        ("days > 42 days", Compare("days", ">", Decimal(42)), True),
        ("days >= 42 days", Compare("days", ">=", Decimal(42)), True),
        ("days>=42 days", None, True),
        ("days >=42 days", Compare("days", ">=", Decimal(42)), True),
        ("temperature >= 38.5 degrees", Compare("temperature", ">=", Decimal("38.5")), True),
        ("days >= 42.0 days", Compare("days", ">=", Decimal(42)), True),
        ("ill is yes", FindingIs("ill"), True),
        ("ill is no", FindingIs("ill"), False),
        ("ill is not yes", FindingIs("ill"), False),
        ("ill is not no", FindingIs("ill"), True),
        ("fatigue is likely", CauseIs("fatigue", "likely"), True),
        ("fatigue is at least possible", CauseIs("fatigue", "possible"), True),
        ("fatigue is at least likely", CauseIs("fatigue", "likely"), True),
        ("score infection >= 4", ScoreIs("infection", 4), True),
        ("score infection >= 2 points", ScoreIs("infection", 2), True),
        ("  place   is\n  low ", Is("place", ("low",)), True),
    ],
)
def test_each_form_of_an_atom_means_what_it_says(
    text: str, atom: Atom | None, positive: bool
) -> None:
    """The grammar of design.md, section 3, word by word."""
    condition, faults = condition_of(text)
    if atom is None:
        assert faults
        return
    assert isinstance(condition, Literal)
    assert (condition.atom, condition.positive) == (atom, positive)
    assert not faults


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all: [tired is yes, place is low]", (2, ["tired is yes", "place is low"])),
        ("any: [tired is yes, place is low]", (1, ["tired is yes", "place is low"])),
        ("none: [tired is yes, place is low]", (2, ["not: tired is yes", "not: place is low"])),
        (
            "at_least: {count: 2, of: [tired is yes, place is low, ill is yes]}",
            (2, ["tired is yes", "place is low", "ill is yes"]),
        ),
        ("all: [tired is yes]", "tired is yes"),
        ("none: [tired is yes]", "not: tired is yes"),
        ("none: [{none: [tired is yes]}]", "tired is yes"),
        (
            "none: [{all: [tired is yes, place is low]}]",
            (1, ["not: tired is yes", "not: place is low"]),
        ),
        (
            "none: [{any: [tired is yes, place is low]}]",
            (2, ["not: tired is yes", "not: place is low"]),
        ),
        (
            "none: [{at_least: {count: 2, of: [tired is yes, place is low, ill is yes]}}]",
            (2, ["not: tired is yes", "not: place is low", "not: ill is yes"]),
        ),
        (
            "all: [tired is yes, {any: [place is low, {none: [ill is yes]}]}]",
            (2, ["tired is yes", (1, ["place is low", "not: ill is yes"])]),
        ),
    ],
)
def test_each_group_comes_out_in_negation_normal_form(text: str, expected: object) -> None:
    """ "None" is "all" of the opposites, and a negation ends up at the words it denies."""
    assert form(sound(text)) == expected


def test_a_literal_remembers_its_words_and_its_place() -> None:
    """Explanations quote the author, and faults point to the line."""
    condition = sound("all:\n  - tired   is yes\n  - place is low\n")
    assert isinstance(condition, AtLeast)
    literals = list(condition.literals())
    assert [literal.text for literal in literals] == ["tired is yes", "place is low"]
    assert [str(literal.where) for literal in literals] == ["file.yaml:2:5", "file.yaml:3:5"]


@given(
    text=st.lists(
        st.sampled_from(
            [
                *PACK.question, *PACK.finding, *PACK.cause, "is", "not", "one", "of", "at", "least",
                "includes", "<", ">=", "42", "days", "low,", "high", "yes", "no", "likely", "fever",
            ]
        ),
        min_size=1,
        max_size=6,
    ).map(" ".join)
)  # fmt: skip
def test_every_sentence_is_a_condition_or_has_a_fault(text: str) -> None:
    """No sentence is half understood: either it is a condition or it has a fault."""
    condition, faults = condition_of(f"'{text}'")
    assert (condition is None) == (len(faults) > 0)
