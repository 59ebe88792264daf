"""A mapping file: what the headers and values of a roster mean, where they are not the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.errors import AnswerFault, Location, did_you_mean
from triage.knowledge.yaml.form import MISSING, Form
from triage.knowledge.yaml.reading import read
from triage.knowledge.yaml.shape import Field, Name, OneOf, Record, Table, Text
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.screening.roster.headers import BOXES_OF_ALL
from triage.screening.standing.words import OWN, fold

IGNORE = "ignore"
ORDERS = ("dmy", "mdy")
DECIMALS = ("comma", "point")
_SHOWN = 8
"""How many names a message lists."""

_ANY = Name("a header or value", r"[\s\S]*", "Where does it hurt?")
_SHAPE = Record(
    "mapping",
    {
        "columns": Field(Table(_ANY, Text()), "header to question", required=False),
        "values": Field(
            Table(Name("a question"), Table(_ANY, Text())), "question to its values", required=False
        ),
        "dates": Field(OneOf(ORDERS), "the order of dates", required=False),
        "decimal": Field(OneOf(DECIMALS), "the decimal sign", required=False),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterMapping:
    """Headers to targets, and for each question values to answers; compared by `words.fold`.

    A target is a question, a `question.option`, one of `words.OWN`, or IGNORE.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: str | None = None
    decimal: str | None = None


def read_mapping(text: str, file: str, pack: Pack) -> RosterMapping:
    """Return the mapping a YAML or JSON text holds.

    Raises:
        AnswerFault: with every fault of the text.
    """
    form = Form()
    node, faults = read(text, file)
    form.faults.extend(faults)
    taken: Any = form.take(node, _SHAPE, "this mapping") if node is not None else {}
    if taken is MISSING or form.faults:
        raise AnswerFault(form.faults)
    targets = [*OWN, IGNORE, *pack.question]
    for question in pack.questions:
        boxes = (*question.option_ids, *BOXES_OF_ALL)
        targets += [f"{question.id}.{box}" for box in boxes if question.kind is Kind.CHECKLIST]
    for target in taken.get("columns", {}).values():
        if target not in targets:
            _unknown(form, "question or column", str(target), targets, target.where)
    for question, values in taken.get("values", {}).items():
        if question not in (*pack.question, "complaint"):
            _unknown(form, "question", str(question), list(pack.question), question.where)
            continue
        options = [*pack.question[question].option_ids] if question in pack.question else []
        known = [*options, "yes", "no", "unsure", "none"]
        for answer in values.values():
            if answer not in known and (question == "complaint" or options):
                _unknown(form, f"answer to '{question}'", str(answer), known, answer.where)
    if form.faults:
        raise AnswerFault(form.faults)
    return RosterMapping(
        columns={fold(header): str(target) for header, target in taken.get("columns", {}).items()},
        values={
            str(question): {fold(said): str(answer) for said, answer in values.items()}
            for question, values in taken.get("values", {}).items()
        },
        dates=str(taken["dates"]) if "dates" in taken else None,
        decimal=str(taken["decimal"]) if "decimal" in taken else None,
    )


def _unknown(form: Form, kind: str, name: str, known: list[str], where: Location) -> None:
    some = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
    form.fault(
        f"there is no {kind} '{name}'", where, did_you_mean(name, known, f"use one of {some}")
    )
