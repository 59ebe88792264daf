"""Hostile text, JSON, Parquet and YAML: a fault in bounded time and memory, and nothing else."""

from __future__ import annotations

import io
import json
import os
import resource
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzz import mutations
from tests.knowledge.small import small_pack
from tests.screening.squad import faulty, understood
from triage.errors import AnswerFault, FileFault, TriageError
from triage.knowledge.sheet.sheet import read_sheet
from triage.knowledge.yaml import syntax
from triage.model.pack import Pack
from triage.screening.files.open import open_table
from triage.screening.roster.mapping import read_mapping
from triage.store.files import read_text

pl = pytest.importorskip("polars")

HEADERS = "runner,date,complaint,pain_location,age,body_signs"
ROW = "R-1,2026-11-20,yes,lower,34,fever"
RECORD = {
    "runner": "R-1",
    "age": 34,
    "answers": {"body_signs": ["fever"], "pain_location": "lower"},
}
SHEET = '{"runner": "R-1", "date": "2026-11-22", "answers": {"days": 42.0, "signs": ["fever"]}}'


def _parquet() -> bytes:
    buffer = io.BytesIO()
    names, cells = HEADERS.split(","), ROW.split(",")
    pl.DataFrame([dict(zip(names, cells, strict=True))] * 3).write_parquet(buffer)
    return buffer.getvalue()


GOOD = {
    ".csv": [
        f"{HEADERS}\n{ROW}\n{ROW}\n".encode(),
        f"sep=;\n{HEADERS}\nMüller{ROW}\n".replace(",", ";").encode("cp1252"),
        f"Week 48\n\n{HEADERS}\n{ROW}\n".encode("utf-16"),
    ],
    ".jsonl": [(json.dumps(RECORD) + "\n").encode() * 2],
    ".json": [json.dumps([RECORD, RECORD], indent=1).encode()],
    ".parquet": [_parquet()],
}


def _is_read_or_refused(path: Path, pack: Pack) -> None:
    begun = monotonic()
    try:
        roster = understood(path, pack)
        found = len(list(roster.entries()))
        assert found == roster.rows_in
    except TriageError as fault:
        str(fault).encode()
    assert monotonic() - begun < 20


# -- fuzzing -------------------------------------------------------------------------------------


@given(content=st.binary(max_size=300), ending=st.sampled_from(sorted(GOOD)))
def test_random_bytes_are_refused(
    back_pain: Pack, tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / f"roster{ending}"
    path.write_bytes(content)
    _is_read_or_refused(path, back_pain)


@pytest.mark.parametrize(
    ("ending", "seconds"),
    [
        *((ending, 1) for ending in sorted(GOOD)),
        *(
            pytest.param(each, None, marks=pytest.mark.slow)
            for each in (".csv", ".json", ".parquet")
        ),
    ],
)
def test_a_roster_with_mistakes_is_read_or_refused(
    back_pain: Pack, tmp_path: Path, ending: str, seconds: float | None
) -> None:
    path = tmp_path / f"roster{ending}"
    for content in mutations(GOOD[ending], *([seconds] if seconds else [])):
        path.write_bytes(content)
        _is_read_or_refused(path, back_pain)


MAPPING = "columns: {Wo: pain_location}\nvalues: {age: {jung: 20}}\n"


@pytest.mark.parametrize(
    ("good", "file", "read", "seconds"),
    [
        (SHEET, "s.json", read_sheet, 1),
        (SHEET, "s.yaml", read_sheet, 1),
        (MAPPING, "m.yaml", read_mapping, 1),
        pytest.param(SHEET, "s.json", read_sheet, None, marks=pytest.mark.slow),
        pytest.param(SHEET, "s.yaml", read_sheet, None, marks=pytest.mark.slow),
    ],
)
def test_a_sheet_with_mistakes_is_read_or_refused(
    good: str, file: str, read: Callable[[str, str, Pack], object], seconds: float | None
) -> None:
    pack = small_pack()
    for content in mutations([good.encode()], *([seconds] if seconds else [])):
        begun = monotonic()
        try:
            read(content.decode("utf-8", "replace"), file, pack)
        except AnswerFault as fault:
            str(fault).encode()
        assert monotonic() - begun < 20


@pytest.mark.parametrize("loader", [yaml.BaseLoader, syntax._LOADER])
@pytest.mark.parametrize("escape", ["\\ud800", "\\ud83d\\udc0d", "\\U99999999", "\\uZZZZ"])
def test_an_escape_of_no_character_is_a_fault_in_yaml(
    monkeypatch: pytest.MonkeyPatch, loader: object, escape: str
) -> None:
    """With the parser in C, and with the one in Python where there is none in C."""
    monkeypatch.setattr(syntax, "_LOADER", loader)
    with pytest.raises(AnswerFault) as caught:
        read_sheet(f'runner: "{escape}"', "s.yaml", small_pack())
    str(caught.value).encode()


# -- one at a time -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".jsonl", '{"runner": "R-1", "age": 1e999999999}'),
        (".jsonl", '{"runner": "R-1", "age": 1e99999999999999999999}'),
        (".jsonl", '{"runner": "R-1", "age": ' + "9" * 900_000 + "}"),
        (".jsonl", '{"runner": "R-1", "age": NaN}'),
        (".json", '[{"runner": "R-1", "age": "\\ud800"}]'),
        (".csv", "runner,age\nR-1,1e999999999\n"),
        (".csv", "runner,age\nR-1," + "9" * 900_000 + "\n"),
        (".csv", "runner,age\nR-1," + "9" * 30_000 + "\n"),
    ],
)
def test_an_impossible_value_is_a_fault_of_its_cell(
    back_pain: Pack, tmp_path: Path, ending: str, content: str
) -> None:
    """In little time: no exponent is written out."""
    path, begun = tmp_path / f"roster{ending}", monotonic()
    path.write_text(content, encoding="utf-8")
    roster = understood(path, back_pain)
    said = "\n".join(str(fault) for row in faulty(roster) for fault in row.unread)
    assert "age" in said
    assert len(said) < 1000
    assert monotonic() - begun < 10


def test_a_cell_of_very_many_boxes_is_read_in_little_time(back_pain: Pack, tmp_path: Path) -> None:
    path, begun = tmp_path / "roster.csv", monotonic()
    boxes = ";".join("x" * 1_000_000)[:999_900]
    path.write_text(f'runner,body_signs\nR-1,"{boxes[:32_000]}"\nR-2,"{boxes}"\n')
    assert len(faulty(understood(path, back_pain))) == 2
    assert monotonic() - begun < 20


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_what_is_no_file_is_refused_without_waiting(
    back_pain: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    path = Path("roster.csv")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(FileFault):
        understood(path, back_pain)
    with pytest.raises(FileFault):
        read_text(path)


def test_input_and_the_output_of_a_command_are_read() -> None:
    """A shell names them /dev/stdin and /dev/fd/63, and both are pipes."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as pipe:
        pipe.write("answers: {}\n")
    try:
        assert read_text(Path(f"/dev/fd/{reading}")) == "answers: {}\n"
    finally:
        os.close(reading)


def test_a_large_array_takes_little_memory(tmp_path: Path) -> None:
    """Its objects are read one by one."""
    path = tmp_path / "roster.json"
    objects = ",".join(f'{{"runner": "R-{n}", "age": 34}}' for n in range(50_000))
    path.write_text(f"[{objects}]", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in open_table(path, bool).rows()) == 50_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB
