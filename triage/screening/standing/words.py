"""The words of rosters and boards, from squad.yaml: headers, forms of yes and no, states, actions.

What a disposition means for training is not decided here: it is in the file, which users may
replace like any template.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from triage.errors import AnswerFault, Fault, Location
from triage.knowledge.yaml.form import MISSING, Form
from triage.knowledge.yaml.shape import (
    YES_NO,
    Field,
    Listing,
    Name,
    Number,
    OneOf,
    Record,
    Table,
    Text,
)
from triage.knowledge.yaml.syntax import read
from triage.model.disposition import DISPOSITION_IDS, Disposition

OWN = ("runner", "date", "squad", "complaint")
"""The columns of a roster that no pack asks for."""

SHAPES = ("octagon", "diamond", "clock", "dashed", "triangle", "circle")
TONES = ("red", "amber", "grey", "blue", "green")
CLEAR, OUTDATED, UNANSWERED = "clear", "outdated", "unanswered"

_STATE = Name("a state", example="stop")
_PART = Record(
    "part",
    {
        "state": Field(_STATE, "the state of the runner"),
        "action": Field(Text(), "what the coach does"),
    },
)
_SHAPE = Record(
    "words of a squad",
    {
        "headers": Field(Table(Name("a column"), Listing(Text(), 1)), "what columns may be called"),
        "forms": Field(Table(Name("a form"), Listing(Text(), 1)), "what cells may say"),
        "out_of_date_after": Field(Number(least=1, most=365), "days an answer lasts"),
        "states": Field(
            Listing(
                Record(
                    "state",
                    {
                        "id": Field(_STATE, "its name"),
                        "label": Field(Text(), "its words"),
                        "shape": Field(OneOf(SHAPES), "its sign"),
                        "tone": Field(OneOf(TONES), "its colour"),
                        "action": Field(Text(), "what the coach does", required=False),
                    },
                ),
                1,
            ),
            "the states, most pressing first",
        ),
        "dispositions": Field(
            Table(
                Name("a disposition"),
                Record(
                    "meaning",
                    {
                        **_PART.fields,
                        "keeps": Field(YES_NO, "whether it still counts when out of date"),
                        "unfinished": Field(_PART, "what it means while answers are missing"),
                    },
                ),
            ),
            "what dispositions mean for training",
        ),
        "template": Field(
            Table(
                Name("a column"),
                Record(
                    "column",
                    {
                        "header": Field(Text(), "its header"),
                        "help": Field(Text(), "how to fill it in"),
                    },
                ),
            ),
            "the first columns of an empty roster",
        ),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The state of a runner, as a coach sees it: words, a sign and a colour."""

    id: str
    label: str
    shape: str
    tone: str
    action: str
    rank: int  # 0 is the most pressing


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a disposition means for training."""

    state: str
    action: str
    keeps: bool


@dataclass(frozen=True, kw_only=True)
class Words:
    """What squad.yaml says."""

    headers: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]  # how a cell may say it -> yes, no, unsure or none
    out_of_date_after: int
    states: Mapping[str, State]
    finished: Mapping[Disposition, Meaning]
    unfinished: Mapping[Disposition, Meaning]
    template: Mapping[str, tuple[str, str]]  # own column -> header, help

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """Every action, the most urgent first."""
        urgent_first = sorted(self.finished, reverse=True)
        found = [
            means[d].action for d in urgent_first for means in (self.finished, self.unfinished)
        ]
        return tuple(dict.fromkeys([*found, *(s.action for s in self.states.values())]))


def fold(text: str) -> str:
    """Return text as it is compared: one form of each letter, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_words(text: str, file: str) -> Words:
    """Return the words a file holds.

    Raises:
        AnswerFault: with every fault of the file.
    """
    form = Form()
    node, faults = read(text, file)
    form.faults.extend(faults)
    taken = form.take(node, _SHAPE, "this file") if node is not None else MISSING
    if not form.faults and taken is not MISSING:
        _check(taken, form, Location(file))
    if form.faults or taken is MISSING:
        raise AnswerFault(
            form.faults
            or Fault(
                what="the file is empty",
                where=Location(file),
                fix="start from a copy of the shipped file",
            )
        )
    return _build(taken)


def _check(taken: Any, form: Form, where: Location) -> None:
    states = {state["id"] for state in taken["states"]}
    named = {CLEAR, OUTDATED, UNANSWERED}
    for meaning in taken["dispositions"].values():
        named |= {meaning["state"], meaning["unfinished"]["state"]}
        if CLEAR in (meaning["state"], meaning["unfinished"]["state"]):
            form.fault("a disposition cannot mean 'clear'", where, "choose another state")
    for missing in sorted(named - states):
        form.fault(f"there is no state '{missing}'", where, "add it under 'states'")
    for part, wanted in (
        ("dispositions", DISPOSITION_IDS),
        ("headers", OWN),
        ("template", OWN),
        ("forms", ("yes", "no", "unsure", "none")),
    ):
        if set(taken[part]) != set(wanted):
            fix = f"use these keys and no others: {', '.join(wanted)}"
            form.fault(f"'{part}' has a missing or an unknown key", where, fix)


def _build(taken: Any) -> Words:
    def meanings(part: Any) -> dict[Disposition, Meaning]:
        return {
            Disposition.named(id): Meaning(
                state=str(part(told)["state"]),
                action=str(part(told)["action"]),
                keeps=told["keeps"] == "yes",
            )
            for id, told in taken["dispositions"].items()
        }

    return Words(
        headers={str(own): tuple(map(fold, said)) for own, said in taken["headers"].items()},
        forms={fold(said): str(form) for form, ways in taken["forms"].items() for said in ways},
        out_of_date_after=int(taken["out_of_date_after"]),
        states={
            str(state["id"]): State(
                id=str(state["id"]),
                label=str(state["label"]),
                shape=str(state["shape"]),
                tone=str(state["tone"]),
                action=str(state.get("action", "")),
                rank=rank,
            )
            for rank, state in enumerate(taken["states"])
        },
        finished=meanings(lambda told: told),
        unfinished=meanings(lambda told: told["unfinished"]),
        template={
            str(own): (str(column["header"]), str(column["help"]))
            for own, column in taken["template"].items()
        },
    )
