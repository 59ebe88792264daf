"""The words of rosters and boards: headers, forms of yes and no and states, from squad.yaml.

Users may replace that file like any template. What a disposition means for training is medicine,
so it is not in the file: it comes from the pack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from string import Formatter
from typing import Any

from triage.errors import AnswerFault, Fault, Location
from triage.knowledge.yaml.form import MISSING, Form
from triage.knowledge.yaml.shape import (
    Field,
    Listing,
    Name,
    Number,
    OneOf,
    Record,
    Table,
    Text,
)
from triage.knowledge.yaml.syntax import Mapping as Lines
from triage.knowledge.yaml.syntax import Node, read
from triage.model.coaching import STATES, Coaching
from triage.model.disposition import Disposition

OWN = ("runner", "date", "squad", "complaint")
"""The columns of a roster that no pack asks for."""
LISTED = ("joined", "left")
"""The further columns of a squad list."""

ROWS: Mapping[str, frozenset[str]] = {
    "at_least": frozenset({"label"}),
    "cell": frozenset({"row", "column", "fix"}),
    "line": frozenset({"row", "fix"}),
    "newest": frozenset({"row", "rows"}),
    "urgent": frozenset({"row", "rows"}),
    "only": frozenset({"row", "rows"}),
    "same": frozenset({"row", "rows"}),
    "merged": frozenset({"row", "file", "older", "other"}),
    "older": frozenset({"older", "date"}),
}
"""What is said of a row that was not read in full, or is one of several, and what is filled in."""
FIXES = (*OWN, "number", "answer", "header", "line")
"""The kinds of cells that may not be readable."""

SHAPES = ("octagon", "diamond", "square", "clock", "dashed", "triangle", "circle")
TONES = ("red", "amber", "grey", "blue", "green")
MOVED = "dispositions"
"""A key that squad.yaml had until what it says became part of the packs."""

_STATE = Name("a state", example="stop")
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
        "rows": Field(Table(Name("a text"), Text()), "what is said of a row"),
        "fixes": Field(Table(Name("a kind of cell"), Text()), "how to correct a cell"),
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


@dataclass(frozen=True, kw_only=True)
class Words:
    """What squad.yaml says, and what the pack tells a coach to do."""

    headers: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]  # how a cell may say it -> yes, no, unsure or none
    out_of_date_after: int
    states: Mapping[str, State]
    coaching: Mapping[Disposition, Coaching]
    template: Mapping[str, tuple[str, str]]  # own column -> header, help
    rows: Mapping[str, str]  # one of ROWS -> what is said, with names in braces to be filled in
    fixes: Mapping[str, str]  # one of FIXES -> how to correct such a cell

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """Every action, the most urgent first."""
        urgent_first = [self.coaching[d] for d in sorted(self.coaching, reverse=True)]
        found = [part.action for c in urgent_first for part in (c.finished, c.unfinished)]
        return tuple(dict.fromkeys([*found, *(s.action for s in self.states.values())]))


def fold(text: str) -> str:
    """Return text as it is compared: one form of each letter, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_words(text: str, file: str, coaching: Mapping[Disposition, Coaching]) -> Words:
    """Return the words a file holds, with what a pack tells a coach.

    Raises:
        AnswerFault: with every fault of the file.
    """
    form = Form()
    node, faults = read(text, file)
    form.faults.extend(faults)
    node = _without_what_has_moved(node, form)
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
    return _build(taken, coaching)


def _without_what_has_moved(node: Node | None, form: Form) -> Node | None:
    """Return the file less the key that it no longer has, and fault that key where it is."""
    if not isinstance(node, Lines) or MOVED not in node.entries:
        return node
    form.fault(
        f"'{MOVED}' is no longer part of this file: what a coach does is now part of the pack",
        node.keys[MOVED],
        "take the key out; to use other words, copy the pack, put them in its coach.yaml, and "
        "name the copy with --pack",
    )
    return replace(
        node, entries={key: value for key, value in node.entries.items() if key != MOVED}
    )


def _check(taken: Any, form: Form, where: Location) -> None:
    states = {state["id"] for state in taken["states"]}
    for missing in sorted(set(STATES) - states):
        form.fault(f"there is no state '{missing}'", where, "add it under 'states'")
    for part, wanted in (
        ("headers", (*OWN, *LISTED)),
        ("template", OWN),
        ("forms", ("yes", "no", "unsure", "none")),
        ("rows", ROWS),
        ("fixes", FIXES),
    ):
        if set(taken[part]) != set(wanted):
            fix = f"use these keys and no others: {', '.join(wanted)}"
            form.fault(f"'{part}' has a missing or an unknown key", where, fix)
    for name, text in taken["rows"].items():
        if name in ROWS and not _fits(str(text), ROWS[str(name)]):
            fix = f"use only these names in braces: {', '.join(sorted(ROWS[str(name)]))}"
            form.fault(f"'{name}' cannot be filled in", text.where, fix)


def _fits(text: str, names: frozenset[str]) -> bool:
    """Say whether a text can be filled in with these names, each as it is."""
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return False
    return all(name in names and not form and not as_ for name, form, as_ in parts)


def _build(taken: Any, coaching: Mapping[Disposition, Coaching]) -> Words:
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
        coaching=coaching,
        rows={str(name): str(text) for name, text in taken["rows"].items()},
        fixes={str(kind): str(text) for kind, text in taken["fixes"].items()},
        template={
            str(own): (str(column["header"]), str(column["help"]))
            for own, column in taken["template"].items()
        },
    )
