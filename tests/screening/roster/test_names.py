"""Codes are kept as people write them; what a spreadsheet left in their place is no code."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from triage.model.pack import Pack
from triage.screening.files.table import Cell
from triage.screening.roster.codes import alike
from triage.screening.roster.names import name_in


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (" R-014 ", "R-014"),
        ("R-014\u200b", "R-014"),
        ("\ufeff\u202aR-014\u202c", "R-014"),
        ("Anna\u00a0 Ek", "Anna Ek"),
        (Decimal("7.0"), "7"),
        ("7.0", "7"),
        ("007", "007"),
        ("#7", "#7"),
        ("-", "-"),
        (
            "\u0646\u06af\u0627\u0631\u200c\u0632\u0627\u062f\u0647",
            "\u0646\u06af\u0627\u0631\u200c\u0632\u0627\u062f\u0647",
        ),
        ("\u05d3\u05df\u200f-7", "\u05d3\u05df\u200f-7"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
    ],
)
def test_a_code_is_kept_with_what_its_letters_need(back_pain: Pack, cell: Cell, code: str) -> None:
    """Joiners and direction marks stay inside a name, and go at its edges."""
    taken = name_in(cell, back_pain)
    assert (taken.value, taken.troubles) == (code, ())


@pytest.mark.parametrize(
    "cell",
    [
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#BEZUG!",
        "Err:502",
        "=A7",
        "=VLOOKUP(A2,B:C,2)",
        dt.date(2026, 11, 3),
        dt.datetime(2026, 11, 3, 8, 30),
        True,
        ("R-1", "R-2"),
        "R\u200d-1",
        "R\u200b-1",
        "R\u202e-2",
        "R\u200e-2",
        "R\x07-1",
        "R" * 81,
        "row 12",
    ],
)
def test_what_is_not_a_code_is_named_and_never_taken_for_one(back_pain: Pack, cell: Cell) -> None:
    """Error cells, formulas, dates and hidden characters each get a message with a fix."""
    taken = name_in(cell, back_pain)
    assert taken.value is None
    assert all(trouble.what and trouble.fix for trouble in taken.troubles)
    assert taken.troubles


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b", "\ufeff\u200e"])
def test_a_cell_that_looks_empty_holds_no_code(back_pain: Pack, cell: Cell) -> None:
    """Spaces and invisible characters alone are nothing."""
    assert name_in(cell, back_pain).value is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("R-1", "r-1"), ("R-1", "R\u20131"), ("R-1", "R\u22121"), ("7", "007"), ("R-7", "R-07")],
)
def test_codes_that_people_confuse_look_alike(one: str, other: str) -> None:
    """Case, the kind of dash and leading zeros make no difference; other digits do."""
    assert alike(one) == alike(other)
    assert alike(one) != alike(f"{other}0")
