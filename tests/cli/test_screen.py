"""`triage screen` as a coach runs it: what it prints, what it leaves, how it ends."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Triage

pytest.importorskip("polars")
TODAY = ("--today", "2026-11-24")


def test_the_example_squad_is_screened(triage: Triage, tmp_path: Path) -> None:
    """Counts by state, rows in and out, and where the board is."""
    ran = triage("screen", EXAMPLES / "squad.csv", "-o", "out", *TODAY)
    assert ran.code == 0
    assert "     4  Stop & refer" in ran.out
    assert "14 rows: 14 screened, 0 rejected" in ran.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "board.html",
        "results.csv",
        "screening.json",
    }


def test_what_could_not_be_read_is_listed_and_the_exit_code_says_so(
    triage: Triage, tmp_path: Path
) -> None:
    """Exit 3; where it is and what to do is said, what it says is beside the trace only."""
    (tmp_path / "squad.csv").write_text("runner,complaint,age\nR-1,no,30\nR-2,no,thirty\n")
    ran = triage("screen", "squad.csv", "-o", "out", *TODAY)
    assert ran.code == 3
    what = "this is not a whole number from 5 to 110 (years)"
    assert f"could not be read: row 3, column C 'age': {what} (write a number)" in ran.err
    assert "thirty" not in ran.out + ran.err
    assert "2 rows: 2 screened (1 not in full), 0 rejected" in ran.out
    unread = (tmp_path / "out/unread.csv").read_text(encoding="utf-8-sig")
    assert unread.splitlines()[1] == f"squad.csv,3,R-2,C 'age',{what},write a number"
    assert "add --clinician FILE to get them" in ran.err
    triage("screen", "squad.csv", "-o", "out", "--clinician", "trace.csv", "--force", *TODAY)
    assert "R-2,no,thirty" in (tmp_path / "trace-unread.csv").read_text(encoding="utf-8-sig")


def test_the_run_says_which_of_several_rows_it_took(triage: Triage, tmp_path: Path) -> None:
    """A sheet that grows week by week is screened as it is: nothing is wrong with it."""
    weeks = "R-1,2026-11-16,no\nR-2,2026-11-16,no\nR-1,2026-11-23,yes\n"
    (tmp_path / "squad.csv").write_text(f"runner,date,complaint\n{weeks}")
    ran = triage("screen", "squad.csv", "-o", "out", *TODAY)
    assert ran.code == 0
    assert "R-1: Row 4 counts, the newest of rows 2, 4." in ran.err
    assert "3 rows: 2 screened, 1 replaced by another of the same runner, 0 rejected" in ran.out


def test_a_preview_writes_nothing(triage: Triage, tmp_path: Path) -> None:
    """--preview shows columns, rows and counts, and leaves the folder as it was."""
    ran = triage("screen", EXAMPLES / "squad.csv", "--preview", *TODAY)
    assert ran.code == 0
    assert "14 rows: 14 can be screened, 0 would be rejected" in ran.out
    assert "row 2: R-001: date=2026-11-23; squad=Marathon; complaint=yes" in ran.out
    assert list(tmp_path.iterdir()) == []


def test_a_preview_with_unread_cells_says_so_by_its_exit_code(
    triage: Triage, tmp_path: Path
) -> None:
    """The exit code counts the rows that could not be read in full: ten are not none."""
    rows = "".join(f"R-{n},no,x\n" for n in range(10))
    (tmp_path / "squad.csv").write_text(f"runner,complaint,age\n{rows}")
    ran = triage("screen", "squad.csv", "--preview", *TODAY)
    assert ran.code == 3
    assert "10 rows: 10 can be screened (10 not in full), 0 would be rejected" in ran.out


@pytest.mark.parametrize("option", ["--clinician", "--reports"])
def test_what_holds_answers_is_kept_out_of_the_coachs_folder(
    triage: Triage, tmp_path: Path, option: str
) -> None:
    """Neither the trace nor the reports can be put where the coach's files go."""
    ran = triage("screen", EXAMPLES / "squad.csv", "-o", "out", option, "out/inside.csv")
    assert ran.code == 2
    assert "choose separate places" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_template_comes_to_stdout(triage: Triage) -> None:
    """The CSV template is one line of headers."""
    ran = triage("screen", "--template", "csv")
    assert ran.code == 0
    assert ran.out.lstrip("\ufeff").startswith("runner,date,squad,complaint,")


def test_an_engine_that_is_not_there_is_named(triage: Triage) -> None:
    """Without Java or the extra, --engine spark says what to install, and leaves with 5."""
    assert triage("screen", "--template", "parquet", "-o", "blank.parquet").code == 0
    nowhere = {"PATH": "/nowhere", "JAVA_HOME": ""}
    ran = triage("screen", "blank.parquet", "--engine", "spark", "-o", "out", env=nowhere)
    assert ran.code == 5
    assert ("needs Java" if find_spec("pyspark") else "runner-triage[screen,spark]") in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "polars", "--preview", "-o", "out"), "leave out --preview"),
        (("--engine", "polars", "-o", "out", "-f", "csv"), "leave out -f csv"),
        (("--engine", "polars"), "-o DIR"),
        (("--engine", "polars", "--master", "local", "-o", "out"), "--engine spark"),
        (
            ("--engine", "polars", "-o", "out", "--clinician", "out/x.parquet"),
            "choose separate places",
        ),
    ],
)
def test_an_engine_takes_no_option_that_it_would_not_heed(
    triage: Triage, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """What has no meaning for Parquet as it is, is refused and not passed over."""
    ran = triage("screen", "roster.parquet", *options)
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []
