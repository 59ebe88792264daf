"""A Spark session, and one job on it. With columnar.spark the only module that uses pyspark.

A job is one piece of work: Spark itself runs lost tasks again, and a job that was stopped starts
again. Every worker must see the roster and the output under the same paths.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.columnar.assess import Columnar
from triage.columnar.expressions.spark import SETTINGS, need_spark
from triage.errors import ExtraMissing, Fault, FileFault, Location

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROWS_A_TASK = 25_000
"""This many rows take a few seconds: often enough to show progress."""
_POLL = 0.5  # seconds
_WHERE = Location("--engine spark")


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """Open a Spark session, on the cluster of `master`, or on the one in Spark's own settings.

    Raises:
        ExtraMissing: pyspark or Java is not installed, or Spark does not start.
    """
    need_spark()
    _need_java()
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))  # workers look for it
    builder = SparkSession.builder.appName("triage screen").config(map={**SETTINGS, **_QUIET})
    try:
        opened = (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:  # Java's, py4j's or pyspark's own; all mean the same here
        raise ExtraMissing(
            Fault(
                what=f"Apache Spark did not start: {_first_line(error)}",
                where=_WHERE,
                fix="check --master, and that `java -version` says 17 or later",
            )
        ) from error
    try:
        yield opened
    finally:
        opened.stop()


def assess(
    opened: SparkSession,
    columnar: Columnar,
    rosters: Sequence[Path],
    split: Callable[[DataFrame], tuple[DataFrame, DataFrame]],
    rows_in: int,
    places: tuple[Path, Path],
    watch: Callable[[int, int], None],
) -> None:
    """Write the results of the rows to one folder, and the rows with faults to another.

    Raises:
        FileFault: Spark failed.
    """
    roster = opened.read.parquet(*map(str, rosters))
    context = opened.sparkContext
    tasks = max(context.defaultParallelism, -(-rows_in // ROWS_A_TASK))
    rows, faulty = split(roster)
    spread = columnar.assess_spark(rows.repartition(tasks))
    with ThreadPoolExecutor(1) as pool:
        for frame, place in ((faulty, places[1]), (spread, places[0])):
            job = pool.submit(frame.write.mode("overwrite").parquet, str(place))
            try:
                while not job.done():
                    if frame is spread:
                        watch(_tasks_done(context, tasks), tasks)
                    time.sleep(_POLL)
            except BaseException:
                context.cancelAllJobs()
                raise
            if (error := job.exception()) is not None:
                raise FileFault(
                    Fault(
                        what=f"Apache Spark failed: {_first_line(error)}",
                        where=_WHERE,
                        fix="check that every worker can reach the roster and the output "
                        "under these paths",
                    )
                ) from error
    watch(tasks, tasks)


def _tasks_done(context: Any, tasks: int) -> int:
    """Return how many tasks are done in the stage that does the work, known by its task count."""
    tracker = context.statusTracker()
    running = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return max((s.numCompletedTasks for s in running if s and s.numTasks == tasks), default=0)


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and (Path(home) / "bin/java").exists()):
        return
    raise ExtraMissing(
        Fault(
            what="Apache Spark needs Java, which was not found",
            where=_WHERE,
            fix="install Java 17 or later, set JAVA_HOME, or use --engine polars without Java",
        )
    )


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


_QUIET = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # what is written holds answers: only its owner may read it
    "spark.hadoop.fs.permissions.umask-mode": "077",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
}
