"""A workbook is read as its owner sees it; what cannot be read is named, cell by cell."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.screening.files.books import MAIN, STYLES, book, packed, parts, row, sheet
from triage.cli.main import commands
from triage.errors import AnswerFault
from triage.screening.files.open import open_table
from triage.screening.files.table import Cell, Table, Unreadable

openpyxl = pytest.importorskip("openpyxl")

HEADERS = ("runner", "age", "pain", "notes")


def _read(path: Path, content: bytes, title: str | None = None) -> Table:
    path = path / "roster.xlsx"
    path.write_bytes(content)
    return open_table(path, HEADERS.__contains__, sheet=title)


def _rows(table: Table) -> list[tuple[Cell, ...]]:
    return [row.cells for row in table.rows()]


def _roster(code: str) -> str:
    return sheet([row(1, "runner", "age"), row(2, code, "30")])


EMPTY = sheet([])

# -- which sheet is read ---------------------------------------------------------------------------


def test_the_visible_sheet_is_read_and_not_a_hidden_one_before_it(tmp_path: Path) -> None:
    content = book(_roster("old"), _roster("new"), titles=["W40", "W48"], states=["hidden"])
    table = _read(tmp_path, content)
    assert _rows(table) == [("new", "30")]
    assert table.notes == ("sheet 'W48'", "other sheets are not read: 'W40' (hidden)")


def test_several_filled_sheets_are_named_and_one_is_asked_for(tmp_path: Path) -> None:
    content = book(_roster("a"), _roster("b"), titles=["W47", "W48"])
    with pytest.raises(AnswerFault, match="several sheets hold something: 'W47', 'W48'") as caught:
        _read(tmp_path, content)
    assert "--sheet 'W47'" in str(caught.value)
    assert _rows(_read(tmp_path, content, "W48")) == [("b", "30")]


def test_an_empty_sheet_asks_for_nothing(tmp_path: Path) -> None:
    styled = sheet(['<row r="1" s="1"><c r="A1" s="1"/></row>', row(2, " ")])
    assert _rows(_read(tmp_path, book(EMPTY, styled, _roster("a")))) == [("a", "30")]


def test_a_hidden_sheet_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    content = book(EMPTY, _roster("a"), states=["visible", "veryHidden"], titles=["S", "W"])
    with pytest.raises(AnswerFault, match="only hidden sheets hold something: 'W'"):
        _read(tmp_path, content)
    assert _rows(_read(tmp_path, content, "w ")) == [("a", "30")]


def test_an_unknown_sheet_is_a_fault_that_names_the_sheets(tmp_path: Path) -> None:
    with pytest.raises(AnswerFault, match="there is no sheet 'W9'") as caught:
        _read(tmp_path, book(_roster("a"), titles=["W48"]), "W9")
    assert "'W48'" in str(caught.value)


def test_a_chart_is_passed_over_and_is_not_a_roster(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["runner", "age"])
    made.active.append(["a", 30])
    made.create_chartsheet("Chart", 0).add_chart(openpyxl.chart.BarChart())
    written = io.BytesIO()
    made.save(written)
    assert _rows(_read(tmp_path, written.getvalue())) == [("a", Decimal(30))]
    with pytest.raises(AnswerFault, match="'Chart' has no cells"):
        _read(tmp_path, written.getvalue(), "Chart")


def test_sheet_is_for_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("runner,age\nR-1,30\n")
    asked = CliRunner().invoke(commands, ["screen", str(path), "--preview", "--sheet", "W48"])
    assert asked.exit_code == 2
    assert "--sheet can only be used with .xlsx or .xlsm" in asked.output


def test_a_workbook_with_macros_is_read_without_them(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsm"
    path.write_bytes(packed({**parts(_roster("a")), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert _rows(open_table(path, HEADERS.__contains__)) == [("a", "30")]


def test_a_part_that_is_not_needed_may_be_damaged(tmp_path: Path) -> None:
    """Spreadsheet programs themselves write drawings of comments that are not well-formed."""
    more = {"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>", "docProps/core.xml": b"<"}
    assert _rows(_read(tmp_path, packed({**parts(_roster("a")), **more}))) == [("a", "30")]


# -- formulas --------------------------------------------------------------------------------------

FORMULAS = {
    "plain": '<c r="B2"><f>1+1</f></c>',
    "empty value": '<c r="B2"><f>1+1</f><v/></c>',
    "array": '<c r="B2"><f t="array" ref="B2">SUM(C1:C9)</f></c>',
    "shared": '<c r="B2"><f t="shared" si="0"/></c>',
    "data table": '<c r="B2"><f t="dataTable" ref="B2:B9" dt2D="0" r1="C1"/></c>',
    "text": '<c r="B2" t="str"><f>A2&amp;"x"</f></c>',
    "no place": "<c><f>1+1</f></c>",
    "prefixed": f'<x:c xmlns:x="{MAIN}" r="B2"><x:f>1+1</x:f></x:c>',
    "elsewhere": '<c r="B2"><q:f xmlns:q="urn:q">1+1</q:f></c>',
}


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", ["worksheets/sheet1.xml", "the.roster", "r/s"])
def test_a_formula_without_a_value_is_unreadable_however_it_is_written(
    tmp_path: Path, formula: str, name: str
) -> None:
    written = sheet([row(1, "runner", "age"), row(2, "R-1", FORMULAS[formula])])
    ((code, cell),) = _rows(_read(tmp_path, book(written, names=[name])))
    assert code == "R-1"
    assert isinstance(cell, Unreadable)
    assert cell.what == "the cell holds a formula without a saved value"


def test_a_formula_in_a_sheet_whose_every_tag_is_prefixed_is_unreadable(tmp_path: Path) -> None:
    plain = sheet([row(1, "runner", "age"), row(2, "R-1", FORMULAS["plain"])])
    prefixed = plain.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    written = parts(prefixed.replace("xmlns=", "xmlns:x="))
    ((_, cell),) = _rows(_read(tmp_path, packed(written)))
    assert isinstance(cell, Unreadable)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', Decimal(2)),
        ('<c r="B2" t="str"><f>A2</f><v>lower</v></c>', "lower"),
        ('<c r="B2" t="str"><f>A2&amp;""</f><v></v></c>', None),
        ('<c r="B2" t="b"><f>TRUE()</f><v>1</v></c>', True),
    ],
)
def test_a_formula_with_a_value_is_read_as_its_value(
    tmp_path: Path, formula: str, value: Cell
) -> None:
    written = sheet([row(1, "runner", "age"), row(2, "R-1", formula)])
    assert _rows(_read(tmp_path, book(written))) == [("R-1", value)]


def test_a_zero_in_a_file_that_was_never_calculated_is_not_a_value(tmp_path: Path) -> None:
    formula = '<c r="B2"><f>C2</f><v>0</v></c>'
    written = sheet([row(1, "runner", "age"), row(2, "R-1", formula)])
    ((_, cell),) = _rows(_read(tmp_path, book(written, more='<calcPr fullCalcOnLoad="1"/>')))
    assert isinstance(cell, Unreadable)
    assert _rows(_read(tmp_path, book(written))) == [("R-1", Decimal(0))]


# -- cells that cannot be read ---------------------------------------------------------------------

BAD = {
    "error": ('<c r="B2" t="e"><v>#N/A</v></c>', "the cell holds an error"),
    "division": ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "the cell holds an error"),
    "too large": ('<c r="B2"><v>1e999</v></c>', "cannot be read as a number"),
    "not a number": ('<c r="B2"><v>NaN</v></c>', "cannot be read as a number"),
    "words": ('<c r="B2"><v>three</v></c>', "cannot be read as a number"),
    "digits": (f'<c r="B2"><v>{"9" * 900_000}</v></c>', "cannot be read as a number"),
    "decimals": (f'<c r="B2"><v>1.{"9" * 900_000}</v></c>', "cannot be read as a number"),
    "truth": ('<c r="B2" t="b"><v>2</v></c>', "cannot be read as true or false"),
    "far day": ('<c r="B2" s="1"><v>99999999</v></c>', "a date outside the calendar"),
    "endless day": ('<c r="B2" s="1"><v>1e999</v></c>', "a date outside the calendar"),
    "no day": ('<c r="B2" t="d"><v>2026-02-30</v></c>', "cannot be read as a date"),
    "zone": ('<c r="B2" t="d"><v>2026-02-03T10:00+25:00</v></c>', "cannot be read as a date"),
    "time": ('<c r="B2" s="1"><v>0.5</v></c>', "a time or a duration"),
    "duration": ('<c r="B2" s="2"><v>1.5</v></c>', "a time or a duration"),
    "no such text": ('<c r="B2" t="s"><v>99</v></c>', "cannot be read as text"),
    "text from the end": ('<c r="B2" t="s"><v>-1</v></c>', "cannot be read as text"),
    "style": ('<c r="B2" s="x"><v>1</v></c>', "cannot be read as a number"),
    "unknown kind": ('<c r="B2" t="zip"><v>1</v></c>', "cannot be read as text"),
    "misplaced": ('<c r="B2" t="inlineStr"><v>yes</v></c>', "cannot be read as text"),
    "bare": ('<c r="B2">yes</c>', "cannot be read as a number"),
    "half": ('<c r="B2" t="str"><v>_xD800_</v></c>', "cannot be read as text"),
    "endless": (f'<c r="B2" t="str"><v>{"x" * 40_000}</v></c>', "the text is too long"),
    "twice": ('<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>', "the file holds this cell twice"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_cell_that_cannot_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, name: str
) -> None:
    cell, what = BAD[name]
    rows = [row(1, "runner", "age", "pain"), row(2, "R-1", cell, "lower"), row(3, "R-2", "31")]
    first, second = _rows(_read(tmp_path, book(sheet(rows))))
    assert isinstance(first[1], Unreadable)
    assert what in first[1].what
    assert first[1].fix
    assert (first[0], first[2], second) == ("R-1", "lower", ("R-2", "31", None))


def test_a_cell_without_a_place_stays_beside_the_one_before_it(tmp_path: Path) -> None:
    rows = [row(1, "runner", "age", "pain", "notes")]
    rows.append('<row><c r="B2"><v>three</v></c><c><v>x</v></c><c><v>3</v></c></row>')
    ((code, age, pain, notes),) = _rows(_read(tmp_path, book(sheet(rows))))
    assert (code, notes) == (None, Decimal(3))
    assert isinstance(age, Unreadable)
    assert isinstance(pain, Unreadable)


def test_a_header_that_cannot_be_read_is_a_fault_with_its_place(tmp_path: Path) -> None:
    rows = [row(1, "runner", '<c r="B1"><f>1+1</f></c>'), row(2, "R-1", "30")]
    with pytest.raises(AnswerFault, match=":1:2: the cell holds a formula without a saved value"):
        _read(tmp_path, book(sheet(rows)))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2" s="1"><v>46349</v></c>', dt.date(2026, 11, 23)),
        ('<c r="B2" s="1"><v>46349.5</v></c>', dt.datetime(2026, 11, 23, 12)),
        ('<c r="B2" t="d"><v>2026-11-23T12:30:00</v></c>', dt.datetime(2026, 11, 23, 12, 30)),
        ('<c r="B2" t="d"><v>2026-11-23</v></c>', dt.date(2026, 11, 23)),
        ('<c r="B2" t="s"><v>0</v></c>', "shared"),
        ('<c r="B2" t="str"><v>a_x000D_\nb</v></c>', "a\r\nb"),
        ('<c r="B2" s="99"><v>34.0</v></c>', Decimal("34.0")),
        ('<c r="B2" t="b"><v>0</v></c>', False),
    ],
)
def test_values_keep_their_type_and_a_time_keeps_its_time_of_day(
    tmp_path: Path, cell: str, value: Cell
) -> None:
    written = sheet([row(1, "runner", "age"), row(2, "R-1", cell)])
    assert _rows(_read(tmp_path, book(written))) == [("R-1", value)]


def test_days_are_found_when_the_styles_have_another_name(tmp_path: Path) -> None:
    written = parts(
        sheet([row(1, "runner", "age"), row(2, "R", '<c r="B2" s="1"><v>46349</v></c>')])
    )
    written["xl/look.xml"] = written.pop(STYLES)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    written["[Content_Types].xml"] = written["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/look.xml" ContentType="{kind}"/></Types>'.encode()
    )
    assert _rows(_read(tmp_path, packed(written))) == [("R", dt.date(2026, 11, 23))]


# -- rows and columns ------------------------------------------------------------------------------


def test_only_rows_that_hold_something_count(tmp_path: Path) -> None:
    bordered = [
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>' for n in range(3, 9000)
    ]
    written = sheet([row(1, "runner", "age"), row(2, "R-1", "30"), *bordered, row(9000, "R-2")])
    table = _read(tmp_path, book(written))
    assert [each.number for each in table.rows()] == [2, 9000]


def test_a_cell_beyond_the_headers_is_kept_under_an_empty_one(tmp_path: Path) -> None:
    rows = [row(1, "runner", "age"), row(2, "R-1", "30", "", "numb")]
    table = _read(tmp_path, book(sheet([r.replace("C2", "D2") for r in rows])))
    assert table.headers == ("runner", "age", "", "")
    assert _rows(table) == [("R-1", "30", None, "numb")]


def test_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    rows = [row(1, "runner", "age"), row(2, "R-1", "30"), row(3, "R-2", "31")]
    rows[1] = rows[1].replace("<row", '<row hidden="1"')
    table = _read(tmp_path, book(sheet(rows)))
    assert len(_rows(table)) == 2
    assert "hidden rows are read too: 1" in table.notes


def test_a_title_above_the_headers_is_skipped_and_reported(tmp_path: Path) -> None:
    rows = [row(1, "U18, week 48"), row(3, "runner", "age"), row(4, "R-1", "30")]
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    table = _read(tmp_path, book(sheet(rows, merged)))
    assert (table.header_row, table.headers) == (3, ("runner", "age"))
    assert "row 1 above the headers is not read" in table.notes


# -- merged cells ----------------------------------------------------------------------------------


def _merged(tmp_path: Path, ranges: str, *rows: str) -> Table:
    cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges.split())
    return _read(tmp_path, book(sheet(rows, f"<mergeCells>{cells}</mergeCells>")))


def test_a_merged_header_is_the_header_of_each_column(tmp_path: Path) -> None:
    table = _merged(
        tmp_path,
        "A1:A2 B1:C1",
        row(1, "runner", "pain"),
        row(2, "", "lower", "upper"),
        row(3, "R-1", "yes", "no"),
    )
    assert table.headers == ("runner", "pain", "pain")
    assert _rows(table) == [(None, "lower", "upper"), ("R-1", "yes", "no")]


def test_a_header_merged_with_a_heading_above_it_is_read_in_its_row(tmp_path: Path) -> None:
    table = _merged(
        tmp_path,
        "A1:A2 B1:C1",
        row(1, "runner", "About you"),
        row(2, "", "age", "pain"),
        row(3, "R-1", "30", "lower"),
    )
    assert (table.header_row, table.headers) == (2, ("runner", "age", "pain"))


def test_a_merged_code_counts_for_its_first_row_and_the_others_are_named(tmp_path: Path) -> None:
    table = _merged(
        tmp_path,
        "A2:A4",
        row(1, "runner", "age"),
        row(2, "R-1", "30"),
        row(3, "", "31"),
        row(5, "R-2", "32"),
    )
    first, second, third = _rows(table)
    assert (first, third) == (("R-1", "30"), ("R-2", "32"))
    assert isinstance(second[0], Unreadable)
    assert second[0].what == "the cell is merged with one that counts for row 2 only"
    assert second[1] == "31"


def test_an_answer_merged_across_questions_is_not_silence_about_the_second(tmp_path: Path) -> None:
    rows = (row(1, "runner", "age", "pain"), row(2, "R-1", "no"))
    ((_, age, pain),) = _rows(_merged(tmp_path, "B2:C2", *rows))
    assert age == "no"
    assert isinstance(pain, Unreadable)


def test_a_line_across_the_table_stays_one_cell(tmp_path: Path) -> None:
    rows = (row(1, "runner", "age"), row(2, "R-1", "30"), row(3, "Please return by Friday"))
    table = _merged(tmp_path, "A3:B3", *rows)
    assert _rows(table)[1] == ("Please return by Friday", None)


# -- other formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".xls", ".ods", ".xlsb", ".numbers", ".doc", ".docx", ".XLS"])
def test_another_format_is_refused_with_the_way_out(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"roster{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(AnswerFault, match=r"save it as \.xlsx or as CSV"):
        open_table(path, HEADERS.__contains__)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old .xls, or has a password"),
        (b"runner,age\nR-1,30\n", "this is not an XLSX workbook"),
        (b"<html><table><tr><td>runner</td></tr></table></html>", "this is not an XLSX workbook"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument"}), "damaged"),
        (
            packed(
                {
                    name: part.replace(
                        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
                    )
                    for name, part in parts(_roster("a")).items()
                }
            ),
            "Strict Open XML",
        ),
    ],
)
def test_another_format_called_xlsx_is_refused_with_the_way_out(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(AnswerFault, match=said) as caught:
        _read(tmp_path, content)
    assert ".xlsx" in str(caught.value)
    assert "CSV" in str(caught.value)
