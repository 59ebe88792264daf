"""A roster in, one assessment per row out: the results of `engine.assess`, as columns.

Rule 1: nothing here is about one rule; everything comes from `logic`, compiled from the pack.
Rule 2: a result has these columns, and before them those of the roster that hold no answers.

    disposition  what to do, as an id; a lower bound while `complete` is false
    ceiling      the most urgent it could become
    complete     whether no question that was not asked could still raise the disposition
    deciding     the red-flag rules that give the disposition; empty for the baseline
    raised       the suspects of the red flags that are raised
    not_sure     the suspects of red flags that count only because of "not sure"
    causes       the causes that reach a grade
    grades       their grades, in the same order
    held         the traits that keep exercises from the runner
    offered      the exercises of the programme, as in the catalogue; empty while there is none
    advice       the advice given by rules that fired and, for safety, by those not ruled out
    fired        the rules that fired
    unsettled    the questions that would settle an incomplete assessment
    dropped      the questions and boxes whose answers were left out, as they do not apply

From `deciding` on each is a list, in the order of the pack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from triage.circuit.circuit import Wire
from triage.circuit.columns import columns_of
from triage.circuit.compile import logic_of
from triage.circuit.logic import JUDGED, LISTS, Logic, Named
from triage.columnar.bitmaps import lists
from triage.columnar.bitmaps.choice import Loops, loops_for
from triage.columnar.bitmaps.program import Bitmaps, Program, cells_of
from triage.columnar.expressions import spark
from triage.columnar.expressions.stages import Stages
from triage.columnar.frames import need_frames, np, nw, pl
from triage.errors import AnswerFault, Fault, Location
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.model.pack import Pack

if TYPE_CHECKING:
    import narwhals
    import polars

    from triage.columnar.expressions.spark import SparkFrame

BLOCK = 1 << 17
"""Rows worked on at a time: enough to outweigh the calls, few enough to fit in memory."""
_STRUCT = "~"


class Columnar:
    """The dataframe expressions of one pack. Build it once.

    `rows` is how many to expect: for very many, the loops over them are compiled first.
    """

    def __init__(self, pack: Pack, rows: int = 0) -> None:
        need_frames()
        self.pack = pack
        self._rows = rows
        self._inputs = {column.name: column for column in columns_of(pack)}

    def assess(self, roster: polars.LazyFrame | polars.DataFrame) -> polars.LazyFrame:
        """Return the result of every row, in the order of the roster. Nothing is read yet.

        Raises:
            AnswerFault: the roster lacks columns of the pack, or has one named like a result.
        """
        lazy = roster.lazy()
        names = lazy.collect_schema().names()
        kept = self._kept(names)
        absent = [pl.lit(None, pl.Boolean).alias(n) for n in self._inputs if n not in names]
        cells = [cells_of(column) for column in self._inputs.values()]
        judge = partial(self._judged, self._program)  # made here, not by several threads at once
        judged = pl.map_batches(cells, judge, self._judgement, is_elementwise=True)
        return (
            lazy.with_columns(absent)
            .select(*kept, judged.alias(_STRUCT))
            .unnest(_STRUCT)
            .with_columns(
                pl.col("disposition", "ceiling").cat.to(pl.Enum(DISPOSITION_IDS)),
                *(
                    pl.col(column).list.eval(pl.element().cat.to(lists.kinds_of(named)))
                    for column, named in self.named.items()
                ),
            )
        )

    def _judged(self, program: Program, columns: Sequence[polars.Series]) -> polars.Series:
        """Return the results of some rows, with words as codes."""
        cells = {name: c.to_numpy() for name, c in zip(self._inputs, columns, strict=True)}
        starts = range(0, max(1, len(columns[0])), BLOCK)
        return pl.concat(
            self._block(program.run({name: c[start : start + BLOCK] for name, c in cells.items()}))
            for start in starts
        )

    def _block(self, bitmaps: Bitmaps) -> polars.Series:
        logic, loops = self._logic, self._loops
        found = {
            "disposition": bitmaps.count(logic.reached[level] for level in sorted(Disposition)[1:]),
            "ceiling": bitmaps.count(logic.reachable[level] for level in sorted(Disposition)[1:]),
            "complete": bitmaps.flags(logic.complete),
        }
        listed = {
            column: lists.members(
                bitmaps, [wire for _, wire in named], self._numbers[column], loops
            )
            for column, named in self.named.items()
        }
        return pl.DataFrame({**found, **listed}).to_struct()

    @cached_property
    def _judgement(self) -> polars.Struct:
        level = {"disposition": pl.UInt8, "ceiling": pl.UInt8, "complete": pl.Boolean}
        numbers = {
            column: pl.List(pl.Series(numbers).dtype) for column, numbers in self._numbers.items()
        }
        return pl.Struct({**level, **numbers})

    @cached_property
    def _numbers(self) -> Mapping[str, np.ndarray]:
        return {column: lists.numbers_of(named) for column, named in self.named.items()}

    @cached_property
    def _loops(self) -> Loops:
        return loops_for(self._rows)  # a cluster needs none

    @cached_property
    def _program(self) -> Program:
        return Program(self._logic.circuit, self._wanted, self._inputs, self._loops)

    def assess_spark(self, roster: SparkFrame) -> SparkFrame:
        """Return the result of every row of a Spark frame, in no particular order.

        Ids are text, because Spark has no enumerations; otherwise this is `assess`.

        Raises:
            AnswerFault: the roster lacks columns of the pack, or has one named like a result.
            ExtraMissing: pyspark is not installed.
        """
        spark.need_spark()
        judged: SparkFrame = self.judge(nw.from_native(roster)).to_native()
        return judged.select(
            *self._kept(roster.columns),
            *("disposition", "ceiling", "complete"),
            *(spark.members(*self._spread(column)).alias(column) for column in LISTS),
        )

    def judge(self, roster: narwhals.LazyFrame[Any]) -> narwhals.LazyFrame[Any]:
        """Return the result of every row with each list spread out, on any engine narwhals knows.

        A list has a column for each possible member, named by `spread`: whether it is in the list.

        Raises:
            AnswerFault: the roster lacks columns of the pack, or has one named like a result.
        """
        names = roster.collect_schema().names()
        kept = self._kept(names)
        logic, stages = self._logic, self._stages
        absent = [name for name in self._inputs if name not in names]
        frame = roster.with_columns(nw.lit(None).cast(nw.Boolean()).alias(name) for name in absent)
        for stage in stages.stages:
            frame = frame.with_columns(**stage)
        return frame.select(
            *kept,
            _highest(logic.reached, stages).alias("disposition"),
            _highest(logic.reachable, stages).alias("ceiling"),
            stages.expression(logic.complete).alias("complete"),
            **{
                spread(column, number): stages.expression(wire)
                for column in LISTS
                for number, (_, wire) in enumerate(self.named[column])
            },
        )

    @cached_property
    def _stages(self) -> Stages:
        return Stages(self._logic.circuit, self._wanted)

    @cached_property
    def _wanted(self) -> Sequence[Wire]:
        logic = self._logic
        listed = (wire for named in self.named.values() for _, wire in named)
        return (*logic.reached.values(), *logic.reachable.values(), logic.complete, *listed)

    @cached_property
    def _logic(self) -> Logic:
        return logic_of(self.pack)

    @cached_property
    def named(self) -> Mapping[str, Named]:
        """For each list column, what it can hold, in order, with the wires that say where."""
        return {column: getattr(self._logic, column) for column in LISTS}

    def _spread(self, column: str) -> tuple[list[str], list[str]]:
        """Return the columns a list is spread over, and the name that each means."""
        names = [name for name, _ in self.named[column]]
        return [spread(column, number) for number in range(len(names))], names

    def _kept(self, names: list[str]) -> list[str]:
        """Return the columns of a roster that hold no answers."""
        missing = [c.name for c in columns_of(self.pack) if c.is_required and c.name not in names]
        kept = [name for name in names if name not in self._inputs]
        taken = [name for name in kept if name in JUDGED]
        faults = [
            Fault(
                what=f"the column '{name}' is missing",
                where=Location("roster"),
                fix="add it; it may be empty",
            )
            for name in missing
        ] + [
            Fault(
                what=f"the column name '{name}' is reserved for results",
                where=Location("roster"),
                fix="rename the column",
            )
            for name in taken
        ]
        if faults:
            raise AnswerFault(faults)
        return kept


def spread(column: str, member: int) -> str:
    """Return the name of the column that says whether a list holds its n-th possible member."""
    return f"{column}#{member}"


def _highest(ladder: Mapping[Disposition, Wire], stages: Stages) -> narwhals.Expr:
    """Return the id of the most urgent disposition that is reached."""
    highest = nw.lit(min(Disposition).id)
    for level in sorted(ladder)[1:]:
        reached = stages.expression(ladder[level])
        highest = nw.when(reached).then(nw.lit(level.id)).otherwise(highest)
    return highest
