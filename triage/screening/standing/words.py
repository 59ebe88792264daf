"""The words of rosters and boards: headers, forms of yes and no and states, from squad.yaml.

Users may replace that file like any template. What a disposition means for training is medicine,
so it is not in the file: it comes from the pack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from triage.errors import Fault, Location, TemplateFault
from triage.knowledge.yaml.form import MISSING, Form
from triage.knowledge.yaml.reading import read
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
from triage.knowledge.yaml.syntax import Node
from triage.model.coaching import STATES, Coaching
from triage.model.disposition import Disposition
from triage.screening.standing.row_words import FIXES, ROWS, unfit

OWN = ("runner", "date", "squad", "complaint")
"""The columns of a roster that no pack asks for."""
LISTED = ("joined", "left")
"""The further columns of a squad list."""

SHAPES = ("octagon", "diamond", "square", "clock", "dashed", "triangle", "circle")
TONES = ("red", "amber", "grey", "blue", "green")
MOVED = "dispositions"
"""A key that squad.yaml had until what it says became part of the packs."""

FORMS = ("yes", "no", "unsure", "none")
"""What a cell may say besides the pack's own options."""

_STATE = Name("a state", example="stop")
_WORDS = Listing(Text(), 1)
_SHAPE = Record(
    "words of a squad",
    {
        "headers": Field(Table(Name("a column"), _WORDS), "what columns may be called"),
        "forms": Field(Table(Name("a form"), _WORDS), "what cells may say"),
        "missing": Field(_WORDS, "what software writes in a cell without an answer"),
        "unticked": Field(_WORDS, "how software marks a box left empty", required=False),
        "second_row": Field(_WORDS, "what a second row of headers says", required=False),
        "about": Field(_WORDS, "words before a number that is not exact", required=False),
        "units": Field(
            Table(
                Name("a dimension"),
                Table(Name("a number", r"[0-9]+(\.[0-9]+)?", "7"), _WORDS),
            ),
            "how many of one unit another is",
            required=False,
        ),
        "languages": Field(
            Table(Name("a language", r"[a-z]{2}", "de"), Table(Name("a form"), _WORDS)),
            "what cells may say in other languages",
            required=False,
        ),
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
    missing: tuple[str, ...]  # as software writes it
    unticked: tuple[str, ...]
    second_row: tuple[str, ...]
    about: tuple[str, ...]
    units: Mapping[str, tuple[str, Decimal]]  # a unit -> its dimension, and how many it is
    languages: Mapping[str, Mapping[str, str]]  # a language -> its forms
    out_of_date_after: int
    states: Mapping[str, State]
    coaching: Mapping[Disposition, Coaching]
    template: Mapping[str, tuple[str, str]]  # own column -> header, help
    rows: Mapping[str, str]  # one of ROWS -> what is said, with names in braces to be filled in
    fixes: Mapping[str, str]  # kind of cell -> how to correct it

    @cached_property
    def missing_folded(self) -> frozenset[str]:
        """What software writes in a cell without an answer, as it is compared."""
        return frozenset(map(fold, self.missing))

    def forms_in(self, languages: Iterable[str]) -> Mapping[str, str]:
        """Return what cells may say, in these languages too."""
        spoken = [self.languages.get(language[:2], {}) for language in languages]
        return {said: form for forms in (*spoken, self.forms) for said, form in forms.items()}

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
        TemplateFault: with every fault of the file.
    """
    form = Form()
    node, faults = read(text, file)
    form.faults.extend(faults)
    node = _without_what_has_moved(node, form)
    taken = form.take(node, _SHAPE, "this file") if node is not None else MISSING
    if not form.faults and taken is not MISSING:
        _check(taken, form, Location(file))
    if form.faults or taken is MISSING:
        raise TemplateFault(
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
        ("forms", FORMS),
        ("rows", ROWS),
        ("fixes", (*OWN, *FIXES)),
    ):
        if set(taken[part]) != set(wanted):
            fix = f"use these keys and no others: {', '.join(wanted)}"
            form.fault(f"'{part}' has a missing or an unknown key", where, fix)
    for name, names in unfit(taken["rows"]).items():
        fix = f"use only these names in braces: {', '.join(sorted(names))}"
        form.fault(f"'{name}' cannot be filled in", taken["rows"][name].where, fix)
    no_answer = set(map(fold, taken["missing"]))
    forms = [taken["forms"], *taken.get("languages", {}).values()]
    for said in (said for each in forms for ways in each.values() for said in ways):
        if fold(said) in no_answer:
            form.fault(
                f"'{said}' is both an answer and a missing one",
                said.where,
                "take it out here, or take it off the list 'missing'",
            )
    for language, each in taken.get("languages", {}).items():
        if not set(each) <= set(FORMS):
            fix = f"use these keys and no others: {', '.join(FORMS)}"
            form.fault(f"'{language}' has an unknown key", language.where, fix)


def _build(taken: Any, coaching: Mapping[Disposition, Coaching]) -> Words:
    return Words(
        headers={str(own): tuple(map(fold, said)) for own, said in taken["headers"].items()},
        forms=_by_word(taken["forms"]),
        missing=tuple(map(str, taken["missing"])),
        unticked=tuple(map(fold, taken.get("unticked", ()))),
        second_row=tuple(map(fold, taken.get("second_row", ()))),
        about=tuple(sorted(map(fold, taken.get("about", ())), key=len, reverse=True)),
        units={
            fold(said): (str(dimension), Decimal(number))
            for dimension, sizes in taken.get("units", {}).items()
            for number, ways in sizes.items()
            for said in ways
        },
        languages={
            str(language): _by_word(forms) for language, forms in taken.get("languages", {}).items()
        },
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


def _by_word(forms: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {fold(said): str(form) for form, ways in forms.items() for said in ways}
