"""A Parquet roster is judged to the same values on every engine, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.screening.run.test_screen import nobody
from tests.screening.squad import TODAY
from triage.columnar.assess import Columnar
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.screening.run import cluster
from triage.screening.run.columns import judge_on_polars, judge_on_spark, understand
from triage.screening.run.workspace import Workspace

pl = pytest.importorskip("polars")
from tests.screening.run.test_nation import roster_of  # noqa: E402  # needs Polars


class Cluster:
    """Stands for Spark: Polars does its job, and counts how often it was asked."""

    def __init__(self) -> None:
        self.jobs = 0

    @contextmanager
    def session(self, _master: str | None) -> Iterator[None]:
        """Open nothing."""
        yield None

    def assess(
        self,
        _opened: None,
        columnar: Columnar,
        rosters: tuple[Path, ...],
        split: Callable[[Any], tuple[Any, Any]],
        _rows_in: int,
        places: tuple[Path, Path],
        _watch: object,
    ) -> None:
        """Write all rows, and those with faults, to two folders, as a job of Spark does."""
        self.jobs += 1
        rows, faulty = split(pl.scan_parquet(list(rosters)))
        for frame, place in ((columnar.assess(rows), places[0]), (faulty, places[1])):
            place.mkdir()
            frame.collect().write_parquet(place / "part-0.parquet")


def test_a_job_of_spark_gives_what_polars_gives_and_is_not_done_twice(
    ottawa: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rows are the same, and work that goes on finds the job done."""
    spark = Cluster()
    monkeypatch.setattr(cluster, "session", spark.session)
    monkeypatch.setattr(cluster, "assess", spark.assess)
    frame = roster_of(ottawa, {f"R-{n}": Answers() for n in range(5)})
    frame = frame.with_columns(
        age=pl.when(pl.int_range(5) == 3).then(pl.lit(340)).otherwise(pl.lit(30))
    )
    frame.write_parquet(tmp_path / "roster.parquet")
    roster = understand(tmp_path / "roster.parquet", ottawa, TODAY)
    a, b = (Workspace(tmp_path / name, "", resume=True) for name in "ab")
    with a, b:
        a.begin()
        ours = judge_on_polars(roster, 2, a, nobody)
        for _ in range(2):
            b.begin()
            theirs = judge_on_spark(roster, None, b, nobody)
            assert theirs.rows.collect().to_dicts() == ours.rows.collect().to_dicts()
            assert theirs.faulty.collect().to_dicts() == ours.faulty.collect().to_dicts()
            assert theirs.faulty.collect()["runner"].to_list() == ["R-3"]
    assert spark.jobs == 1
