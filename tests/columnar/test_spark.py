"""On a cluster of two worker processes the same expressions say the same of every row."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from triage.columnar.assess import COLUMNS, LISTS, Columnar
from triage.columnar.encode import frame_of
from triage.columnar.spark import SETTINGS
from triage.model.pack import Pack
from triage.store.packs import load_vignettes
from triage.store.resources import default_pack_folder

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
