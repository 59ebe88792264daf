"""Rosters in JSON: lines or an array, with every value kept or named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from triage.errors import AnswerFault
from triage.screening.files import json_lines
from triage.screening.files.open import open_table
from triage.screening.files.table import Cell, Row, Table, Unreadable


def _table(folder: Path, text: str, name: str = "roster.jsonl") -> Table:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return open_table(path, bool)


def _cell(folder: Path, value: str) -> Cell:
    (row,) = _table(folder, f'{{"x": {value}}}').rows()
    return row.cells[0]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson"])
@pytest.mark.parametrize(
    "text",
    [
        '{"runner": "R-1", "age": 34}\n\n{"runner": "R-2"}',
        '[{"runner": "R-1", "age": 34}, {"runner": "R-2"}]',
        '\ufeff \n[\n {"runner": "R-1",\n "age": 34}\n,{"runner": "R-2"} ]\n',
    ],
)
def test_lines_and_arrays_are_recognised_by_their_content(
    tmp_path: Path, name: str, text: str
) -> None:
    table = _table(tmp_path, text, name)
    assert table.headers == ("runner", "age")
    assert [row.cells for row in table.rows()] == [("R-1", Decimal(34)), ("R-2", None)]


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"runner": "Zoë"}]', encoding="utf-16")
    assert [row.cells for row in open_table(path, bool).rows()] == [("Zoë",)]


def test_an_empty_array_holds_no_rows(tmp_path: Path) -> None:
    assert list(_table(tmp_path, " [ ] ").rows()) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n{"a": 1},\n{"a": ]', 3),
        ('[{"a": 1}\n{"a": 2}]', 2),
        ('[{"a": 1}', 1),
        ('[{"a": 1},]', 1),
        ('[{"a": 1}]\n]', 2),
        ('[{"a": 1},\n\n"x\ny"]', 3),
    ],
)
def test_a_mistake_in_an_array_is_shown_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(AnswerFault, match=r"this is not JSON: .*, in column ") as caught:
        _table(tmp_path, text)
    assert caught.value.faults[0].where.line == line


def test_what_is_not_an_object_is_a_broken_row_of_an_array(tmp_path: Path) -> None:
    first, second = _table(tmp_path, '[1, {"a": 2}]').rows()
    assert first.broken is not None
    assert second == Row(2, (Decimal(2),))


def test_deep_nesting_is_a_fault(tmp_path: Path) -> None:
    (row,) = _table(tmp_path, '{"a": ' + "[" * 100_000).rows()
    assert row.broken is not None
    with pytest.raises(AnswerFault, match="nested too deeply"):
        _table(tmp_path, "[" * 100_000)


def test_a_large_array_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LARGEST_ARRAY", 10)
    with pytest.raises(AnswerFault, match="the array is larger than"):
        _table(tmp_path, '[{"runner": "R-1"}]')


@pytest.mark.parametrize(
    "text",
    [
        '{"runner": "R-1", "age": 34, "age": 17}',
        '{"runner": "R-1", "age": 34, "answers": {"age": 17}}',
        '{"runner": "R-1", "answers": {"age": 34, "age": 17}}',
    ],
)
def test_of_a_key_that_appears_twice_neither_value_counts(tmp_path: Path, text: str) -> None:
    (row,) = _table(tmp_path, text).rows()
    twice = Unreadable("'age' appears twice", "keep one of the two", "34 / 17")
    assert row.cells == ("R-1", twice)


def test_a_box_that_appears_twice_is_named(tmp_path: Path) -> None:
    text = '{"runner": "R-1", "signs": {"fever": true}, "signs.fever": false}'
    (row,) = _table(tmp_path, text).rows()
    twice = Unreadable("'signs.fever' appears twice", "keep one of the two", "true / false")
    assert row.cells == ("R-1", twice)


def test_a_part_of_many_answers_that_appears_twice_breaks_its_row(tmp_path: Path) -> None:
    (row,) = _table(tmp_path, '{"runner": "R", "answers": {"a": 1}, "answers": {"b": 2}}').rows()
    assert row.broken == ("'answers' appears twice", "keep one of the two")


@pytest.mark.parametrize(
    "value",
    ["1e999", "-1e999999999", "1e-999999999999999999999", "NaN", "-Infinity", "9" * 900_000],
)
def test_an_impossible_number_is_a_fault_of_its_cell(tmp_path: Path, value: str) -> None:
    cell = _cell(tmp_path, value)
    assert isinstance(cell, Unreadable)
    assert cell.what == "this is not a possible number"
    assert len(cell.shown) <= 60


def test_escapes_are_read_and_half_a_character_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    assert _cell(tmp_path, '"Kim \\ud83d\\udc0d"') == "Kim 🐍"
    for half in ('"\\ud800"', '["a", "x\\udc0d"]'):
        cell = _cell(tmp_path, half)
        assert isinstance(cell, Unreadable)
        assert "half a character" in cell.what
        cell.shown.encode()


def test_headers_can_always_be_shown(tmp_path: Path) -> None:
    table = _table(tmp_path, '{"\\ud800": 1}')
    assert table.headers == ("\ufffd",)


def test_lists_are_read_and_what_is_no_list_of_words_is_named(tmp_path: Path) -> None:
    assert _cell(tmp_path, '["fever", null, "unwell"]') == ("fever", "unwell")
    for value in ('[["fever"]]', '[{"fever": true}]', '{"a": {"b": 1}}'):
        assert isinstance(_cell(tmp_path, value), Unreadable)
