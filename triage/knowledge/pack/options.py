"""The options of a question: what can be chosen, and the boxes that count alone."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from triage.knowledge.pack.gates import ask_when, asked_in
from triage.knowledge.pack.names import Names, ids_of
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Condition, Field, Listing, Name, OneOf, Record, Text
from triage.model.condition import Condition as AskWhen
from triage.model.disposition import Disposition
from triage.model.question import Kind, Option, Question

ALONE = OneOf((Disposition.SAME_DAY.id, Disposition.EMERGENCY.id))
OPTION = Record(
    "option",
    {
        "id": Field(Name("an option"), "unique within the question"),
        "label": Field(Text(), "the words beside the box"),
        "says": Field(Text(), "the runner's statement: 'it began with a fall'"),
        "denies": Field(Text(), "checklists only: 'you have no fever'", False),
        "regions": Field(
            Listing(Name("a region"), least=1),
            "the regions of body_map.yaml that are marked for it",
            False,
        ),
        "alone": Field(
            ALONE,
            "checklists only: ticked, it reaches this level by itself on every sheet, and "
            "everyone it can concern is asked about it",
            False,
        ),
        "ask_when": Field(
            Condition(), "checklists only: this box is asked only if this holds", False
        ),
    },
)


def build_all(
    entry: Entry, kind: Kind, earlier: Map[str, Question], names: Names
) -> tuple[Option, ...]:
    """Return the options of a choice or a checklist; `earlier` are the questions asked before."""
    listed = entry.get("options", [])
    ids_of(listed, f"option of {entry['id']}", names.form)
    for option in listed:
        if option["id"] in ("none", "unsure", "yes", "no"):
            names.fault(
                f"'{option['id']}' cannot be an option: every question already has this answer",
                option["id"].where,
                "choose another id, or use a yes_no question",
            )
        if ("denies" in option) != (kind is Kind.CHECKLIST):
            names.fault(
                f"option '{option['id']}' of {entry['id']}: 'denies' belongs to each option of "
                "a checklist, and nowhere else",
                option.where,
                "add it" if kind is Kind.CHECKLIST else "remove it",
            )
        for key in ("alone", "ask_when"):
            if key in option and kind is not Kind.CHECKLIST:
                names.fault(
                    f"'{option['id']}' of {entry['id']}: '{key}' belongs to a box of a checklist",
                    option[key].where,
                    "remove it, or ask with a checklist or a question of its own",
                )
    if listed and all("ask_when" in option for option in listed):
        names.fault(
            f"each box of {entry['id']} has 'ask_when', so there may be none to ask about",
            entry.where,
            "give the question that 'ask_when', or leave one box without",
        )
    return tuple(
        Option(
            id=str(option["id"]),
            label=str(option["label"]),
            says=str(option["says"]),
            denies=text_or_none(option.get("denies")),
            regions=names.refer(option.get("regions", ()), "region"),
            alone=alone(option),
            ask_when=ask_when(option, f"{entry['id']}.{option['id']}", earlier, names),
        )
        for option in listed
    )


def alone(entry: Entry) -> Disposition | None:
    """Return the level that a box, or a yes, reaches by itself; None where it does not."""
    return Disposition.named(entry["alone"]) if "alone" in entry else None


def check_alone(
    entry: Entry,
    options: Iterable[Option],
    when: AskWhen | None,
    earlier: Map[str, Question],
    names: Names,
) -> None:
    """Fault a gate that could hide a box which counts alone from somebody it can concern."""
    for option in options:
        if option.alone is None:
            continue
        for gate in (when, option.ask_when):
            looked_at = {} if gate is None else dict.fromkeys(asked_in(gate))
            loose = [id for id in looked_at if not earlier[id].fixed or earlier[id].gates()]
            if loose:
                names.fault(
                    f"'{option.id}' of {entry['id']} counts alone, but whether it is asked depends "
                    f"on {', '.join(loose)}",
                    entry.where,
                    "ask everybody; only questions with 'fixed: yes', such as age or sex, may rule "
                    "a sign out",
                )
