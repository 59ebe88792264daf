"""advice.yaml: what a runner can do, and the rules that advise it."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.names import DISPOSITION, SOURCES, Names
from triage.knowledge.pack.rules import RULES
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import YES_NO, Field, Listing, Name, OneOf, Record, Text
from triage.model.disposition import Disposition
from triage.model.pack import Advice

ADVICE = labelled(
    "advice",
    text=Field(Text(), "what to do, in plain words"),
    kind=Field(
        OneOf(("today", "running", "avoid", "medicine", "recheck", "return", "outlook")),
        "where the report shows it",
    ),
    for_cause=Field(Name("a cause"), "the cause it answers", False),
    up_to=Field(
        DISPOSITION,
        "the most urgent disposition at which it is still right (default see_physio)",
        False,
    ),
    safety=Field(YES_NO, "yes: it is given unless the rules exclude it", False),
    unless=Field(
        Text(), "safety advice only, and needed there: completes 'Unless you know that …'", False
    ),
    excludes=Field(
        Listing(Name("an advice item"), least=1), "advice that no page gives beside it", False
    ),
    needs=Field(DISPOSITION, "no complete sheet gives it below this disposition", False),
    sources=Field(SOURCES, "keys of sources.yaml"),
)
FILE = PackFile(
    name="advice.yaml",
    shape=Record(
        "advice", {"advice": Field(Listing(ADVICE), "advice items", False), "rules": RULES}
    ),
    defines={"advice item": "advice"},
    concludes=("advise",),
)


def build(entry: Entry, names: Names) -> Advice:
    """Return an advice item."""
    for_cause = entry.get("for_cause")
    if (entry.get("safety") == "yes") != ("unless" in entry):
        names.fault(
            f"{entry['id']}: 'safety: yes' and 'unless' go together",
            entry.where,
            "write both, such as unless: you take no blood thinner; or neither",
        )
    excludes = names.refer(entry.get("excludes", ()), "advice item")
    if entry["id"] in excludes:
        names.fault(f"{entry['id']} excludes itself", entry.where, "remove it from 'excludes'")
    return Advice(
        id=str(entry["id"]),
        label=str(entry["label"]),
        text=str(entry["text"]),
        kind=str(entry["kind"]),
        sources=names.refer(entry["sources"], "source"),
        for_cause=(names.refer([for_cause], "cause")[0] if for_cause else None),
        up_to=Disposition.named(entry.get("up_to", Disposition.SEE_PHYSIO.id)),
        unless=text_or_none(entry.get("unless")),
        excludes=excludes,
        needs=Disposition.named(entry["needs"]) if "needs" in entry else None,
    )
