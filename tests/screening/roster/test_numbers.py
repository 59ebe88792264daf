"""A number is read with the unit and the words that people put beside it, or not at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.screening.roster.reading import read
from triage.model.pack import Pack


@pytest.mark.parametrize(
    ("target", "cell", "number"),
    [
        ("pain_days", "3 weeks", 21),
        ("pain_days", "3weeks", 21),
        ("pain_days", "1 Woche", 7),
        ("pain_days", "2 months", 60),
        ("pain_days", "1.5 weeks", None),
        ("pain_days", "2 weeks.", 14),
        ("pain_days", "1 year", 365),
        ("pain_days", "12 d", 12),
        ("pain_days", "2-3 weeks", None),
        ("pain_days", "ca. 5", 5),
        ("pain_days", "about 2 weeks", 14),
        ("pain_days", "~10 days", 10),
        ("pain_days", ">10", None),
        ("pain_days", "10+", None),
        ("pain_days", "5 km", None),
        ("pain_days", "12\u00a0days", 12),
        ("age", "34.0", 34),
        ("age", "34 yrs", 34),
        ("age", "34 Jahre", 34),
        ("age", "360 months", None),
        ("age", "34 kg", None),
        ("age", "\u0663\u0664", 34),
        ("age", "34x", None),
        ("pain_score", "7/10", 7),
        ("pain_score", "7 / 10", 7),
        ("pain_score", "7/5", None),
        ("pain_score", "1e1", None),
        ("age", Decimal("34.0"), 34),
        ("age", Decimal("3.4E+1"), 34),
    ],
)
def test_a_number_is_read_or_refused(
    back_pain: Pack, target: str, cell: str, number: int | None
) -> None:
    """What could be meant in two ways is a fault of its cell."""
    taken = read(back_pain, target, cell)
    assert taken.value == number
    assert bool(taken.troubles) == (number is None)


@pytest.mark.parametrize("target", ["age", "pain_location", "body_signs", "runner", "complaint"])
@pytest.mark.parametrize("cell", [dt.date(2026, 4, 3), dt.datetime(2026, 4, 3, 9)])
def test_a_date_is_no_answer_and_no_code(back_pain: Pack, target: str, cell: dt.date) -> None:
    """A spreadsheet makes one of 3-4."""
    [trouble] = read(back_pain, target, cell).troubles
    assert "is a date" in trouble.what


@pytest.mark.parametrize("cell", ["2026-04-03", "03.04.2026", "04-Mar", "3-Apr", "04-M\u00e4rz"])
def test_a_code_that_a_spreadsheet_made_a_date_of_is_a_fault(back_pain: Pack, cell: str) -> None:
    """The athlete would get another code every week."""
    [trouble] = read(back_pain, "runner", cell).troubles
    assert "is a date" in trouble.what


@pytest.mark.parametrize("cell", ["3-4", "R-014", "12-A", "Jan-5", "7", "A-Mar"])
def test_a_code_with_digits_and_dashes_is_a_code(back_pain: Pack, cell: str) -> None:
    """Only what is a date is refused."""
    assert read(back_pain, "runner", cell).value == cell
