"""The encoding of a text file is known, given, or asked for."""

from __future__ import annotations

import codecs
from encodings.aliases import aliases
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.errors import AnswerFault
from triage.screening.files.code_page import CODE_PAGES, guess, is_words
from triage.screening.files.encoding import encoding_of
from triage.screening.files.open import open_table
from triage.screening.files.table import Cell


def _known(header: str) -> bool:
    return header in ("runner", "age", "note")


def _cells(path: Path, encoding: str | None = None) -> list[tuple[Cell, ...]]:
    return [row.cells for row in open_table(path, _known, encoding=encoding).rows()]


def _saved(folder: Path, content: bytes) -> Path:
    path = folder / "roster.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_at_the_start_makes_an_encoding_certain(tmp_path: Path, name: str) -> None:
    content = "\ufeffrunner,age\nŁukasz 李娜 דנה,30\n".encode(name)
    assert _cells(_saved(tmp_path, content)) == [("Łukasz 李娜 דנה", "30")]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", "Jürgen Müller"),
        ("cp1252", "José,Émile,Zoé"),
        ("cp1250", "Jürgen Müller"),
        ("cp1252", "Müller…"),
        ("cp1252", "Anna\xa0Müller"),
        ("cp1250", "Wałęsa"),
    ],
)
def test_an_encoding_is_guessed_where_all_likely_readings_are_the_same(
    encoding: str, names: str
) -> None:
    found = guess([(1, names.encode(encoding))]).encoding
    assert found is not None
    assert names.encode(encoding).decode(found) == names


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1255", "דנה"),
        ("gbk", "李娜"),
        ("big5", "陳大文"),
        ("cp932", "田中"),
        ("cp949", "김민준"),
        ("cp1253", "Ελένη"),
        ("cp1251", "Иванов"),
        ("cp1256", "فاطمة"),
        ("cp874", "สมชาย"),
        ("cp1252", "Bjørn"),
        ("cp1250", "Łukasz"),
        ("cp1254", "Gülşah"),
        ("mac_roman", "Müller"),
        ("cp850", "Mária"),
    ],
)
def test_where_readings_differ_the_user_is_asked_and_shown_the_right_one(
    tmp_path: Path, encoding: str, name: str
) -> None:
    path = _saved(tmp_path, f"runner,age\nR-1,30\n{name},31\n".encode(encoding))
    with pytest.raises(AnswerFault) as caught:
        open_table(path, _known)
    fault = caught.value.faults[0]
    assert f"'{name}'" in fault.what
    assert fault.what.count("(") >= 2
    assert fault.where.line == 3
    assert "--encoding" in fault.fix
    assert _cells(path, encoding)[1] == (name, "31")


LETTERS = st.text(st.characters(min_codepoint=0xA0, max_codepoint=0x9FFF), min_size=1, max_size=6)


@given(names=st.lists(LETTERS, min_size=1, max_size=4), encoding=st.sampled_from(CODE_PAGES))
def test_a_word_is_never_read_as_another_word(names: list[str], encoding: str) -> None:
    """A guess may be wrong only about text that is no word in its own encoding."""
    good = [name for name in names if is_words(name)]
    content = ",".join(good).encode(encoding, "ignore")
    found = guess([(1, content)]).encoding
    if found is not None and not content.isascii() and encoding.startswith("cp125"):
        assert content.decode(found) == content.decode(encoding)


def test_utf_16_without_its_mark_is_named(tmp_path: Path) -> None:
    path = _saved(tmp_path, "runner,age\nR-1,30\n".encode("utf-16-le"))
    with pytest.raises(AnswerFault, match="UTF-16 without the mark") as caught:
        open_table(path, _known)
    assert "--encoding utf-16-le" in caught.value.faults[0].fix
    assert _cells(path, "utf-16-le") == [("R-1", "30")]


def test_an_encoding_that_does_not_fit_is_a_fault_of_its_line(tmp_path: Path) -> None:
    """Of the line with the bytes, however far into the file it is."""
    rows = "".join(f"R-{n},30\n" for n in range(5000))
    path = _saved(tmp_path, f"runner,age\n{rows}".encode() + "Zoë,31\nR-9,32\n".encode("cp1252"))
    with pytest.raises(AnswerFault, match="not text in utf-8") as caught:
        _cells(path, "utf-8")
    assert caught.value.faults[0].where.line == 5002


def test_a_mark_is_not_overruled(tmp_path: Path) -> None:
    path = _saved(tmp_path, "runner,age\nZoë,30\n".encode("utf-8-sig"))
    with pytest.raises(AnswerFault, match="the mark of UTF-8, so it is not in cp1252"):
        open_table(path, _known, encoding="cp1252")
    assert _cells(path, "utf8") == [("Zoë", "30")]


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "undefined", "idna", "", "a\0b"])
def test_a_name_of_no_encoding_is_a_fault(tmp_path: Path, name: str) -> None:
    path = _saved(tmp_path, b"runner,age\nZo\xeb,30\n")
    with pytest.raises(AnswerFault):
        _cells(path, name)


def test_every_encoding_there_is_reads_a_file_or_refuses_it(tmp_path: Path) -> None:
    path = _saved(tmp_path, b"runner,age\nZo\xeb\\ud800,30\n+2AA-,1\n")
    for name in sorted({*aliases.values()} - {"mbcs", "oem"}):
        codecs.lookup(name)
        try:
            _cells(path, name)
        except AnswerFault:
            continue


def test_utf_8_is_certain_even_where_it_fits_others(tmp_path: Path) -> None:
    assert encoding_of(_saved(tmp_path, "runner\nÉmile\n".encode())) == "utf-8-sig"
