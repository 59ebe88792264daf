"""The same expressions on Apache Spark. With run.cluster the only module that uses pyspark.

Rule 1: nothing of a pack is compiled here; `Columnar.judge` gives Spark the same circuit as Polars,
as expressions, and only the lists are built with Spark's own functions.
Rule 2: Spark runs the expressions as they are. A pack is thousands of small ones, each there only
once already: simplifying them again or compiling them to Java costs more than it saves.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from triage.errors import ExtraMissing, Fault, Location

if TYPE_CHECKING:
    from pyspark.sql import Column
    from pyspark.sql import DataFrame as SparkFrame

__all__ = ["SETTINGS", "SparkFrame", "members", "need_spark"]

_SLOWER_THAN_THEY_SAVE = (
    "BooleanSimplification",
    "CollapseProject",
    "CollapseRepartition",
    "CombineConcats",
    "ConstantPropagation",
    "FoldablePropagation",
    "InferFiltersFromConstraints",
    "LikeSimplification",
    "NullDownPropagation",
    "NullPropagation",
    "OptimizeIn",
    "PushFoldableIntoBranches",
    "RemoveNoopOperators",
    "RemoveRedundantAliases",
    "ReorderAssociativeOperator",
    "ReplaceNullWithFalseInPredicate",
    "SimplifyBinaryComparison",
    "SimplifyCasts",
    "SimplifyConditionals",
    "UnwrapCastInBinaryComparison",
)
SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.subexpressionElimination.enabled": "false",
    "spark.sql.optimizer.excludedRules": ",".join(
        f"org.apache.spark.sql.catalyst.optimizer.{rule}" for rule in _SLOWER_THAN_THEY_SAVE
    ),
}
"""The settings a Spark session needs before it runs a pack."""


def need_spark() -> None:
    """Stop with a plain message when pyspark is not installed.

    Raises:
        ExtraMissing: pyspark is not installed.
    """
    if find_spec("pyspark") is None:
        raise ExtraMissing(
            Fault(
                what="this engine needs Apache Spark, which is not installed",
                where=Location("--engine spark"),
                fix="install it with: pip install 'runner-triage[screen,spark]', and Java 17",
            )
        )


def members(columns: Sequence[str], names: Sequence[str]) -> Column:
    """Return the lists of the names whose columns are true, in the order given."""
    from pyspark.sql import functions as sf

    found = [
        sf.when(sf.col(column), sf.lit(name)) for column, name in zip(columns, names, strict=True)
    ]
    return sf.array_compact(sf.array(*found).cast("array<string>"))
