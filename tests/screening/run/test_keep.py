"""Columns that the coach added are carried along on request, and answers never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screening.run.test_screen import results, screened
from tests.screening.squad import understood
from triage.errors import AnswerFault
from triage.model.pack import Pack
from triage.screening.roster.keep import keep

polars = pytest.importorskip("polars")
openpyxl = pytest.importorskip("openpyxl")

TEXT = "runner,club,complaint,age,Emergency signs,state,coach\nR-1,Harriers,no,30,,x,B\nR-2,,,,,,\n"


def test_a_kept_column_is_in_every_format_of_results_and_in_the_trace(
    back_pain: Pack, tmp_path: Path
) -> None:
    """It comes last for the coach; a runner without a row has none."""
    (tmp_path / "list.csv").write_text("code\nR-1\nR-9\n")
    (tmp_path / "roster.csv").write_text(TEXT)
    roster = keep(understood(tmp_path / "roster.csv", back_pain), ["Club"])
    trace = tmp_path / "trace.csv"
    screened(back_pain, tmp_path, TEXT, roster=roster, squad=tmp_path / "list.csv", clinician=trace)
    assert {code: row["club"] for code, row in results(tmp_path).items()} == {
        "R-1": "Harriers",
        "R-2": "",
        "R-9": "",
    }
    frame = polars.read_parquet(tmp_path / "out/results.parquet")
    assert frame.columns[-1] == "club"
    book = openpyxl.load_workbook(tmp_path / "out/results.xlsx").active
    assert [row[-1] for row in book.iter_rows(values_only=True)][:2] == ["club", "Harriers"]
    assert "R-1,Harriers,Harriers," in trace.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("age", "'age' holds answers"),
        ("emergency signs", "'emergency signs' holds answers"),
        ("complaint", "'complaint' holds answers"),
        ("runner", "the results have a column 'runner' of their own"),
        ("state", "the results have a column 'state' of their own"),
        ("clubs", "write 'club'"),
        ("horse", "columns that can be kept: club, coach"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(
    back_pain: Pack, tmp_path: Path, name: str, said: str
) -> None:
    """Questions, columns that results have, and columns that are not there."""
    (tmp_path / "roster.csv").write_text(TEXT)
    with pytest.raises(AnswerFault, match=said):
        keep(understood(tmp_path / "roster.csv", back_pain), [name])


def test_a_cell_that_may_be_an_answer_is_not_carried_along(back_pain: Pack, tmp_path: Path) -> None:
    """An answer that was written in the wrong column does not reach the coach."""
    label = back_pain.question["nerve_signs"].options[0].label
    text = f'runner,complaint,club\nR-1,no,"{label}"\nR-2,no,Harriers\n'
    (tmp_path / "roster.csv").write_text(text)
    roster = keep(understood(tmp_path / "roster.csv", back_pain), ["club"])
    screened(back_pain, tmp_path, text, roster=roster, formats=("csv",))
    found = results(tmp_path)
    assert (found["R-1"]["club"], found["R-2"]["club"]) == ("", "Harriers")
