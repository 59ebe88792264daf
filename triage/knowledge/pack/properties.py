"""properties.yaml: what must always hold, and the reviewed exceptions."""

from __future__ import annotations

from triage.knowledge.pack.conditions import ConditionReader
from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import DISPOSITION, Names
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Condition, Field, Listing, Name, Record, Text
from triage.model.disposition import Disposition
from triage.model.pack import Exemption, Promise

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
    },
)
EXCEPTION = Record(
    "exception",
    {
        "property": Field(Name("a property"), "the property of `triage pack prove`"),
        "item": Field(Text(), "what is excepted: a question, question.box or rule"),
        "why": Field(Text(), "the reviewed reason"),
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
    said = {key: entry.get(key) for key in ("at_least", "if_unsure")}
    levels = {key: Disposition.named(id) for key, id in said.items() if id is not None}
    holds = names.refer(entry.get("holds", []), "trait")
    if not levels and not holds:
        fix = "add 'at_least', 'if_unsure' or 'holds'"
        names.fault(f"{entry['id']} promises nothing", entry.where, fix)
        return None
    return Promise(id=str(entry["id"]), title=str(entry["title"]), when=when, holds=holds, **levels)


def build_exception(entry: Entry) -> Exemption:
    """Return a reviewed exception to a general property."""
    return Exemption(**{key: str(text) for key, text in entry.items()})
