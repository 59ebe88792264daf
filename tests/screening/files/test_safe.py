"""Files from anywhere cannot do harm, and neither can the files that are written."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screening.squad import understood
from triage.errors import AnswerFault
from triage.model.pack import Pack
from triage.screening.files.csv_out import csv_text
from triage.screening.files.open import open_table
from triage.screening.files.safe import neutral, restored, slug
from triage.screening.files.table import MOST_COLUMNS, Unreadable, cell
from triage.screening.files.workbook import MOST_ROWS, write_rows

openpyxl = pytest.importorskip("openpyxl")

DANGEROUS = [
    "=1+1",
    "+cmd",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\uff1d1+1",
    " =1",
    '"=1',
    "'=1",
    "%0A",
]
HARMLESS = ["R-014", "-5", "+5", "3.5", "-3,5", "a=b", "", "don't", "'tis"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    """A formula, however disguised, begins with an apostrophe afterwards."""
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_stay_numbers_and_words_stay_words(text: str) -> None:
    """Text that no spreadsheet would run is left as it is."""
    assert neutral(text) == text


@given(st.text() | st.sampled_from(DANGEROUS) | st.sampled_from(HARMLESS))
def test_reading_back_restores_what_was_written(text: str) -> None:
    """Neutralising loses nothing."""
    assert restored(neutral(text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_no_cell_of_a_csv_file_begins_a_formula(cells: list[str]) -> None:
    """Whatever the names are, no text cell of what we write starts a formula."""
    columns = [str(n) for n in range(len(cells))]
    text = b"".join(csv_text(columns, [dict(zip(columns, cells, strict=True))])).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert not [
        c
        for c in row
        if c[:1] in tuple("=+-@") and not c[1:].isdigit() and len(c) > 1 and not _is_number(c)
    ]
    assert [restored(c) for c in row] == cells


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_workbook_holds_text_as_text_and_gives_it_back(tmp_path: Path, text: str) -> None:
    """In XLSX a name like a formula is a string, without an apostrophe, and is read back."""
    path = tmp_path / "results.xlsx"
    path.write_bytes(write_rows("Results", ["runner", "n"], [[text, 5]], [10, 10]))
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A2"].data_type == "s"
    assert cell(sheet["A2"].value) == restored(text.replace("\r", "\n"))
    assert sheet["B2"].value == 5


def test_the_same_rows_make_the_same_workbook() -> None:
    """A workbook does not show when or where it was made."""
    first, second = (write_rows("Results", ["runner"], [["R-1"]], [10]) for _ in range(2))
    assert first == second


@given(st.lists(st.text(min_size=1, max_size=80), unique_by=lambda t: t.casefold(), min_size=2))
def test_a_slug_is_a_plain_name_of_its_own(names: list[str]) -> None:
    """No slug leads out of the folder, names a device or is the file of another name."""
    slugs = [slug(name) for name in names]
    for made in slugs:
        assert made.strip("-") == made
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert 0 < len(made) <= 70
        assert made not in {"con", "nul", "aux", "prn", "com1", "lpt1"}


@pytest.mark.parametrize(
    ("one", "other"), [("a/b", "a-b"), ("../x", "x"), ("Ä", "A"), ("con", "CON "), ("名前", "名")]
)
def test_names_that_look_alike_as_files_stay_apart(one: str, other: str) -> None:
    """Two names still differ by what a slug leaves out."""
    assert slug(one) != slug(other) or one.strip().casefold() == other.strip().casefold()


# -- malicious workbooks ---------------------------------------------------------------------------


def _book() -> bytes:
    return write_rows("Roster", ["runner", "age"], [["R-1", 30]], [10, 10])


def _with(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book())) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = parts.pop(entry.filename, old.read(entry))
            new.writestr(entry.filename, content, zipfile.ZIP_DEFLATED)
        for name, content in parts.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
OUTSIDE = LAUGHS.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities": (lambda: _with({"xl/worksheets/sheet1.xml": LAUGHS}), "contains XML entities"),
    "outside": (lambda: _with({"xl/worksheets/sheet1.xml": OUTSIDE}), "contains XML entities"),
    "utf-16": (
        lambda: _with({"xl/worksheets/sheet1.xml": LAUGHS.decode().encode("utf-16")}),
        "contains XML entities",
    ),
    "zeros": (lambda: _with({"xl/big.bin": bytes(60_000_000)}), "unpacks to more than 50 MB"),
    "ratio": (lambda: _with({"xl/big.bin": bytes(20_000_000)}), "more than 100 times its size"),
    "entries": (
        lambda: _with({f"xl/{n}.bin": b"" for n in range(300)}),
        "more than 200 parts",
    ),
    "large": (lambda: _book() + bytes(5_000_001), "larger than 5 MB"),
    "no zip": (lambda: b"PK\x03\x04nonsense", "not an XLSX workbook"),
    "no sheets": (lambda: _with({"xl/workbook.xml": b"<workbook/>"}), "workbook"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_malicious_workbook_is_refused(back_pain: Pack, tmp_path: Path, name: str) -> None:
    """Size, ratio, parts and entities are checked before anything is unpacked."""
    make, message = BOMBS[name]
    path = tmp_path / "roster.xlsx"
    path.write_bytes(make())
    with pytest.raises(AnswerFault, match=message):
        understood(path, back_pain)


@pytest.mark.parametrize(
    ("headers", "rows", "said"),
    [
        ([], 0, "the workbook is empty"),
        (["", ""], 0, "the workbook is empty"),
        (["", ""], 1, "no column holds the runners' codes"),
        (["runner", *map(str, range(MOST_COLUMNS))], 1, "columns"),
        (["runner"], MOST_ROWS + 1, "rows"),
    ],
)
def test_a_workbook_that_is_not_a_roster_is_refused(
    back_pain: Pack, tmp_path: Path, headers: list[str], rows: int, said: str
) -> None:
    """Without headers, too wide or too long, it is refused as a whole, with the reason."""
    path = tmp_path / "roster.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    if headers:
        sheet.append(headers)
    for number in range(rows):
        sheet.append([f"R-{number}"])
    book.save(path)
    with pytest.raises(AnswerFault, match=said):
        understood(path, back_pain)


def test_a_formula_without_a_value_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    """A formula without a saved value would look like an empty cell, so it is named."""
    path = tmp_path / "roster.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["runner", "age"])
    book.active.append(["R-1", "=20+10"])
    book.active.append(["R-2", 31])
    book.save(path)
    table = open_table(path, {"runner", "age"}.__contains__)
    first, second = (row.cells for row in table.rows())
    assert first == ("R-1", Unreadable(first[1].what, first[1].fix, "=20+10"))
    assert first[1].what == "the cell holds a formula without a saved value"
    assert second == ("R-2", 31)
