"""Corrected rows are merged into a screening of the same day, and what they replace is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screening.run.test_screen import results, screened
from tests.screening.squad import understood
from triage.errors import AnswerFault
from triage.model.pack import Pack
from triage.screening.roster.keep import keep
from triage.screening.standing.mark import Screening

pytest.importorskip("polars")

HEADER = "runner,date,complaint,emergency_signs,age,coach\n"


def _merged(pack: Pack, folder: Path, text: str, other: str, name: str = "fixed.csv") -> Screening:
    """Screen a roster with the rows of another."""
    (folder / name).write_text(other, encoding="utf-8")
    merged = understood(folder / name, pack)
    return screened(
        pack,
        folder,
        text,
        merged=[keep(merged, ["coach"], may_lack=True)],
        roster=_kept(pack, folder, text),
        clinician=folder / "trace.csv",
        formats=("csv",),
    )


def _kept(pack: Pack, folder: Path, text: str) -> object:
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    return keep(understood(folder / "roster.csv", pack), ["coach"])


def test_a_corrected_row_counts_and_what_it_replaces_is_said(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Without a newer time in the roster, the merged file corrects it, whatever its columns."""
    text = (
        HEADER
        + "R-1,2026-11-23,yes,fainted,30,B\n"  # an emergency that is corrected to none
        + "R-2,2026-11-23,no,,x,B\n"  # a cell that could not be read
        + "R-3,2026-11-23,no,,31,B\n"  # nothing to correct
        + ",2026-11-23,no,,32,B\n"
        + "R-5,2026-11-22,yes,fainted,30,B\n"
    )
    other = (
        "code;answered;complaint;age\nR-1;2026-11-23;no;30\nR-2;2026-11-23;no;30\n"
        "R-5;;;\nR-6;2026-11-23;no;33\n;2026-11-23;no;44\n"
    )
    done = _merged(back_pain, tmp_path, text, other)
    found = results(tmp_path)
    assert {code: row["state"] for code, row in found.items()} == {
        "R-1": "clear",
        "R-2": "clear",
        "R-3": "clear",
        "row 5 of roster.csv": "unread",
        "R-5": "stop",
        "R-6": "clear",
        "row 6 of fixed.csv": "unread",
    }
    assert (done.rows_in, done.screened, done.superseded, done.rejected) == (10, 5, 3, 2)
    notes = "\n".join(done.notes)
    assert "R-2: Row 3 of fixed.csv replaces row 3 of roster.csv." in notes
    assert "R-5" in notes
    assert "Row 2 of 2026-11-23 was more urgent" in found["R-1"]["note"]
    assert (found["R-3"]["coach"], found["R-1"]["coach"]) == ("B", "")
    unread = (tmp_path / "out/unread.csv").read_text(encoding="utf-8-sig")
    assert "roster.csv,5," in unread
    assert "fixed.csv,6," in unread
    assert "R-2" not in unread


def test_older_answers_of_a_merged_file_do_not_count(back_pain: Pack, tmp_path: Path) -> None:
    """The newest counts by the times of answering, in whichever file it is."""
    text = HEADER + "R-1,2026-11-23,yes,fainted,30,B\nR-2,2026-11-20,no,,30,B\n"
    other = "runner,date,complaint\nR-1,2026-11-20,no\nR-2,2026-11-23,no\n"
    done = _merged(back_pain, tmp_path, text, other)
    found = results(tmp_path)
    assert (found["R-1"]["state"], found["R-2"]["answered"]) == ("stop", "2026-11-23")
    assert "R-1: Row 2 of roster.csv replaces row 2 of fixed.csv." in done.notes


def test_a_merged_code_is_written_as_in_the_roster(back_pain: Pack, tmp_path: Path) -> None:
    """A file whose leading zeros are gone would correct nobody, so it is a fault."""
    with pytest.raises(AnswerFault, match="'7' for '0007'"):
        _merged(back_pain, tmp_path, HEADER + "0007,,no,,,\n", "runner,complaint\n7,no\n")
