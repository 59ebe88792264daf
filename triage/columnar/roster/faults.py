"""A roster of columns, before it is assessed: cells with faults are left out, and their rows known.

Rule 1: a cell holds one of the values that `circuit.columns` names, or it is a fault of its row and
counts as not asked. An unknown word would otherwise count as an answer that is none of the options:
silence read as "no". What else is in the row counts, with "at least" before its state.
Rule 2: these are expressions like those of the pack, and mean the same on every engine.

Besides the columns of the pack, a roster has `runner`, a code, and, where they are known, `date`,
the day of the answers; `complaint`, whether the runner has what the pack is about; and `squad`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from triage.circuit.columns import TICKS, UNSURE, Column, Type, columns_of
from triage.columnar.frames import nw
from triage.errors import AnswerFault, Fault, Location
from triage.model.answers import Tick
from triage.model.pack import Pack
from triage.model.question import Kind, Question

if TYPE_CHECKING:
    import narwhals

    Expr = narwhals.Expr
    Frame = narwhals.LazyFrame[Any]

ANSWERED, DENIES, AT_LEAST = "has_answered", "denies", "at_least"
"""Added by `split`: whether there are answers, all deny the complaint, and a cell has a fault."""
FAULT = "fault"
"""What it adds to the rows that have any: their faults."""

_FAN_IN = 16
_NAMED = 5
"""How many missing columns a message names."""


@dataclass(frozen=True, slots=True)
class _Check:
    """Where a cell of a column has a fault, and what it must be."""

    column: str
    fails: Expr
    why: str


def split(roster: Frame, pack: Pack, today: dt.date, file: str) -> tuple[Frame, Frame]:
    """Return all rows less the cells with faults, and the rows that have any as they were.

    Raises:
        AnswerFault: a column is missing, or its type cannot hold the answers.
    """
    schema = roster.collect_schema()
    _refuse(schema, pack, file)
    casts = _casts(schema, pack)
    frame = roster.with_columns(**casts) if casts else roster
    checks = [*_own_checks(schema, pack, today), *_checks(schema, pack)]
    is_bad = _any(check.fails for check in checks)
    faults = [
        nw.when(check.fails).then(nw.lit(f"{check.column}: {check.why}")).otherwise(nw.lit(None))
        for check in checks
    ]
    fails: dict[str, list[Expr]] = {}
    for check in checks:
        fails.setdefault(check.column, []).append(check.fails)
    sound = {name: nw.when(~_any(each)).then(nw.col(name)) for name, each in fails.items()}
    rows = frame.with_columns(**sound, **{AT_LEAST: is_bad}).with_columns(
        **{ANSWERED: _has_answers(schema, pack), DENIES: _denies(schema, pack)}
    )
    bad = frame.filter(is_bad).with_columns(
        nw.concat_str(faults, separator="; ", ignore_nulls=True).alias(FAULT)
    )
    return rows, bad


# -- types -----------------------------------------------------------------------------------------


def _refuse(schema: Any, pack: Pack, file: str) -> None:
    """Refuse a roster that lacks columns or has them in other types."""
    needed = ["runner", *(column.name for column in columns_of(pack) if column.is_required)]
    missing = [name for name in needed if name not in schema]
    faults = []
    if missing:
        is_one = len(missing) == 1
        columns, are = ("1 column", "is") if is_one else (f"{len(missing)} columns", "are")
        named = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
        faults.append(
            Fault(
                what=f"--engine needs {columns} that {are} missing: {named}",
                where=Location(file),
                fix="add them, empty where nothing was asked (triage screen --template parquet "
                "writes them all), or leave out --engine for a roster that people typed",
            )
        )
    wanted = {
        "date": ((nw.Date, nw.Datetime), "dates"),
        "complaint": ((nw.Boolean, nw.String, nw.Categorical, nw.Enum), "yes or no"),
        **{column.name: _types(column.type) for column in columns_of(pack)},
    }
    faults += [
        Fault(
            what=f"the column '{name}' has the type {schema[name]}",
            where=Location(file),
            fix=f"fill it with {what}",
        )
        for name, (types, what) in wanted.items()
        if name in schema and not isinstance(schema[name], (*types, nw.Unknown))
    ]
    faults += [
        Fault(
            what=f"the column name '{name}' is reserved",
            where=Location(file),
            fix="rename the column",
        )
        for name in (ANSWERED, DENIES, AT_LEAST, FAULT)
        if name in schema
    ]
    if faults:
        raise AnswerFault(faults)


def _types(wanted: Type) -> tuple[tuple[Any, ...], str]:
    match wanted:
        case Type.WORD:
            return (nw.String, nw.Categorical, nw.Enum), f"text: an option's id or '{UNSURE}'"
        case Type.FLAG:
            return (nw.Boolean,), "true or false"
    return (nw.dtypes.NumericType,), "numbers"


def _casts(schema: Any, pack: Pack) -> dict[str, Expr]:
    """Return what makes the columns comparable. Text stays text: it may still be anything."""
    wanted = {"runner": nw.String(), "date": nw.Date()}
    if not isinstance(schema.get("complaint"), nw.Boolean):
        wanted["complaint"] = nw.String()
    for column in columns_of(pack):
        dtype = schema.get(column.name)
        if column.type is Type.WORD and not _is_exact(dtype, column):
            wanted[column.name] = nw.String()
        elif column.type is Type.FLAG:
            wanted[column.name] = nw.Boolean()
        elif isinstance(dtype, nw.Unknown | nw.Decimal):
            wanted[column.name] = nw.Float64()
    return {
        name: nw.col(name).cast(dtype)
        for name, dtype in wanted.items()
        if name in schema and schema[name] != dtype
    }


def _is_exact(dtype: Any, column: Column) -> bool:
    """Say whether a column is an enumeration of exactly its words, and so can hold no others."""
    return isinstance(dtype, nw.Enum) and tuple(dtype.categories) == column.words


# -- cells -----------------------------------------------------------------------------------------


def _own_checks(schema: Any, pack: Pack, today: dt.date) -> Iterator[_Check]:
    code = nw.col("runner")
    yield _Check("runner", code.is_null() | _sure(code == ""), "the runner has no code")
    if "date" in schema:
        day = nw.col("date")
        yield _Check(
            "date",
            _sure(day > nw.lit(today)),
            f"must not be after {today}, the day of the screening",
        )
        is_undated = day.is_null() & _has_answers(schema, pack)
        yield _Check("date", is_undated, "there are answers, but no date")
    if "complaint" in schema and not isinstance(schema["complaint"], nw.Boolean):
        fails = ~nw.col("complaint").is_in(TICKS)
        yield _Check("complaint", _sure(fails), f"must be one of {', '.join(TICKS)}")


def _checks(schema: Any, pack: Pack) -> Iterator[_Check]:
    for column in columns_of(pack):
        if column.name not in schema or column.type is Type.FLAG:
            continue
        cell = nw.col(column.name)
        if column.type is Type.WORD:
            if not _is_exact(schema[column.name], column):
                why = f"must be one of {', '.join(column.words)}"
                yield _Check(column.name, _sure(~cell.is_in(column.words)), why)
            continue
        span = pack.question[column.question or ""].span
        assert span is not None  # a number has one
        fails = ~((cell >= float(span.least)) & (cell <= float(span.most)))
        if span.whole:
            fails = fails | (cell % 1 != 0)
        kind = "whole number" if span.whole else "number"
        why = f"must be a {kind} from {span.least} to {span.most} {span.unit}"
        yield _Check(column.name, _sure(fails), why)


# -- what is answered ------------------------------------------------------------------------------


def _has_answers(schema: Any, pack: Pack) -> Expr:
    """Return where there is any answer."""
    given = [_is_given(column) for column in columns_of(pack) if column.question]
    if "complaint" in schema:
        given.append(_says_no(schema) | _says_yes(schema))
    return _any(given)


def _denies(schema: Any, pack: Pack) -> Expr:
    """Return where a runner denies the complaint, and no answer contradicts them.

    It means what `standing.denies` of screening means for one runner.
    """
    if "complaint" not in schema:
        return nw.lit(False)
    absent = [
        ~_is_given(column) | _is_absent(column, pack.question[column.question])
        for column in columns_of(pack)
        if column.question and not pack.question[column.question].fixed
    ]
    return ~_any(~claim for claim in (_says_no(schema), *absent))


def _says_no(schema: Any) -> Expr:
    cell = nw.col("complaint")
    return _sure(~cell if isinstance(schema["complaint"], nw.Boolean) else cell == Tick.NO.value)


def _says_yes(schema: Any) -> Expr:
    cell = nw.col("complaint")
    return _sure(cell if isinstance(schema["complaint"], nw.Boolean) else cell == Tick.YES.value)


def _is_given(column: Column) -> Expr:
    cell = nw.col(column.name)
    return _sure(cell) if column.type is Type.FLAG else ~cell.is_null()


def _is_absent(column: Column, question: Question) -> Expr:
    cell = nw.col(column.name)
    if column.type is Type.FLAG:  # "not sure" counts only where there is no number
        return ~nw.col(question.id).is_null()
    if question.kind is Kind.CHECKLIST:
        return _sure(cell == Tick.NO.value)
    if question.absent is None:
        return nw.lit(False)
    return _sure(cell == (question.absent if column.words else float(question.absent)))


def _any(parts: Iterable[Expr]) -> Expr:
    """Return where one of many is true, as a tree: a long chain could be too deep for an engine."""
    level = list(parts)
    while len(level) > 1:
        groups = [level[n : n + _FAN_IN] for n in range(0, len(level), _FAN_IN)]
        level = [nw.any_horizontal(*group, ignore_nulls=False) for group in groups]
    return level[0]


def _sure(expression: Expr) -> Expr:
    return expression.fill_null(False)
