"""An empty roster to fill in: the pack's questions as headers, with their options and help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.screening.files.csv_out import csv_text
from triage.screening.roster.headers import names_of, plain_header
from triage.screening.standing.words import OWN, Words

KINDS = ("xlsx", "csv", "form")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankColumn:
    """A column to fill in. `choices` are its allowed cells; none of them means any cell."""

    id: str
    header: str
    help: str
    kind: str  # own, choice, yes_no, checklist or number
    choices: tuple[str, ...] = ()
    least: str | None = None
    most: str | None = None
    unit: str | None = None


def blank_columns(pack: Pack, words: Words) -> tuple[BlankColumn, ...]:
    """Return the columns of an empty roster, the roster's own first, then the questions."""
    yes_no = (_first(words, "yes"), _first(words, "no"))
    own = (
        BlankColumn(
            id=name,
            header=words.template[name][0],
            help=words.template[name][1],
            kind="own",
            choices=yes_no if name == "complaint" else (),
        )
        for name in OWN
    )
    names = names_of(pack)
    return (*own, *(_column(question, words, names) for question in pack.questions))


def _column(question: Question, words: Words, names: Any) -> BlankColumn:
    is_clear = names[plain_header(question.text)] == (question.id,)
    labels = tuple(option.label for option in question.options)
    none = (_long(words, "none"),) if question.kind is Kind.CHECKLIST else ()
    span = question.span
    return BlankColumn(
        id=question.id,
        header=question.text if is_clear else f"{question.label}: {question.text}",
        help=question.help or "",
        kind=question.kind.value,
        choices=(*labels, *none, _long(words, "unsure")) if labels else (),
        least=str(span.least) if span else None,
        most=str(span.most) if span else None,
        unit=span.unit if span else None,
    )


def _first(words: Words, form: str) -> str:
    return next(said for said, meant in words.forms.items() if meant == form)


def _long(words: Words, form: str) -> str:
    """Return the form to offer in a list: one of several words, such as "Not sure"."""
    said = [each for each, meant in words.forms.items() if meant == form]
    return next((each for each in said if " " in each), said[0]).capitalize()


def blank_csv(columns: tuple[BlankColumn, ...]) -> bytes:
    """Return the headers as CSV."""
    return b"".join(csv_text([column.header for column in columns], []))


def blank_tree(columns: tuple[BlankColumn, ...], pack: Pack) -> dict[str, Any]:
    """Return what a template of a form needs."""
    return {
        "title": pack.title,
        "intended_use": pack.intended_use,
        "stop_notice": pack.stop_notice,
        "columns": list(_described(columns)),
    }


def _described(columns: tuple[BlankColumn, ...]) -> Iterator[dict[str, Any]]:
    for column in columns:
        yield {
            "header": column.header,
            "help": column.help,
            "kind": column.kind,
            "choices": list(column.choices),
            "least": column.least,
            "most": column.most,
            "unit": column.unit,
        }
