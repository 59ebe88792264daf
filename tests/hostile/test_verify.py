"""Hostile reports: `triage verify` refuses each with a message, and never with a traceback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from triage.cli.errors import guarded
from triage.model.pack import Pack

ROOT = Path(__file__).parents[2]
IN_TIME = 10  # seconds, on a busy machine; an honest report takes half a second
Text = Callable[[str], str]


@cache
def honest(folder: Path) -> str:
    """Return the text of the report of a runner with a red flag."""
    path = folder / "honest.json"
    sheet = ROOT / "examples" / "red_flag.yaml"
    assert guarded(["assess", str(sheet), "--format", "json", "-o", str(path)]) == 0
    return path.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def read_once(back_pain: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the pack once for all of these reports."""
    monkeypatch.setattr("triage.cli.verify.load_pack", lambda _folder: back_pain)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of an honest report."""
    return honest(tmp_path_factory.getbasetemp())


def refused(text: str | bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the message with which a report is refused, in time, with exit code 3."""
    path = tmp_path / "report.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    began = time.monotonic()
    assert guarded(["verify", str(path)]) == 3
    assert time.monotonic() - began < IN_TIME
    message = capsys.readouterr().err
    assert message.startswith(str(path))
    assert "fix:" in message
    assert "Traceback" not in message
    assert all(line.isprintable() for line in message.splitlines())
    return message


NOT_STRICT: dict[str, tuple[str, str]] = {
    "nothing": ("", "not JSON"),
    "words": ("this is a report", "not JSON"),
    "cut off": ('{"schema": "triage-report/2", ', "not JSON"),
    "a list": ("[]", "names no version"),
    "a number": ("12", "names no version"),
    "null": ("null", "names no version"),
    "the version as a list": ('{"schema": ["triage-report/2"]}', "names no version"),
    "an old version": ('{"schema": "triage-report/1"}', "it is a triage-report/1"),
    "a version of controls": ('{"schema": "\\u001b[31m\\u202e"}', "\\x1b[31m\\u202e"),
    "a version without end": (json.dumps({"schema": "x" * 100_000}), "xxx"),
    "only a version": ('{"schema": "triage-report/2"}', "sheet is nothing"),
    "nested without end": ("[" * 900_000, "nested too deeply"),
    "tables without end": ('{"a":' * 300_000, "nested too deeply"),
    "nested too deeply": ("[" * 400 + "]" * 400, "nested too deeply"),
    "half a character": ('{"schema": "\\ud800"}', "half a character"),
    "half a character as a key": ('{"\\udfff": 1}', "half a character"),
    "NaN": ('{"schema": NaN}', "NaN is not a number"),
    "infinity": ('{"schema": -Infinity}', "-Infinity is not a number"),
    "5,000 digits": ('{"schema": ' + "9" * 5_000 + "}", "a number of 5000 digits"),
    "900,000 digits": ('{"schema": -' + "9" * 900_000 + "}", "a number of 900001 digits"),
    "a key twice": ('{"schema": "x", "schema": "triage-report/2"}', "'schema' appears twice"),
    "a key twice, deep": ('{"schema": "x", "a": [{"b": 1, "b": 2}]}', "'b' appears twice"),
}


@pytest.mark.parametrize("name", NOT_STRICT)
def test_what_is_not_a_report_in_strict_json_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the file holds, the message says what is wrong with it."""
    text, says = NOT_STRICT[name]
    assert says in refused(text, tmp_path, capsys)


EDITS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a key at the top": (lambda r: r.update(note="all clear"), "note is 'all clear'"),
    "a key of controls": (lambda r: r.update({"\x1b[2J\u202e": 1}), "\\x1b[2J\\u202e"),
    "a key without end": (lambda r: r.update({"k" * 90_000: 1}), "kkk"),
    "a key in the pack": (lambda r: r["pack"].update(note="reviewed"), "pack.note is 'reviewed'"),
    "another runner": (lambda r: r.update(runner="Bert"), "digest is not"),
    "another day": (lambda r: r.update(date="2026-01-01"), "digest is not"),
    "a day that is none": (lambda r: r.update(date="2026-02-30"), "date is '2026-02-30'"),
    "a runner of two lines": (lambda r: r.update(runner="A\nB"), "runner is "),
    "1 for true": (lambda r: r.update(is_complete=1), "is_complete is 1, but what follows is True"),
    "4.0 for 4": (lambda r: r["disposition"].update(level=4.0), "disposition.level is 4.0"),
    "1e999 for 4": (lambda r: r["disposition"].update(level=1e999), "is not a number"),
    "a sheet that is a list": (lambda r: r.update(sheet=[]), "sheet is []"),
    "a sheet nested": (lambda r: r["sheet"].update(answers=[[[[[1]]]]]), "sheet.answers is "),
    "answers nobody asked for": (
        lambda r: r["sheet"]["answers"].update({f"q{n}": "yes" for n in range(50_000)}),
        "sheet.answers.q0 is 'yes'",
    ),
    "boxes nobody has": (
        lambda r: r["sheet"]["answers"].update(nerve_signs=["x"] * 50_000),
        "sheet.answers.nerve_signs",
    ),
    "an age without end": (
        lambda r: r["sheet"]["answers"].update(age="9" * 100_000),
        "sheet.answers.age",
    ),
    "an age of letters": (
        lambda r: r["sheet"]["answers"].update(age="1e2"),
        "sheet.answers.age is '1e2'",
    ),
    "an infinite age": (
        lambda r: r["sheet"]["answers"].update(age="Infinity"),
        "sheet.answers.age",
    ),
    "tries of nothing": (lambda r: r["sheet"].update(tried={"x": "yes"}), "sheet.tried.x is 'yes'"),
    "another pack": (lambda r: r["pack"].update(id="knee"), "was made with knee"),
    "another version of the pack": (lambda r: r["pack"].update(version="9.0"), "9.0, but the pack"),
    "no pack": (lambda r: r.pop("pack"), "pack is nothing"),
    "no digest": (lambda r: r.pop("digest"), "digest is not"),
    "no runner": (lambda r: r.pop("runner"), "runner is nothing"),
    "a digest of nothing": (lambda r: r.update(digest="0" * 64), "digest is not"),
    "alarms that are text": (lambda r: r.update(safety_net="none"), "safety_net is 'none'"),
    "changes that are nested": (
        lambda r: r.update(changes=[{"edits": [{"question": ["age"], "option": {}, "value": 1}]}]),
        "changes.0 is ",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_report_is_refused(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever was edited, of whatever type and length, the message names its place."""
    edit, says = EDITS[name]
    report = json.loads(text)
    edit(report)
    assert says in refused(json.dumps(report), tmp_path, capsys)


def test_a_key_that_appears_twice_in_a_real_report_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs differ in which of the two they read, so none of them may."""
    twice = text.replace('"is_complete":', '"is_complete":false,\n"is_complete":', 1)
    assert "'is_complete' appears twice" in refused(twice, tmp_path, capsys)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe{\x00}\x00", 5), (b"{\x00}", 5), (b" " * 3_000_000, 5)],
    ids=["UTF-16", "binary", "huge"],
)
def test_a_file_that_is_not_text_or_too_large_is_a_file_problem(
    content: bytes, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not even read as JSON."""
    path = tmp_path / "report.json"
    path.write_bytes(content)
    assert guarded(["verify", str(path)]) == code
    assert "fix:" in capsys.readouterr().err
