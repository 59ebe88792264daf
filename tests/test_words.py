"""The words of faults: those that the code asks for, those of the file, and a translation."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import triage
from triage import errors
from triage.errors import AnswerFault
from triage.knowledge.sheet.sheet import read_sheet
from triage.model.pack import Pack
from triage.resources import templates_folder

FILE = templates_folder() / "faults.toml"
WORDED = ("worded", "complain")
FIX = 2  # where a fix is given, the fault's own is not read


def entries(tree: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, part in tree.items():
        if isinstance(part, dict):
            yield from entries(part, f"{above}{name}.")
        else:
            yield above + name, part


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def asked_for(code: str) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Return for each call that words something the keys it reads, and what it fills in."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in WORDED or any(keyword.arg is None for keyword in node.keywords):
            continue  # what is handed on was asked for by whoever called
        filled = {str(keyword.arg) for keyword in node.keywords}
        either = node.args[0]
        for key in (either.body, either.orelse) if isinstance(either, ast.IfExp) else (either,):
            assert isinstance(key, ast.Constant), (
                f"a key that cannot be looked up: {ast.unparse(key)}"
            )
            if len(node.args) == 1:
                yield (key.value,), filled
            elif len(node.args) > FIX:
                yield (f"{key.value}.what",), filled
            else:
                yield (f"{key.value}.what", f"{key.value}.fix"), filled


SHIPPED = dict(entries(tomllib.loads(FILE.read_text())))
ASKED = [
    asked
    for path in sorted(Path(triage.__file__).parent.rglob("*.py"))
    for asked in asked_for(path.read_text())
]


@pytest.mark.parametrize(("keys", "filled"), ASKED, ids=lambda part: str(sorted(part)))
def test_what_the_code_asks_for_has_words_that_say_it(
    keys: tuple[str, ...], filled: set[str]
) -> None:
    """Every key is in the file; its words have a place for all that is filled in, and no other."""
    assert set[str]().union(*(places(SHIPPED[key]) for key in keys)) == filled


def test_no_words_are_left_that_nothing_asks_for() -> None:
    """Whoever translates the file translates nothing in vain."""
    assert set(SHIPPED) == {key for keys, _ in ASKED for key in keys}


def test_a_translation_needs_no_change_of_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back_pain: Pack
) -> None:
    """With the file in another language, the faults of a sheet are in that language."""
    german = {
        "{where}: {what}\n    fix: {fix}": "{where}: {what}\n    Abhilfe: {fix}",
        "'{text}' is not an answer to '{question}'": "'{text}' beantwortet '{question}' nicht",
        "write '{nearest}'": "schreibe '{nearest}'",
        "'{text}' is not a date": "'{text}' ist kein Datum",
        "write year-month-day: 2026-11-22": "schreibe Jahr-Monat-Tag: 2026-11-22",
    }
    words = FILE.read_text()
    for english, translated in german.items():
        assert english in words
        words = words.replace(english, translated)
    (tmp_path / "faults.toml").write_text(words)
    monkeypatch.setattr(errors, "templates_folder", lambda: tmp_path)
    with pytest.raises(AnswerFault) as raised:
        read_sheet("date: 22.11.2026\nanswers: {pain_location: lowerr}\n", "blatt.yaml", back_pain)
    assert str(raised.value) == (
        "blatt.yaml:1:7: '22.11.2026' ist kein Datum\n"
        "    Abhilfe: schreibe Jahr-Monat-Tag: 2026-11-22\n"
        "blatt.yaml:2:26: 'lowerr' beantwortet 'pain_location' nicht\n"
        "    Abhilfe: schreibe 'lower'"
    )
