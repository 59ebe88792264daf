"""Which row of a file holds the headers."""

from __future__ import annotations

from triage.screening.files.header import Header, find_header


def found(*rows: list[str | None]) -> Header:
    header = find_header(enumerate(rows, 1), {"runner", "age", "pain"}.__contains__)
    assert header is not None
    return header


def test_titles_above_the_headers_are_skipped_and_reported() -> None:
    header = found(["Club"], [None, ""], ["runner", "age"], ["R-1", "34"])
    assert (header.row, header.names) == (3, ("runner", "age"))
    assert header.notes == ("row 1 above the headers is not read",)
    header = found(["Club"], ["2026"], ["runner", "age"])
    assert header.notes == ("rows 1 to 2 above the headers are not read",)


def test_the_first_of_two_rows_of_headers_is_taken() -> None:
    assert found(["runner", "age"], ["age", "pain"]).row == 1


def test_one_known_word_does_not_make_a_row_the_headers() -> None:
    assert found(["Code", "Years"], ["R-1", "pain"]).names == ("Code", "Years")


def test_a_row_much_wider_than_the_first_looks_more_like_the_headers() -> None:
    header = found(["Week 3"], ["Code", "Years", "Where"], ["R-1", "34", "low"])
    assert (header.row, header.likely) == (1, 2)


def test_blank_rows_on_top_are_passed_over() -> None:
    assert found([], [""], ["runner", "age", ""]).row == 3
    assert find_header(enumerate([[], [""]], 1), bool) is None


def test_headers_are_looked_for_near_the_top_only() -> None:
    titles: list[list[str | None]] = [["x"]] * 10
    assert found(*titles, ["runner", "age", "pain"]).row == 1
