"""sources.yaml: everything the rules rest on."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import SOURCE_KEY
from triage.knowledge.pack.text import text_or_none
from triage.knowledge.yaml.form import Entry, Written
from triage.knowledge.yaml.shape import Field, Number, OneOf, Record, Table, Text
from triage.model.pack import Citation

SOURCE = Record(
    "source",
    {
        "citation": Field(Text(), "the full citation"),
        "year": Field(Number(least=1800, most=2200), "the year it appeared", False),
        "url": Field(Text(), "a DOI or URL, or none", False),
        "kind": Field(
            OneOf(
                (
                    "guideline",
                    "review",
                    "trial",
                    "cohort",
                    "case_series",
                    "case",
                    "expert",
                    "article",
                    "general",
                )
            ),
            "what sort of source it is",
        ),
        "read": Field(
            OneOf(("full", "part", "abstract", "secondary", "not_read")),
            "how much of it the authors of the pack have read",
        ),
    },
)
FILE = PackFile(
    name="sources.yaml",
    shape=Record(
        "sources", {"sources": Field(Table(SOURCE_KEY, SOURCE), "everything rules rest on")}
    ),
    is_required=True,
    defines={"source": "sources"},
)


def build(key: Written, entry: Entry) -> Citation:
    """Return a source; what is missing stays empty, so that its key is known all the same."""
    return Citation(
        key=str(key),
        citation=str(entry.get("citation", "")),
        kind=str(entry.get("kind", "")),
        read=str(entry.get("read", "")),
        year=text_or_none(entry.get("year")),
        url=None if entry.get("url") in (None, "none") else str(entry["url"]),
    )
