"""properties.yaml: what must always hold, and the reviewed exceptions."""

from __future__ import annotations

from datetime import date

from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import DISPOSITION, RULE_ID, Names
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Condition, Day, Field, Listing, Name, Record, Text
from triage.model.assured import Exemption, Promise
from triage.model.disposition import Disposition

PROMISE = Record(
    "promise",
    {
        "id": Field(Name("a promise"), "unique"),
        "title": Field(Text(), "the promise in words"),
        "when": Field(Condition(), "whenever this condition is YES"),
        "at_least": Field(DISPOSITION, "the disposition is at least this urgent", False),
        "if_unsure": Field(
            DISPOSITION, 'at least this urgent when only "not sure" leaves it open', False
        ),
        "holds": Field(
            Listing(Name("a trait")), "traits that are held unless the condition is NO", False
        ),
        "gives": Field(
            Listing(Name("an advice item")),
            "complete sheets that meet the condition give at least one of these",
            False,
        ),
    },
)
EXCEPTION = Record(
    "exception",
    {
        "property": Field(Name("a property"), "the property of `triage pack prove`"),
        "item": Field(Text(), "what is excepted: a question, question.box or rule"),
        "rules": Field(Listing(RULE_ID, least=1), "for which rules; it excuses no other", False),
        "why": Field(Text(), "the reviewed reason"),
        "reviewer": Field(Text(), "who reviewed it"),
        "date": Field(Day(), "when"),
        "until": Field(Day(), "the last day on which it excuses, if it is to end", False),
    },
)
FILE = PackFile(
    name="properties.yaml",
    shape=Record(
        "properties",
        {
            "promises": Field(Listing(PROMISE), "what must always hold, proved", False),
            "exceptions": Field(
                Listing(EXCEPTION), "reviewed exceptions to the general properties", False
            ),
        },
    ),
)


def build_promise(entry: Entry, names: Names, conditions: ConditionReader) -> Promise | None:
    """Return a promise, or None when it promises nothing that can be read."""
    when = conditions.read(entry["when"])
    if when is None:
        return None
    given = {key: entry.get(key) for key in ("at_least", "if_unsure")}
    levels = {key: Disposition.named(id) for key, id in given.items() if id is not None}
    holds = names.refer(entry.get("holds", []), "trait")
    gives = names.refer(entry.get("gives", []), "advice item")
    if not (levels or holds or gives):
        fix = "add 'at_least', 'if_unsure', 'holds' or 'gives'"
        names.fault(f"{entry['id']} promises nothing", entry.where, fix)
        return None
    return Promise(
        id=str(entry["id"]),
        title=str(entry["title"]),
        when=when,
        holds=holds,
        gives=gives,
        **levels,
    )


def build_exception(entry: Entry, names: Names) -> Exemption:
    """Return a reviewed exception to a general property."""
    reviewed = date.fromisoformat(entry["date"])
    until = date.fromisoformat(entry["until"]) if "until" in entry else None
    if until is not None and until < reviewed:
        what = f"the exception for {entry['item']} ends before it was reviewed"
        names.fault(what, entry.where, f"set 'until' to a day after {reviewed}, or leave it out")
    return Exemption(
        **{key: str(entry[key]) for key in ("property", "item", "why", "reviewer")},
        date=reviewed,
        rules=names.refer(entry.get("rules", ()), "rule"),
        until=until,
    )
