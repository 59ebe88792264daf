"""Rows and cells, whatever file they come from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from triage.screening.files.table import LONGEST_CELL, Row, Unreadable, cell, fitted

LOST = Unreadable("the formula has no value", "replace it with its value")


def test_a_short_row_is_padded_and_what_is_beyond_the_headers_is_kept() -> None:
    assert fitted(2, ["a"], 3) == Row(2, ("a", None, None))
    beyond = ("", None, " ", "c", Decimal(0), LOST)
    assert fitted(2, ["a", "b", *beyond], 2) == Row(2, ("a", "b"), extra=beyond)


def test_a_row_with_anything_in_it_is_not_blank() -> None:
    assert Row(2, ("", None)).is_blank
    assert not Row(2, (None, LOST)).is_blank
    assert not Row(2, (None,), extra=("x",)).is_blank


def test_an_unreadable_cell_is_shown_as_it_looks() -> None:
    assert str(LOST) == ""
    assert str(cell(float("-inf"))) == "-Infinity"


@pytest.mark.parametrize("number", ["1e40", "1e-40", "1e999999", "0." + "1" * 50, "sNaN"])
def test_no_exponent_is_ever_written_out(number: str) -> None:
    assert isinstance(cell(Decimal(number)), Unreadable)


def test_text_longer_than_a_spreadsheet_holds_is_unreadable() -> None:
    assert cell("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert isinstance(cell("x" * (LONGEST_CELL + 1)), Unreadable)
