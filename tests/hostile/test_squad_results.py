"""What a coach gets holds no answer, whatever is planted in a roster; and nobody goes missing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from tests.screening.run.test_screen import screened
from tests.screening.squad import faulty, the_words, understood
from triage.cli.errors import guarded
from triage.model.pack import Pack
from triage.screening.roster.unread import for_coach

polars = pytest.importorskip("polars")

PLANTED = (
    "zebrafish",  # no answer
    "sadlle",  # nearly one, so that the fault suggests it
    "fainted, none",  # two that contradict each other
    "fainted",  # one that a list should be made of
    "777",
    "=cmd|'/c quagga'!A1",
    "quagga\ttab",
)
HEADER = "runner,date,complaint,emergency_signs,pain_location,age,squad\n"


def _rows() -> str:
    rows = []
    for number, value in enumerate(PLANTED):
        cell = '"' + value.replace('"', '""') + '"'
        rows.append(f"R-{number}a,2026-11-23,yes,{cell},lower,30,A")
        rows.append(f"R-{number}b,2026-11-23,yes,,{cell},30,A")
        rows.append(f"R-{number}c,2026-11-23,yes,,lower,{cell},A")
        rows.append(f"R-{number}d,2026-11-23,{cell},,lower,30,A")
        rows.append(f",2026-11-23,yes,{cell},lower,30,A")
    return HEADER + "\n".join(rows) + "\n"


def _bytes(folder: Path) -> str:
    """Everything in a folder: the bytes, and what is in archives and tables."""
    texts = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        content = path.read_bytes()
        texts.append(content.decode("utf-8", "replace"))
        if is_zipfile(io.BytesIO(content)):
            with ZipFile(path) as archive:
                texts += [
                    archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
                ]
        if path.suffix == ".parquet":
            texts.append(str(polars.read_parquet(path).to_dicts()))
    return "\n".join(texts)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which the command is run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_planted_answer_is_in_any_byte_that_a_coach_gets(
    back_pain: Pack, tmp_path: Path
) -> None:
    """Neither what a cell says, nor what it nearly says, nor what a fix would suggest."""
    screened(back_pain, tmp_path, _rows(), clinician=tmp_path / "trace.csv")
    coach = _bytes(tmp_path / "out")
    for word in ("zebrafish", "sadlle", "saddle", "fainted", "777", "quagga"):
        assert word not in coach, word
    with_answers = (tmp_path / "trace-unread.csv").read_text(encoding="utf-8-sig")
    for word in ("zebrafish", "sadlle", "777", "quagga"):
        assert word in with_answers, word


def test_every_row_of_a_hostile_roster_is_on_the_board(back_pain: Pack, tmp_path: Path) -> None:
    """Rows that cannot be read have a result, and a line of unread.csv that says what to do."""
    done = screened(back_pain, tmp_path, _rows(), formats=("csv",))
    assert done.screened + done.rejected + done.superseded == done.rows_in == 5 * len(PLANTED)
    board = (tmp_path / "out/board.html").read_text(encoding="utf-8")
    for number in range(len(PLANTED)):
        for letter in "abcd":
            assert f"R-{number}{letter}" in board
    unread = (tmp_path / "out/unread.csv").read_text(encoding="utf-8-sig").splitlines()
    assert unread[0].endswith("file,row,runner,column,what is wrong,what to do")
    assert all(line.rpartition(",")[2] for line in unread[1:])


def test_without_a_clinicians_file_no_row_is_written_anywhere(
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The run says how to get the rows, and leaves no answer behind."""
    (here / "roster.csv").write_text(_rows())
    code = guarded(["screen", "roster.csv", "-o", "out", "--today", "2026-11-24"])
    err = capsys.readouterr().err
    assert code == 3
    assert "add --clinician FILE to get them" in err
    (here / "roster.csv").unlink()
    assert "zebrafish" not in _bytes(here)


def test_rows_that_were_corrected_in_place_are_not_written_over(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file that is merged is not the one that unread rows would be written to."""
    (here / "roster.csv").write_text("runner,complaint\nR-1,no\n,no\n")
    (here / "trace-unread.csv").write_text("runner,complaint\nR-1,no\n")
    options = ["--merge", "trace-unread.csv", "--clinician", "trace.csv"]
    assert guarded(["screen", "roster.csv", "-o", "out", *options]) == 2
    assert "choose another --clinician FILE" in capsys.readouterr().err
    assert (here / "trace-unread.csv").read_text() == "runner,complaint\nR-1,no\n"


@pytest.mark.parametrize(
    "mark",
    ['{"date": "2026-11-10"}', "[]", "{", '{"date": 5, "pack": {"id": 1}}', "[" * 10_000, "\ud800"],
)
def test_a_damaged_folder_of_earlier_results_is_a_message(
    here: Path, capsys: pytest.CaptureFixture[str], mark: str
) -> None:
    """No traceback, and nothing is screened with half of a past."""
    (here / "old").mkdir()
    (here / "old/screening.json").write_bytes(mark.encode("utf-8", "surrogatepass"))
    (here / "old/results.csv").write_text("runner,state,since\nR-1,stop,2026-11-10\n")
    (here / "roster.csv").write_text("runner,complaint\nR-1,no\n")
    code = guarded(["screen", "roster.csv", "-o", "out", "--previous", "old"])
    err = capsys.readouterr().err
    assert code == 5
    assert "no results of a screening" in err
    assert not (here / "out").exists()


def test_earlier_results_full_of_odd_cells_are_a_fault_of_theirs(
    here: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Days out of range, formulas and unknown states: exit 3, and each is shown where it is."""
    (here / "old").mkdir()
    mark = {"date": "2026-11-10", "pack": {"id": "runner_back_pain"}}
    (here / "old/screening.json").write_text(json.dumps(mark))
    rows = "R-1,stop,99999-01-01\nR-2,=1+1,2026-11-10\nR-3,stop,1e999\n,stop,2026-11-10\nR-4\n"
    (here / "old/results.csv").write_text("runner,state,since\n" + rows)
    (here / "roster.csv").write_text("runner,complaint\nR-1,no\n")
    code = guarded(["screen", "roster.csv", "-o", "out", "--previous", "old"])
    err = capsys.readouterr().err
    assert code == 3
    for said in ("'since' is not year-month-day", "'state' is not a state", "'runner' is empty"):
        assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"runner": "R-1", "age": 30, "age": 31}', "'age' appears twice"),
        ('{"runner": "R-1", "age": 1e999}', "this is not a possible number"),
        ('{"runner": "R-1", "age": 777}', "this is not a whole number from 5 to 110 (years)"),
        ('{"runner": "R-1", "pain_location": "777"}', "this is not an answer of the form"),
        ('{"runner": "R-1", "body_signs": "none of these, fever"}', "do not go together"),
        ('{"runner": "R-1", "age": 30, "date": "777"}', "this is not a date"),
        ('{"runner": "=777", "age": 30}', "this is a formula"),
    ],
)
def test_a_coach_is_shown_the_true_reason_without_the_answer(
    tmp_path: Path, back_pain: Pack, line: str, reason: str
) -> None:
    """What is wrong is said of the kind of cell, and never depends on what it says."""
    roster = tmp_path / "roster.jsonl"
    roster.write_text(line)
    (bad,) = faulty(understood(roster, back_pain))
    said = for_coach(bad, the_words(back_pain))
    assert any(reason in each for each in said)
    assert "777" not in " ".join(said)
    assert "fever" not in " ".join(said)
