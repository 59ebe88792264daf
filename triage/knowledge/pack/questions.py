"""questions.yaml: what is asked, in asking order, and the answers each question admits."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from decimal import Decimal

from triage.knowledge.pack import options
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.gates import ask_when, asked_in
from triage.knowledge.pack.names import Names
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.numbers import number_in, short
from triage.knowledge.yaml.shape import (
    YES_NO,
    Condition,
    Field,
    Listing,
    Name,
    Number,
    Record,
    Text,
    one_of_values,
)
from triage.model.question import Kind, Option, Question, Span

QUESTION = Record(
    "question",
    {
        "id": Field(Name("a question"), "unique; also how answer sheets name it"),
        "type": Field(one_of_values(Kind), "what sort of answer it takes"),
        "text": Field(Text(), "the question as the runner reads it"),
        "label": Field(Text(), "a short noun phrase for tables"),
        "options": Field(Listing(options.OPTION, least=1), "choice and checklist only", False),
        "says": Field(Text(), "yes_no: the statement for yes; number: with {value}", False),
        "denies": Field(Text(), "yes_no only: the statement for no", False),
        "unit": Field(Text(), "number only: days, years, points", False),
        "min": Field(Number(whole=False), "number only: the smallest number accepted", False),
        "max": Field(Number(whole=False), "number only: the largest number accepted", False),
        "whole": Field(YES_NO, "number only: whether it must be whole (default yes)", False),
        "ask_when": Field(
            Condition(), "asked only if this holds; looks only at earlier questions", False
        ),
        "help": Field(Text(), "a longer explanation", False),
        "changeable": Field(YES_NO, "yes for what a runner can change", False),
        "fixed": Field(YES_NO, "yes for what cannot newly happen, such as age or history", False),
        "absent": Field(Text(), "the answer that says the sign is not there", False),
        "alone": Field(
            options.ALONE, "yes_no only: yes reaches this level by itself on every sheet", False
        ),
        "ordered": Field(
            YES_NO, "choice only: yes if the options are in their natural order", False
        ),
        "joins": Field(
            YES_NO, "yes to show it on the screen of the question before it; not the first", False
        ),
    },
)
FILE = PackFile(
    name="questions.yaml",
    shape=Record("questions", {"questions": Field(Listing(QUESTION, least=1), "in asking order")}),
    is_required=True,
    defines={"question": "questions"},
)


def build_all(entries: Iterable[Entry], names: Names) -> dict[str, Question]:
    """Return the sound questions by id, in asking order; of two with one id the first."""
    known: dict[str, Question] = {}
    for place, entry in enumerate(entries):
        if place == 0 and entry.get("joins") == "yes":
            names.fault(
                "the first question cannot join a screen", entry["joins"].where, "remove 'joins'"
            )
        if entry.is_sound and entry["id"] not in known:
            question = build(entry, known, names)
            if question is not None:
                known[question.id] = question
    return known


def build(entry: Entry, earlier: Map[str, Question], names: Names) -> Question | None:
    """Return a question, or None when its parts do not fit; `earlier` are those asked before."""
    kind = Kind(str(entry["type"]))
    faults = len(names.form.faults)
    _fitting_keys(entry, kind, names)
    boxes: tuple[Option, ...] = ()
    span: Span | None = None
    if kind is Kind.NUMBER:
        span = _span(entry, names) if len(names.form.faults) == faults else None
    elif kind is Kind.YES_NO:
        boxes = (
            Option(
                id="yes", label="yes", says=str(entry.get("says", "")), alone=options.alone(entry)
            ),
            Option(id="no", label="no", says=str(entry.get("denies", ""))),
        )
    else:
        boxes = options.build_all(entry, kind, earlier, names)
    when = ask_when(entry, str(entry["id"]), earlier, names)
    options.check_alone(entry, boxes, when, earlier, names)
    if len(names.form.faults) > faults:
        return None
    absent = entry.get("absent")
    if absent is not None and span is not None:
        _within(absent, span, str(entry["id"]), names)
    elif absent is not None:
        names.refer_among([absent], [box.id for box in boxes], "option")
    question = Question(
        id=str(entry["id"]),
        kind=kind,
        text=str(entry["text"]),
        label=str(entry["label"]),
        options=boxes,
        span=span,
        help=text_or_none(entry.get("help")),
        ask_when=when,
        changeable=entry.get("changeable") == "yes",
        fixed=entry.get("fixed") == "yes",
        absent=text_or_none(absent),
        ordered=entry.get("ordered") == "yes",
        joins=entry.get("joins") == "yes",
    )
    _settled_before_its_screen(question, entry, earlier, names)
    return question


def _settled_before_its_screen(
    question: Question, entry: Entry, earlier: Map[str, Question], names: Names
) -> None:
    """Fault a question that joins a screen on which it is decided whether to ask it."""
    if not question.joins:
        return
    before = list(earlier.values())
    begins = max((place for place, each in enumerate(before) if not each.joins), default=0)
    looked_at = {id for gate in question.gates() for id in asked_in(gate)}
    for id in [each.id for each in before[begins:] if each.id in looked_at]:
        names.fault(
            f"{question.id} joins the screen of '{id}', and whether it is asked depends on that",
            entry["joins"].where,
            "remove 'joins': a screen is shown as a whole",
        )


def _fitting_keys(entry: Entry, kind: Kind, names: Names) -> None:
    needed = {
        Kind.CHOICE: {"options"},
        Kind.CHECKLIST: {"options"},
        Kind.YES_NO: {"says", "denies"},
        Kind.NUMBER: {"says", "unit", "min", "max"},
    }
    special = {"options", "says", "denies", "unit", "min", "max", "whole", "absent"}
    special |= {"ordered", "alone"}
    allowed = needed[kind] | ({"whole"} if kind is Kind.NUMBER else set())
    allowed |= {Kind.CHOICE: {"ordered"}, Kind.YES_NO: {"alone"}}.get(kind, set())
    allowed |= set() if kind is Kind.CHECKLIST else {"absent"}
    for key in sorted(needed[kind] - set(entry)):
        names.fault(
            f"{entry['id']}, a {kind.value} question, lacks '{key}'",
            entry.where,
            f"add a line '{key}: …'",
        )
    for key in sorted((special & set(entry)) - allowed):
        where = getattr(entry[key], "where", entry.where)
        names.fault(f"{entry['id']}, a {kind.value} question, has no '{key}'", where, "remove it")


def _span(entry: Entry, names: Names) -> Span:
    least, most = Decimal(str(entry["min"])), Decimal(str(entry["max"]))
    if least >= most:
        names.fault(
            f"min must be smaller than max for {entry['id']}",
            entry["min"].where,
            "write the smaller number as min",
        )
    if "{value}" not in entry["says"]:
        names.fault(
            f"the statement of {entry['id']} does not say the number",
            entry["says"].where,
            "put {value} where the number goes",
        )
    whole = entry.get("whole", "yes") == "yes"
    return Span(
        least=least, most=most, unit=str(entry["unit"]), whole=whole, says=str(entry["says"])
    )


def _within(number: Written, span: Span, id: str, names: Names) -> None:
    value = number_in(number)
    if value is None or not span.admits(value):
        names.fault(
            f"'{short(number)}' is not an answer to {id}",
            number.where,
            f"write a number from {span.least} to {span.most}",
        )
