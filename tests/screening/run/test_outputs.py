"""What a screening writes is made as values, names and bytes, before anything is written."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from tests.screening.squad import TODAY, understood
from triage.model.pack import Pack
from triage.screening.board.trends import courses
from triage.screening.files.parquet import Parquet
from triage.screening.roster.squad_list import Member
from triage.screening.run.again import Again
from triage.screening.run.clinician import clinician_file
from triage.screening.run.coach import coach_files, mark_file, summary_of
from triage.screening.run.outputs import Output
from triage.screening.run.people import People
from triage.screening.run.trends_files import trends_files
from triage.screening.standing.earlier import Earlier, Screened
from triage.screening.standing.results import Result
from triage.screening.standing.words import Words

polars = pytest.importorskip("polars")

TEMPLATES = Environment(
    autoescape=True,
    loader=DictLoader(
        {
            "board.js.j2": "",
            "board.html.j2": "{% for each in runners %}{{ each.runner }} {% endfor %}"
            "gone: {{ gone | join(' ') }}",
        }
    ),
)
STATES = ("care", "stop", "unread")
REJECTIONS = (
    {
        "file": "squad.csv",
        "row": 4,
        "runner": "R-3",
        "is_rejected": False,
        "cells": {"runner": "R-3", "age": "x"},
        "faults": ["not a number"],
        "columns": ["age"],
        "fixes": ["write a number, not x"],
        "reasons": ["this is not a number"],
        "remedies": ["write a number"],
        "texts": ["row 4: not a number"],
    },
)


@pytest.fixture
def words(back_pain: Pack, tmp_path: Path) -> Words:
    """The words of a screening."""
    roster = tmp_path / "roster.csv"
    roster.write_text("runner,complaint\nR-1,no\n")
    return understood(roster, back_pain).words


def _result(runner: str, state: str, words: Words) -> Result:
    return Result(
        runner=runner,
        squad=None,
        state=state,
        label=words.states[state].label,
        action=words.actions[0],
        answered=TODAY,
        answer_by=TODAY + dt.timedelta(days=7),
        since=TODAY,
        before=None,
        change=None,
        group=None,
    )


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The files that something tries to open, to read or write: none can be opened."""
    tried: list[object] = []

    def refuse(file: object, *_: object, **__: object) -> None:
        tried.append(file)
        raise OSError

    for module, name in ((builtins, "open"), (io, "open"), (os, "open")):
        monkeypatch.setattr(module, name, refuse)
    return tried


def _coach(words: Words, pack: Pack) -> dict[str, Any]:
    results = [_result(f"R-{n}", state, words) for n, state in enumerate(STATES, 1)]
    earlier = {
        code.casefold(): Earlier(code=code, state="care", known="care", since=TODAY)
        for code in ("R-1", "R-3", "R-9")
    }
    members = {code.casefold(): Member(code=code) for code in ("R-1", "R-2", "R-3")}
    here = {key: member.code for key, member in members.items()}
    people = People(here=here, earlier=earlier, members=members, today=TODAY)
    summary = summary_of(results, REJECTIONS, people, rows_in=3, words=words)
    made = coach_files(
        results,
        REJECTIONS,
        summary,
        people,
        formats=("csv", "parquet"),
        pack=pack,
        words=words,
        today=TODAY,
        templates=TEMPLATES,
    )
    files = [*made, mark_file(summary, pack, TODAY, "f", ["board.html"])]
    return {file.name: _read(file) for file in files}


def _read(file: Output) -> Any:
    match file.content:
        case bytes():
            return file.content.decode()
        case Parquet(frame):
            return frame.collect().to_dicts()
        case pieces:
            return b"".join(pieces).decode()


def test_a_coachs_files_are_made_without_a_disk(
    words: Words, back_pain: Pack, opened: list[object]
) -> None:
    """From results in memory come all the files of a folder, by name; none is opened."""
    files = _coach(words, back_pain)
    assert set(files) == {
        "results.csv",
        "results.parquet",
        "unread.csv",
        "board.html",
        "screening.json",
    }
    assert [row["runner"] for row in files["results.parquet"]] == ["R-1", "R-2", "R-3"]
    assert files["unread.csv"].splitlines()[1:] == [
        "squad.csv,4,R-3,age,this is not a number,write a number"
    ]
    assert '"rejected": 0' in files["screening.json"]
    assert '"unread": 1' in files["screening.json"]
    assert opened == []


def test_the_most_pressing_come_first_and_who_is_no_longer_listed_is_gone(
    words: Words, back_pain: Pack
) -> None:
    """A runner known from before who is not on the list is named, and is in no count."""
    assert _coach(words, back_pain)["board.html"] == "R-2 R-3 R-1 gone: R-9"


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_clinicians_file_is_made_without_a_disk(ending: str, opened: list[object]) -> None:
    """From rows in memory come the bytes of the file, in the format of its ending."""
    rows = [{"runner": "R-1", "fired": ["A", "B"], "left out": 1}]
    content = clinician_file(ending, ("runner", "fired"), rows).content
    assert not isinstance(content, Parquet)
    whole = content if isinstance(content, bytes) else b"".join(content)
    assert b"R-1" in whole
    assert b"left out" not in whole
    assert opened == []


def test_large_files_are_not_made_before_they_are_written() -> None:
    """CSV and JSON lines come piece by piece, each row when the writer asks for it."""

    def rows() -> Iterator[dict[str, str]]:
        raise AssertionError("a row was read")
        yield {}

    for ending in (".csv", ".jsonl"):
        clinician_file(ending, ("runner",), rows())


def test_results_in_many_pieces_are_one_table(words: Words, back_pain: Pack) -> None:
    """Parquet is packed some rows at a time, and every row is in it, in order."""
    results = Again(lambda: (_result(f"R-{n}", "care", words) for n in range(4_500)))
    people = People(today=TODAY)
    summary = summary_of(results, (), people, rows_in=4_500, words=words)
    (file, _) = coach_files(
        results,
        (),
        summary,
        people,
        formats=("parquet",),
        pack=back_pain,
        words=words,
        today=TODAY,
        templates=TEMPLATES,
    )
    assert [row["runner"] for row in _read(file)] == [f"R-{n}" for n in range(4_500)]


@pytest.mark.parametrize("name", ["", ".", "..", "../board.html", "/etc/passwd", "a\\b"])
def test_an_output_cannot_lead_out_of_its_folder(name: str) -> None:
    """The name of an output is the name of a file, not a way to another folder."""
    with pytest.raises(ValueError, match="is not the name of a file"):
        Output(name, b"")


def test_trends_are_made_without_a_disk(
    words: Words, back_pain: Pack, opened: list[object]
) -> None:
    """From screenings in memory come a page and a table with a column for each day."""
    history = [
        Screened(
            date=TODAY - dt.timedelta(days=days),
            file="results.csv",
            pack=back_pain.id,
            runners={"r-1": Earlier(code="R-1", state=state, known=state, since=TODAY)},
        )
        for days, state in ((7, "clear"), (0, "stop"))
    ]
    templates = Environment(loader=DictLoader({"trends.html.j2": "{{ new[0].runner }}"}))
    found = courses(history, words)
    files = trends_files(history, found, words, back_pain.title, back_pain.language, templates)
    page, table = map(_read, files)
    assert [file.name for file in files] == ["trends.html", "trends.csv"]
    assert page == "R-1"
    assert table.splitlines()[1] == "R-1,,clear,stop"
    assert opened == []
