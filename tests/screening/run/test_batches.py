"""A batch is judged as a value, and is done when its rows have their name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screening.run.test_screen import nobody
from tests.screening.squad import in_memory, judged_rows, results_of, roster_rows, understood
from tests.weighed import answered, weighed
from triage.circuit.logic import JUDGED
from triage.model.pack import Pack
from triage.screening.run.batches import judge, judged
from triage.screening.run.workspace import Workspace

pytest.importorskip("polars")
from triage.columnar.assess import Columnar  # needs Polars

TEXT = "runner,complaint,age\nR-1,no,30\nR-2,yes,x\n,yes,31\n"


class Stopped(Exception):
    """Whatever stops a process."""


def test_a_batch_is_judged_without_being_written(ottawa: Pack, tmp_path: Path) -> None:
    """All rows come as a table, those not read in full as lines of JSON, and no file is made."""
    (tmp_path / "roster.csv").write_text(TEXT)
    roster = understood(tmp_path / "roster.csv", ottawa)
    rejected, rows = judged(tuple(roster.entries()), roster, Columnar(ottawa))
    table = rows.frame.collect()
    assert table["runner"].to_list() == ["R-1", "R-2", "row 4"]
    assert table["at_least"].to_list() == [False, True, True]
    assert set(JUDGED) <= set(table.columns)
    in_part, bad = map(json.loads, rejected.splitlines())
    assert (in_part["row"], in_part["runner"], in_part["is_rejected"]) == (3, "R-2", False)
    assert (bad["row"], bad["runner"], bad["is_rejected"]) == (4, None, True)
    assert [file.name for file in tmp_path.iterdir()] == ["roster.csv"]


def test_a_box_that_does_not_apply_counts_for_nothing_in_a_roster() -> None:
    """A man who ticked what only a woman is asked is judged without it, and the trace names it."""
    sheets = {sex: answered(sex=sex, signs="milk") for sex in ("female", "male")}
    roster = in_memory(weighed(), *roster_rows(weighed(), sheets))
    rows = {row["runner"]: (row["disposition"], row["dropped"]) for row in judged_rows(roster)}
    assert rows == {"female": ("same_day", []), "male": ("self_care", ["signs:milk"])}
    results = results_of(roster)
    assert (results["female"].state, results["male"].state) == ("stop", "unanswered")


def test_a_batch_is_not_done_before_its_rows_are_written(tmp_path: Path) -> None:
    """Stopped between its files, a batch does not add up, so it is judged again."""

    def rows() -> Iterator[bytes]:
        yield b"PAR1"
        raise Stopped

    with Workspace(tmp_path / "out", "work", resume=True) as work:
        work.begin()
        part = work.part(0)
        with pytest.raises(Stopped):
            work.keep(part, b"", rows())
        assert part.rejected.exists()
        assert not part.is_done


def test_what_was_judged_can_be_read_again(ottawa: Pack, tmp_path: Path) -> None:
    """Rows and rejections start from the first each time, in the roster's order."""
    (tmp_path / "roster.csv").write_text(TEXT)
    roster = understood(tmp_path / "roster.csv", ottawa)
    with Workspace(tmp_path / "out", "work", resume=False) as work:
        work.begin()
        found = judge(roster, 1, work, nobody)
        for _ in range(2):
            assert [row["runner"] for row in found.rows] == ["R-1", "R-2", "row 4"]
            assert [row["runner"] for row in found.rejections] == ["R-2", None]


@pytest.mark.parametrize("torn", ["rows", "rejected", "seal"])
def test_a_batch_whose_files_were_damaged_is_judged_again(torn: str, tmp_path: Path) -> None:
    """Half a file, whichever it is, is never read as the whole of it."""
    with Workspace(tmp_path / "out", "work", resume=True) as work:
        work.begin()
        part = work.part(0)
        work.keep(part, b"{}\n" * 9, b"PAR1" * 9)
        assert part.is_done
        path = getattr(part, torn)
        path.write_bytes(path.read_bytes()[:-5])
        assert not part.is_done
