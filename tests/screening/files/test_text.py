"""Text files as spreadsheets and forms write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.errors import AnswerFault
from triage.screening.files.open import open_table
from triage.screening.files.table import MOST_COLUMNS, Row, Table


def _table(folder: Path, text: str, name: str = "roster.csv") -> Table:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return open_table(path, lambda header: header in ("runner", "age", "pain"))


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_the_first_line_may_say_what_separates_the_columns(tmp_path: Path, first: str) -> None:
    table = _table(tmp_path, f"{first}\r\nrunner;age\r\nR,1;30\r\n")
    assert table.headers == ("runner", "age")
    assert list(table.rows()) == [Row(2, ("R,1", "30"))]
    assert "the first line says so, and is not counted as a row" in table.notes


def test_an_unusual_separator_is_obeyed(tmp_path: Path) -> None:
    assert _table(tmp_path, "sep=^\nrunner^age\nR-1^30\n").headers == ("runner", "age")


def test_quoted_cells_may_be_separated_by_anything(tmp_path: Path) -> None:
    table = _table(tmp_path, '"runner";"age"\n"R-1";"30"\n')
    assert list(table.rows()) == [Row(2, ("R-1", "30"))]


def test_titles_are_skipped_and_rows_keep_the_numbers_of_the_file(tmp_path: Path) -> None:
    table = _table(tmp_path, "Week 48;\n\nrunner;age\nR-1;30\n")
    assert table.header_row == 3
    assert list(table.rows()) == [Row(4, ("R-1", "30"))]
    assert "row 1 above the headers is not read" in table.notes


def test_a_short_row_such_as_a_footer_is_whole(tmp_path: Path) -> None:
    table = _table(tmp_path, "runner,age,pain\nR-1,30,no\nTotal: 12 responses\n")
    assert [*table.rows()][1] == Row(3, ("Total: 12 responses", None, None))


def test_cells_beyond_the_headers_are_delivered(tmp_path: Path) -> None:
    table = _table(tmp_path, "runner,age,\nR-1,30,x, ,y\nR-2,31,, \n")
    assert table.headers == ("runner", "age", "")
    first, second = table.rows()
    assert first == Row(2, ("R-1", "30", "x"), extra=(" ", "y"))
    assert second.cells == ("R-2", "31", "")


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AnswerFault, match="columns"):
        _table(tmp_path, ",".join("x" * (MOST_COLUMNS + 1)) + "\n1\n")


def test_a_quote_that_is_never_closed_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(AnswerFault, match="quotes do not match from row 3"):
        _table(tmp_path, 'runner,age\nR-1,30\n"R-2,31\n')
