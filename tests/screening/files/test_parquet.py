"""Rosters in Parquet: every value is a cell, and whatever a library does with it is a fault."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from triage.errors import AnswerFault
from triage.screening.files import parquet
from triage.screening.files.open import open_table
from triage.screening.files.table import LONGEST_CELL, Cell, Unreadable

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pl = pytest.importorskip("polars")


def _cells(folder: Path, values: list[Any], kind: Any = None) -> list[Cell]:
    path = folder / "roster.parquet"
    pq.write_table(pa.table({"x": pa.array(values, kind)}), path)
    return [row.cells[0] for row in open_table(path, bool).rows()]


@pytest.mark.parametrize(
    ("value", "kind", "cell"),
    [
        ("Zoë", pa.string(), "Zoë"),
        (b"Zo\xc3\xab", pa.binary(), "Zoë"),
        (True, pa.bool_(), True),
        (34, pa.int8(), Decimal(34)),
        (2**64 - 1, pa.uint64(), Decimal(2**64 - 1)),
        (0.1, pa.float64(), Decimal("0.1")),
        (Decimal("1.50"), pa.decimal128(10, 2), Decimal("1.50")),
        (["a", None, "b"], pa.list_(pa.string()), ("a", "b")),
        (dt.date(2026, 11, 22), pa.date32(), dt.date(2026, 11, 22)),
        (1_795_478_400_000_001, pa.timestamp("us"), dt.datetime(2026, 11, 24, 0, 0, 0, 1)),
        (0, pa.timestamp("ns", "Europe/Berlin"), dt.datetime(1970, 1, 1, 1)),
        (0, pa.timestamp("ms", "+05:00"), dt.datetime(1970, 1, 1, 5)),
    ],
)
def test_a_typed_value_is_read_as_what_it_is(
    tmp_path: Path, value: Any, kind: Any, cell: Cell
) -> None:
    assert _cells(tmp_path, [value, None], kind) == [cell, None]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (float("inf"), pa.float64()),
        (float("nan"), pa.float64()),
        (1e300, pa.float64()),
        (2**31 - 1, pa.date32()),
        (-(2**31), pa.date32()),
        (2**62, pa.timestamp("us")),
        (-(2**62), pa.timestamp("us", "Europe/Berlin")),
        (2**60, pa.duration("us")),
        (1, pa.time64("us")),
        ({"fever": True}, pa.struct({"fever": pa.bool_()})),
        ([("fever", 1)], pa.map_(pa.string(), pa.int8())),
        ([["fever"]], pa.list_(pa.list_(pa.string()))),
        ([2**30], pa.list_(pa.date32())),
        (b"\xff", pa.binary()),
        ("x" * (LONGEST_CELL + 1), pa.string()),
    ],
)
def test_a_value_that_cannot_be_read_is_a_fault_of_its_cell(
    tmp_path: Path, value: Any, kind: Any
) -> None:
    filled, empty = _cells(tmp_path, [value, None], kind)
    assert isinstance(filled, Unreadable)
    assert empty is None


@pytest.mark.parametrize(
    ("value", "kind", "why"),
    [
        (1, pa.timestamp("us", "Mars/Olympus"), "unable to parse time zone: 'Mars/Olympus'"),
        (Decimal("9" * 70), pa.decimal256(76, 0), "precision must be between 1 and 38"),
    ],
)
def test_what_the_library_cannot_read_is_a_fault_of_the_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], value: Any, kind: Any, why: str
) -> None:
    """Even a panic, of which nothing is printed."""
    with pytest.raises(AnswerFault, match=why):
        _cells(tmp_path, [value], kind)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interruption_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupted(_: object) -> int:
        raise error

    monkeypatch.setattr(parquet, "height", interrupted)
    with pytest.raises(error):
        _cells(tmp_path, ["R-1"])


def test_a_file_cut_short_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "roster.parquet"
    pl.DataFrame({"runner": [f"R-{n}" for n in range(1000)]}).write_parquet(path)
    content = path.read_bytes()
    for end in range(0, len(content), 97):
        path.write_bytes(content[:end])
        with pytest.raises(AnswerFault, match="cannot be read"):
            list(open_table(path, bool).rows())
