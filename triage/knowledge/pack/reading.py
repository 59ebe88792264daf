"""reading.yaml: hard words that were reviewed and stay."""

from __future__ import annotations

from collections.abc import Iterable

from triage.knowledge.pack.file import PackFile
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Record, Text

FILE = PackFile(
    name="reading.yaml",
    shape=Record(
        "reading",
        {
            "exceptions": Field(
                Listing(
                    Record(
                        "reading exception",
                        {
                            "word": Field(Text(), "the hard word"),
                            "plain": Field(Text(), "its plain synonym, which appears beside it"),
                            "why": Field(Text(), "why it stays"),
                        },
                    )
                ),
                "hard words that were reviewed and may stay",
                False,
            )
        },
    ),
)


def build(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the plain synonym of each hard word."""
    return {str(entry["word"]): str(entry["plain"]) for entry in entries}
