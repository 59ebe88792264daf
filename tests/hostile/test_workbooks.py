"""Hostile workbooks: each is read or refused in bounded time and memory, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import random
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic, process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzz import SECONDS, mutated
from tests.screening.files.books import (
    MAIN,
    SHEET,
    STRINGS,
    STYLES,
    book,
    packed,
    parts,
    row,
    sheet,
)
from triage.errors import AnswerFault, FileFault
from triage.screening.files import ooxml
from triage.screening.files.open import open_table
from triage.screening.files.table import MOST_COLUMNS, Table

pytest.importorskip("openpyxl")

MOST_MEMORY = 150_000_000
HEADERS = ("runner", "complaint", "age")
ROWS = (row(1, *HEADERS), row(2, "R-1", "no", '<c r="C2"><v>34</v></c>'))
ROSTER = sheet(ROWS)


def _read(path: Path, content: bytes) -> Table:
    path = path / "roster.xlsx"
    path.write_bytes(content)
    return open_table(path, HEADERS.__contains__)


# -- bombs -----------------------------------------------------------------------------------------


def _far(number: int) -> str:
    far = f'<c r="XFD{number}"><f>1+{number}</f><v>{number}</v></c>'
    return row(number, f"R{number}", "no", far)


def _with(**more: str) -> Callable[[], bytes]:
    named = {"strings": (STRINGS, "sst"), "styles": (STYLES, "styleSheet")}
    made = {name: f'<{root} xmlns="{MAIN}">{{}}</{root}>' for name, root in named.values()}
    given = {named[key][0]: value for key, value in more.items()}
    padding = random.Random(11).randbytes(1_000_000)  # so that the ratio shows nothing
    return lambda: packed(
        {
            **parts(ROSTER),
            **{name: made[name].format(content).encode() for name, content in given.items()},
            "padding.bin": padding,
        }
    )


def _after(content: str) -> Callable[[], bytes]:
    return lambda: packed({**parts(sheet(ROWS, content)), "x.bin": Random(11).randbytes(1_000_000)})


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a cell in the last column of each row": (
        lambda: book(sheet([ROWS[0], *map(_far, range(2, 5000))])),
        f"more than {MOST_COLUMNS} columns",
    ),
    "a row of a million cells": (
        _after("<row>" + "<c/>" * 1_000_000 + "</row>"),
        "a part of the workbook is too large",
    ),
    "a million styles": (_with(styles="<xf/>" * 1_000_000), "a part of the workbook is too large"),
    "styles that look like rows": (
        _with(styles=("<xf/>" * 9_000 + "<row/>") * 10),
        "a part of the workbook is too large",
    ),
    "a number format that takes minutes to search": (
        _with(
            styles='<numFmts><numFmt numFmtId="164" formatCode="'
            + "[[_*" * 50_000
            + '"/></numFmts>'
        ),
        "a style of the workbook is too long",
    ),
    "a text of a million parts": (
        _with(strings="<si>" + "<r><t/></r>" * 500_000 + "</si>"),
        "a part of the workbook is too large",
    ),
    "a tag of 2 MB": (
        _after("<x " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>"),
        "an endless XML tag",
    ),
    "a nest of tags": (_after("<x>" * 100_000 + "</x>" * 100_000), "nested too deeply"),
    "merged cells over each other": (
        _after("<mergeCells>" + '<mergeCell ref="A1:ZZ9999"/>' * 4_000 + "</mergeCells>"),
        "the workbook is damaged",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_takes_memory(tmp_path: Path, name: str) -> None:
    make, said = BOMBS[name]
    content = make()
    assert len(content) < 2_000_000
    tracemalloc.start()
    try:
        with pytest.raises(AnswerFault, match=said):
            _read(tmp_path, content)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def test_a_roster_a_million_cells_wide_is_refused_within_seconds(tmp_path: Path) -> None:
    content = BOMBS["a cell in the last column of each row"][0]()
    begun = process_time()
    with pytest.raises(AnswerFault, match="columns"):
        _read(tmp_path, content)
    assert process_time() - begun < 5  # 0.5 on a quiet machine


def test_cells_that_are_formatted_but_empty_are_counted_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ooxml, "MOST_ELEMENTS", 50_000)
    with pytest.raises(AnswerFault, match="more than 50,000 XML elements"):
        _read(tmp_path, _after(("<row>" + "<c/>" * 99 + "</row>") * 600)())


def test_a_full_roster_is_within_the_limits(tmp_path: Path) -> None:
    cells = [f'<c r="{chr(ord("D") + n)}{{0}}"><v>{n}</v></c>' for n in range(5)]
    rows = [row(n, f"R-{n}", "no", "", *(c.format(n) for c in cells)) for n in range(2, 5002)]
    assert len(list(_read(tmp_path, book(sheet([ROWS[0], *rows]))).rows())) == 5000


# -- damage ----------------------------------------------------------------------------------------


def _entry(content: bytes, name: str) -> tuple[int, int, int]:
    """Where the local header of a part is, and where its packed bytes begin and end."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(name)
    lengths = struct.unpack_from("<HH", content, info.header_offset + 26)
    begin = info.header_offset + 30 + sum(lengths)
    return info.header_offset, begin, begin + info.compress_size


def _bad_sum(good: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        crc = struct.pack("<L", archive.getinfo(SHEET).CRC)
    return good.replace(crc, b"\0\0\0\0")


def _bad_stream(good: bytes) -> bytes:
    _, begin, end = _entry(good, SHEET)
    return good[:begin] + bytes(reversed(good[begin:end])) + good[end:]


def _cut_stream(good: bytes) -> bytes:
    _, begin, end = _entry(good, SHEET)
    middle = (begin + end) // 2
    return good[:middle] + bytes(end - middle) + good[end:]


def _wrong_offset(good: bytes) -> bytes:
    at = good.rindex(b"PK\x01\x02")
    return good[: at + 42] + struct.pack("<L", 0xFFFFFF) + good[at + 46 :]


def _with_password(good: bytes) -> bytes:
    at = good.rindex(b"PK\x01\x02") + 8
    return good[:at] + b"\x01" + good[at + 1 :]


def _twice(good: bytes) -> bytes:
    made = io.BytesIO(good)
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet([row(1, *HEADERS), row(2, "R-1", "yes")]))
    return made.getvalue()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a wrong check sum": _bad_sum,
    "a stream that is not one": _bad_stream,
    "a stream that ends early": _cut_stream,
    "a wrong offset": _wrong_offset,
    "no directory": lambda good: good[: good.index(b"PK\x01\x02")],
    "half of it": lambda good: good[: len(good) // 2],
    "a part with a password": _with_password,
    "two parts of one name": _twice,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_zip_is_a_fault_of_the_file(tmp_path: Path, name: str) -> None:
    good = book(ROSTER)
    damaged = DAMAGE[name](good)
    assert damaged != good
    with pytest.raises(AnswerFault) as caught:
        _read(tmp_path, damaged)
    assert caught.value.exit_code == 3
    assert "save it as .xlsx" in str(caught.value)


@pytest.mark.parametrize("name", sorted(set(parts(ROSTER)) - {"_rels/.rels", STRINGS, STYLES}))
def test_a_missing_part_is_a_fault_of_the_file(tmp_path: Path, name: str) -> None:
    left = {each: content for each, content in parts(ROSTER).items() if each != name}
    with pytest.raises(AnswerFault, match="damaged"):
        _read(tmp_path, packed(left))


@pytest.mark.parametrize("name", sorted(parts(ROSTER)))
@pytest.mark.parametrize("content", [b"<", b"<a><b></a>", b"<a/>", b"", b"\xff\xfe<\0", b"PK"])
def test_a_part_that_is_not_what_it_should_be_is_never_an_error_of_ours(
    tmp_path: Path, name: str, content: bytes
) -> None:
    _is_read_or_refused(tmp_path, packed({**parts(ROSTER), name: content}))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b'r:id="r0"', b'r:id="r9"'),
        ("xl/workbook.xml", b'r:id="r0"', b""),
        ("xl/workbook.xml", b'state="visible"', b'state="lost"'),
        ("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"),
        ("xl/_rels/workbook.xml.rels", b"/worksheet", b"/nothing"),
        (STYLES, b'numFmtId="14"', b'numFmtId="x"'),
        (SHEET, b'<row r="2">', b'<row r="1.5">'),
        (SHEET, b'<row r="2">', b'<row r="' + b"9" * 5000 + b'">'),
        (SHEET, b'r="B2"', b'r="2"'),
        (SHEET, b'r="B2"', b'r="ZZZZ2"'),
        (SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="?"/></mergeCells>'),
    ],
)
def test_a_part_that_contradicts_itself_is_a_fault_of_the_file(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    written = parts(ROSTER)
    assert old in written[part]
    with pytest.raises(AnswerFault):
        _read(tmp_path, packed({**written, part: written[part].replace(old, new)}))


# -- fuzzing ---------------------------------------------------------------------------------------

GOOD = parts(
    sheet(
        [
            *ROWS,
            row(3, "R-2", '<c r="B3"><f>1+1</f></c>', '<c r="C3" t="e"><v>#N/A</v></c>'),
            row(4, '<c r="A4" t="s"><v>0</v></c>', "yes", '<c r="C4" s="1"><v>46349</v></c>'),
        ],
        '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>',
    ),
    sheet([]),
)
ODD = (
    *(b"<", b">", b"/", b'"', b"&", b"&#0;", b"\0", b"\xff", b"<row>", b"<c>", b"</c>", b"<f/>"),
    *(b'<c r="A1">', b"<v>1e999</v>", b"<v>", b'r="XFD1048577"', b' t="e"', b' t="s"', b' s="9"'),
    *(b"-1", b"9" * 50, b"NaN", b"worksheets/sheet2.xml", b"<si/>", b"<!DOCTYPE a>", b"<!-- "),
)


def mistaken(random: Random) -> bytes:
    """A workbook with mistakes in one of its parts, or in its zip."""
    if random.random() < 0.3:
        return mutated(packed(GOOD), random, ODD)
    name = random.choice(sorted(GOOD))
    return packed({**GOOD, name: mutated(GOOD[name], random, ODD)})


def _is_read_or_refused(path: Path, content: bytes) -> None:
    begun = monotonic()
    with contextlib.suppress(AnswerFault, FileFault):
        list(_read(path, content).rows())
    assert monotonic() - begun < 20


@given(st.randoms(use_true_random=False))
def test_a_workbook_with_mistakes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, random: Random
) -> None:
    _is_read_or_refused(tmp_path_factory.mktemp("fuzz"), mistaken(random))


@pytest.mark.slow
def test_workbooks_with_mistakes_are_read_or_refused_for_a_minute(tmp_path: Path) -> None:
    """FUZZ_SECONDS=600 makes it ten."""
    random, end = Random(11), monotonic() + SECONDS
    while monotonic() < end:
        _is_read_or_refused(tmp_path, mistaken(random))


def test_no_parser_without_guards_reads_workbooks() -> None:
    """Where lxml is installed, openpyxl would take it instead of defusedxml."""
    pytest.importorskip("lxml")
    program = (
        "from triage.screening.files.workbook import need_openpyxl\n"
        "need_openpyxl()\n"
        "from openpyxl.xml import functions\n"
        "print(functions.fromstring.__module__)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "OPENPYXL_LXML"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().startswith("defusedxml")
