"""Which row of a file holds the headers."""

from __future__ import annotations

from triage.screening.files.header import Header, find_header


def found(*rows: list[str | None]) -> Header | None:
    return find_header(enumerate(rows, 1), {"runner", "age", "pain"}.__contains__)


def test_titles_above_the_headers_are_skipped_and_reported() -> None:
    assert found(["Club"], [None, ""], ["runner", "age"], ["R-1", "34"]) == Header(
        3, ("runner", "age"), notes=("row 1 above the headers is not read",)
    )
    header = found(["Club"], ["2026"], ["runner", "age"])
    assert header is not None
    assert header.notes == ("rows 1 to 2 above the headers are not read",)


def test_the_first_of_two_rows_of_headers_is_taken() -> None:
    assert found(["runner", "age"], ["age", "pain"]) == Header(1, ("runner", "age"))


def test_one_known_word_does_not_make_a_row_the_headers() -> None:
    assert found(["Code", "Years"], ["R-1", "pain"]) == Header(1, ("Code", "Years"))


def test_a_row_much_wider_than_the_first_looks_more_like_the_headers() -> None:
    header = found(["Week 3"], ["Code", "Years", "Where"], ["R-1", "34", "low"])
    assert header == Header(1, ("Week 3",), likely=2)


def test_blank_rows_on_top_are_passed_over() -> None:
    assert found([], [""], ["runner", "age", ""]) == Header(3, ("runner", "age"))
    assert found([], [""]) is None


def test_headers_are_looked_for_near_the_top_only() -> None:
    titles = [["x"]] * 10
    header = found(*titles, ["runner", "age", "pain"])
    assert header is not None
    assert header.row == 1
