"""Findings, suspects and traits: an id, a label, and the sentences that go with it."""

from __future__ import annotations

from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Name, Record, Text
from triage.model.pack import Label


def labelled(what: str, **extra: Field) -> Record:
    """Return the shape of a record that has an id, a label and the fields given."""
    return Record(
        what,
        {
            "id": Field(Name(f"a {what}"), "unique"),
            "label": Field(Text(), "a short name for tables and headings"),
            **extra,
        },
    )


def build(entry: Entry) -> Label:
    """Return the label of a finding, a suspect or a trait."""
    return Label(
        id=str(entry["id"]),
        label=str(entry["label"]),
        says=text_or_none(entry.get("says")),
        denies=text_or_none(entry.get("denies")),
        explain=text_or_none(entry.get("explain")),
    )
