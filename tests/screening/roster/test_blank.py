"""The software can read its own empty rosters: headers, drop-downs and the words of the form."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest

from tests.screening.squad import csv_of, entries, the_words, understood
from triage.engine.assess import Engine
from triage.model.question import Kind
from triage.report.formats.render import render_tree
from triage.screening.roster.blank import blank_columns, blank_csv, blank_tree
from triage.screening.roster.blank_workbook import write_blank
from triage.store.templates import environment

openpyxl = pytest.importorskip("openpyxl")


def test_every_choice_of_a_template_is_an_answer(engine: Engine, tmp_path: Path) -> None:
    """A roster with the headers and, row by row, each of the choices has no faults."""
    columns = blank_columns(engine.pack, the_words(engine.pack))
    rows = [[column.header for column in columns]]
    for number in range(max(len(column.choices) for column in columns)):
        row = [c.choices[number] if number < len(c.choices) else c.least or "" for c in columns]
        rows.append([f"R-{number}", "2026-11-23", "", *row[3:]])
    path = tmp_path / "roster.csv"
    path.write_text(csv_of(rows), encoding="utf-8")
    roster = understood(path, engine.pack)
    assert len(entries(roster)) == roster.rows_in == len(rows) - 1
    assert all(column.is_used for column in roster.columns)


def test_a_workbook_to_fill_in_is_read_back(engine: Engine, tmp_path: Path) -> None:
    """Its first sheet has every header; one-answer columns have a drop-down of their choices."""
    columns = blank_columns(engine.pack, the_words(engine.pack))
    book = openpyxl.load_workbook(io.BytesIO(write_blank(columns)))
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789")
        for rule in book["Roster"].data_validations.dataValidation
    }
    heads = {cell.column_letter: cell for cell in book["Roster"][1]}
    assert [cell.value for cell in heads.values()] == [column.header for column in columns]
    for column, (letter, head) in zip(columns, heads.items(), strict=True):
        assert (letter in rules) == bool(column.choices)
        assert bool(head.comment) == bool(column.help or column.choices)
    book["Roster"].append(["R-1", datetime.date(2026, 11, 23), None, "no"])
    path = tmp_path / "roster.xlsx"
    book.save(path)
    (entry,) = entries(understood(path, engine.pack))
    assert (entry.runner, entry.complaint) == ("R-1", False)


def test_a_template_in_csv_is_its_headers(engine: Engine) -> None:
    """The CSV template holds one line, with a header for each question."""
    text = blank_csv(blank_columns(engine.pack, the_words(engine.pack))).decode("utf-8-sig")
    assert text.startswith("runner,date,squad,complaint,")
    assert text.count("\r\n") == 1


def test_a_form_lists_every_question_and_option(engine: Engine) -> None:
    """The text for a form builder has each question as a heading and its options as a list."""
    columns = blank_columns(engine.pack, the_words(engine.pack))
    text = render_tree(blank_tree(columns, engine.pack), "roster.form.md.j2", environment("md"))
    assert text.count("\n## ") == len(columns)
    options = sum(
        len(q.options) + 1 + (q.kind is Kind.CHECKLIST) for q in engine.pack.questions if q.options
    )
    assert text.count("\n- ") == options + 2
