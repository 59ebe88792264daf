"""On a cluster of two worker processes the command gives the same results as on Polars."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from triage.columnar.roster.encode import frame_of
from triage.resources import default_pack_folder
from triage.store.packs import load_pack, load_vignettes

pytest.importorskip("pyspark", reason="needs Apache Spark: pip install 'runner-triage[spark]'")
NO_JAVA = "Spark needs Java 17: apt-get install openjdk-17-jre-headless"
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason=NO_JAVA),
]
KNEE = Path(__file__).parents[2] / "packs" / "knee_pain"
TODAY = dt.date(2026, 11, 24)
STEADY = {
    "spark.ui.enabled": "false",  # it would need a free port
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",  # no work before both workers are there
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "600s",
}


def _written(folder: Path, path: Path) -> int:
    """Write the vignettes as a roster of plain text, with a fault in every tenth row."""
    pack = load_pack(folder)
    sheets = [vignette.sheet for vignette in load_vignettes(pack, folder)]
    roster = frame_of(pack, [s.answers for s in sheets], [s.tried for s in sheets])
    number = pl.int_range(pl.len())
    roster.with_columns(
        pl.selectors.enum().cast(pl.String),
        runner=pl.format("R-{}", number),
        squad=pl.format("squad {}", number % 3),
        date=pl.lit(TODAY) - pl.duration(days=number % 12),
        complaint=pl.when(number % 2 == 0).then(pl.lit("no")),
        age=pl.when(number % 10 == 3).then(777).otherwise("age"),
    ).with_columns(pl.col("date").cast(pl.Date)).write_parquet(path)
    return len(sheets)


def _screened(engine: str, pack: Path, roster: Path, folder: Path, *options: str) -> str:
    arguments = ["screen", roster, "--engine", engine, "-o", folder / "out", "--today", TODAY]
    arguments += ["--pack", pack]
    command = [sys.executable, "-m", "triage", *map(str, arguments), *options]
    journal = {"enabled": "true", "compress": "false", "dir": f"file://{folder}"}
    events = {f"spark.eventLog.{key}": value for key, value in journal.items()}
    settings = " ".join(f"--conf {key}={value}" for key, value in {**events, **STEADY}.items())
    ran = subprocess.run(
        [*command, "--clinician", str(folder / "trace.parquet")],
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": f"{settings} pyspark-shell"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 3, ran.stderr
    return ran.stdout


def _rows(folder: Path) -> list[list[dict[str, Any]]]:
    files = ("out/results.parquet", "trace-unread.parquet", "trace.parquet")
    return [pl.read_parquet(folder / file).sort("runner").to_dicts() for file in files]


def _workers(folder: Path) -> set[str]:
    """Which worker processes had rows to assess, by Spark's own journal."""
    (journal,) = (path for path in folder.glob("**/*") if "events_" in path.name)
    events = map(json.loads, journal.read_text().splitlines())
    return {
        event["Task Info"]["Executor ID"]
        for event in events
        if event["Event"] == "SparkListenerTaskEnd"
        and event["Task Metrics"]["Output Metrics"]["Records Written"] > 0
    }


@pytest.mark.parametrize(
    "pack",
    [
        KNEE,
        pytest.param(default_pack_folder(), marks=[pytest.mark.slow, pytest.mark.release]),
    ],
    ids=["knee", "back"],
)
def test_two_workers_give_every_vignette_the_results_of_polars(pack: Path, tmp_path: Path) -> None:
    """The same states, traces and rejected rows, row by row, with work for both workers."""
    count = _written(pack, tmp_path / "roster.parquet")
    for engine, *options in (("polars",), ("spark", "--master", "local-cluster[2,1,1024]")):
        (tmp_path / engine).mkdir()
        roster = tmp_path / "roster.parquet"
        printed = _screened(engine, pack, roster, tmp_path / engine, *options)
        assert f"{count} rows: " in printed
    assert _rows(tmp_path / "spark") == _rows(tmp_path / "polars")
    assert len(_workers(tmp_path / "spark")) == 2
