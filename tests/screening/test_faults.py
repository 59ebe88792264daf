"""Every fault of a roster is shown with row, column, value and fix; every good row is screened."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.screening.squad import (
    csv_of,
    entries,
    faulty,
    rejections,
    roster_rows,
    understood,
    whole,
)
from triage.errors import AnswerFault, FileFault
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.screening.files.open import LARGEST
from triage.screening.files.table import LONGEST_LINE, MOST_COLUMNS
from triage.store.packs import load_vignettes

HERE = Path(__file__).parent / "bad"
ROSTERS = sorted(path.name for path in HERE.glob("*.csv"))


def _message(path: Path, pack: Pack) -> str:
    try:
        bad = faulty(understood(path, pack))
    except AnswerFault as fault:
        return str(fault) + "\n"
    return "".join(f"{fault}\n" for each in bad for fault in each.unread)


@pytest.mark.parametrize("name", ROSTERS)
def test_a_bad_roster_gets_the_expected_messages(back_pain: Pack, name: str) -> None:
    """Each roster in bad/ gives the messages in the file beside it; RENEW_GOLDEN=1 writes them."""
    found = _message(HERE / name, back_pain).replace(f"{HERE}/", "")
    expected = HERE / f"{name}.expected"
    if os.environ.get("RENEW_GOLDEN"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_an_endless_line_is_refused_before_it_is_read(back_pain: Pack, tmp_path: Path) -> None:
    """A line of 10 MB is named by its number, and is never whole in memory."""
    path = tmp_path / "long.csv"
    path.write_bytes(b"runner,age\nR-1," + b"9" * 10 * LONGEST_LINE)
    assert "this line is longer than 1 MB" in _message(path, back_pain)
    assert ":2:" in _message(path, back_pain)


def test_a_bad_line_of_json_is_rejected_alone(back_pain: Pack, tmp_path: Path) -> None:
    """A line that is not an object or has a key twice does not stop the others, nor does a NaN."""
    path = tmp_path / "lines.jsonl"
    path.write_text(
        '{"runner": "R-1", "age": 30}\n[1]\n{"runner": "R-2", "runner": "R-3"}\n'
        '{"runner": "R-4", "age": NaN}\n{"runner": "R-5", "answers": {"age": 31}}\n'
    )
    roster = understood(path, back_pain)
    assert [entry.runner for entry in entries(roster)] == ["R-1", "R-4", "R-5"]
    assert [bad.row for bad in rejections(roster)] == [2, 3]


PLANTED: tuple[tuple[str, str], ...] = (
    ("age", "34x"),
    ("age", "three"),
    ("age", "340"),
    ("age", "-4"),
    ("age", "34,5"),
    ("pain_score", "11"),
    ("pain_score", "1e3"),
    ("pain_days", "12 fortnights"),
    ("pain_location", "elbow"),
    ("pain_location", "lower, upper"),
    ("course", "beter"),
    ("onset", "#REF!"),
    ("body_signs", "hot"),
    ("body_signs", "none, fever"),
    ("nerve_signs", "Yes"),
    ("history", "unsure; back_pain_before"),
    ("date", "2026-02-30"),
    ("date", "31.31.2026"),
    ("date", "03/04/2026"),
    ("date", "2030-01-01"),
    ("date", "yesterday"),
    ("date", ""),
    ("runner", ""),
    ("runner", "R\u200b-1"),
    ("runner", "R\u202e-2"),
    ("runner", "R" * 81),
)


def test_of_200_rows_40_faults_are_shown_and_only_rows_without_a_code_are_rejected(
    back_pain: Pack, tmp_path: Path
) -> None:
    """All planted faults are found, each in its row and column, and nothing else is."""
    vignettes = load_vignettes(back_pain)
    sheets = {
        f"R-{n:03}": Answers(
            {"age": Decimal(30), **whole(vignettes[n % len(vignettes)].sheet.answers).given}
        )
        for n in range(200)
    }
    rows = roster_rows(back_pain, sheets)
    ids = ["runner", "date", *(question.id for question in back_pain.questions)]
    planted = {}
    for number in range(40):
        column, value = PLANTED[number % len(PLANTED)]
        if number >= len(PLANTED) and column in ("runner", "date"):
            column, value = "age", f"{number} or so"
        row = 3 + number * 5
        rows[row - 1][ids.index(column)] = value
        planted[row] = column
    path = tmp_path / "roster.csv"
    path.write_text(csv_of(rows), encoding="utf-8")
    roster = understood(path, back_pain)
    unread = faulty(roster)
    found = {each.row: [f.column.target for f in each.unread if f.column] for each in unread}
    assert found == {row: [column] for row, column in planted.items()}
    bad = rejections(roster)
    assert [each.row for each in bad] == [r for r, column in planted.items() if column == "runner"]
    assert roster.rows_in == len(entries(roster)) + len(bad) == 200
    assert all(fault.fix for each in unread for fault in each.unread)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"\xff\xfe" + "runner,age\nR-1,30".encode("utf-16-le")[:-1],
        b"PK\x03\x04" + bytes(range(1, 200)),
        b'"' * 999,
        b"runner," * 5000 + b"\n",
        "\u202erunner,\u200bage\nR-1,30\n".encode(),
        b"\n\n\n",
        b"runner;age,pain_location\tcourse\nR-1;30,lower\tbetter",
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".parquet", ".jsonl"])
def test_a_hostile_file_gets_a_message_never_a_traceback(
    back_pain: Pack, tmp_path: Path, content: bytes, ending: str
) -> None:
    """Broken bytes under any ending are shown as a fault, and never crash the program."""
    path = tmp_path / f"roster{ending}"
    path.write_bytes(content)
    assert _message(path, back_pain)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("roster.docx", b"", "is not a format for rosters"),
        (
            "wide.jsonl",
            json.dumps(dict.fromkeys(map(str, range(MOST_COLUMNS + 1)), "x")).encode(),
            "columns",
        ),
        ("headers.csv", b"runner,age\n", "no rows below the headers"),
        ("latin.jsonl", '{"runner": "Ørjan"}\n'.encode("latin-1"), "must be UTF-8"),
    ],
)
def test_what_is_not_a_roster_is_refused_as_a_whole(
    back_pain: Pack, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """An unknown format, too many columns, no rows and another encoding each get a message."""
    path = tmp_path / name
    path.write_bytes(content)
    assert said in _message(path, back_pain)


def test_a_folder_and_a_huge_file_are_not_opened(back_pain: Pack, tmp_path: Path) -> None:
    """Neither is read as a roster, and the message says why."""
    folder, huge = tmp_path / "squad.csv", tmp_path / "huge.csv"
    folder.mkdir()
    with pytest.raises(FileFault, match="this is a folder"):
        understood(folder, back_pain)
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "the file is larger than" in _message(huge, back_pain)
