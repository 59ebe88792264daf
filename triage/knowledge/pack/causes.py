"""causes.yaml: what contributes to the pain, and the rules that are evidence for it."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.names import SOURCES, Names
from triage.knowledge.pack.rules import RULES
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Name, OneOf, Record, Text
from triage.model.pack import Cause

CAUSE = labelled(
    "cause",
    explain=Field(Text(), "one plain sentence"),
    strength=Field(
        OneOf(("strong", "moderate", "weak", "very_weak")), "how good the evidence for it is"
    ),
    note=Field(Text(), "what the evidence says"),
    sources=Field(SOURCES, "keys of sources.yaml"),
    exercises=Field(Listing(Name("an exercise")), "what helps", False),
)
FILE = PackFile(
    name="causes.yaml",
    shape=Record(
        "causes", {"causes": Field(Listing(CAUSE), "contributing causes", False), "rules": RULES}
    ),
    defines={"cause": "causes"},
    concludes=("cause",),
)


def build(entry: Entry, names: Names) -> Cause:
    """Return a cause."""
    return Cause(
        id=str(entry["id"]),
        label=str(entry["label"]),
        explain=str(entry["explain"]),
        strength=str(entry["strength"]),
        note=str(entry["note"]),
        sources=names.refer(entry["sources"], "source"),
        exercises=names.refer(entry.get("exercises", []), "exercise"),
    )
