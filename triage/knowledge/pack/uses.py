"""The uses in exercises.yaml: when a variant is used, beyond the uses that every pack has."""

from __future__ import annotations

from collections.abc import Mapping as Map

from triage.knowledge.pack.names import Names
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.shape import Field, Name, Record, Text
from triage.model.exercise import OwnUse, UseWhen

USE = Record(
    "use",
    {
        "id": Field(Name("a use"), "unique; easier and outdoors need not be listed"),
        "way": Field(Text(), "completes: '… to do Plank'"),
    },
)
_OF_EVERY_PACK = {use.id: use for use in UseWhen}


def build(entry: Entry, names: Names) -> OwnUse | None:
    """Return a use of this pack, or None when every pack has one of that name."""
    if entry["id"] in _OF_EVERY_PACK:
        names.fault(
            f"every pack has the use '{entry['id']}' already",
            entry["id"].where,
            "choose another id, or remove it",
        )
        return None
    return OwnUse(id=str(entry["id"]), way=str(entry["way"]))


def named(name: Written, own: Map[str, OwnUse], names: Names) -> UseWhen | OwnUse | None:
    """Return the use of that name; fault a name that neither this pack nor every pack has."""
    names.refer_among([name], names.ids["use"].union(_OF_EVERY_PACK), "use")
    return own.get(name) or _OF_EVERY_PACK.get(name)
