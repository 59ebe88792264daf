"""On a cluster of two worker processes the same expressions say the same of every row."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.conftest import OTTAWA
from triage.columnar.assess import COLUMNS, LISTS, Columnar
from triage.columnar.encode import frame_of
from triage.columnar.spark import SETTINGS
from triage.model.answers import Answers
from triage.model.pack import Pack
from triage.store.packs import load_vignettes
from triage.store.resources import default_pack_folder

TODAY = dt.date(2026, 11, 24)
pyspark = pytest.importorskip(
    "pyspark", reason="needs Apache Spark: pip install 'runner-triage[spark]'"
)
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, not found here"),
    # pyspark leaves sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A master and two workers on this machine, one core and 1 GB each."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config(
        map={
            **SETTINGS,
            "spark.ui.enabled": "false",
            "spark.log.level": "ERROR",
            "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
            "spark.sql.files.maxPartitionBytes": "16k",  # so that both workers get rows
        }
    )
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_spark_says_of_every_vignette_what_polars_says(
    cluster: Any, back_pain: Pack, tmp_path: Path
) -> None:
    """Parquet in and out, row by row and column by column, both workers having had a part."""
    sheets = [story.sheet for story in load_vignettes(back_pain, default_pack_folder())]
    roster = frame_of(back_pain, [s.answers for s in sheets], [s.tried for s in sheets])
    roster = roster.with_row_index("row")
    for number in range(4):
        part = roster.filter(pl.col("row") % 4 == number)
        part.write_parquet(tmp_path / f"roster-{number}.parquet")
    columnar = Columnar(back_pain)
    result = columnar.assess_spark(cluster.read.parquet(str(tmp_path / "roster-*.parquet")))
    result.write.parquet(str(tmp_path / "result"))

    found = pl.read_parquet(tmp_path / "result" / "*.parquet").sort("row")
    expected = columnar.assess(roster).collect()
    assert found.height == len(sheets)
    assert found.columns == ["row", *COLUMNS]
    assert found.select(COLUMNS).to_dicts() == expected.select(COLUMNS).to_dicts()
    assert all(found.schema[column] == pl.List(pl.String) for column in LISTS)
    executors = cluster.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    assert executors == 2


def test_the_command_gives_on_spark_what_it_gives_on_polars(tmp_path: Path, ottawa: Pack) -> None:
    """`triage screen --engine spark`: the same results, states and rejected rows, row by row."""
    roster = frame_of(
        ottawa, [Answers({"age": Decimal(age)}) for age in range(1, 41)] + [Answers()]
    )
    roster = roster.with_columns(
        pl.selectors.enum().cast(pl.String),
        runner=pl.format("R-{}", pl.int_range(41)),
        date=pl.lit(TODAY),
        complaint=pl.lit("no"),
        age=pl.when(pl.int_range(41) % 10 == 3).then(777).otherwise("age"),
    )
    roster.write_parquet(tmp_path / "roster.parquet")
    found = {}
    for engine, *master in (("polars",), ("spark", "--master", "local-cluster[2,1,1024]")):
        output, trace = tmp_path / engine, tmp_path / f"{engine}.parquet"
        arguments = ["screen", tmp_path / "roster.parquet", "--engine", engine, *master]
        arguments += ["-o", output, "--clinician", trace, "--pack", OTTAWA, "--today", TODAY]
        command = [sys.executable, "-m", "triage", *map(str, arguments)]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)
        assert ran.returncode == 3, ran.stderr
        assert "41 rows in = 37 screened + 4 rejected" in ran.stdout
        files = (output / "results.parquet", output / "rejected.parquet", trace)
        found[engine] = [pl.read_parquet(file).sort("runner").to_dicts() for file in files]
    assert found["spark"] == found["polars"]
