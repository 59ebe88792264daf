"""findings.yaml: intermediate facts, and the rules that conclude them."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.rules import RULES
from triage.knowledge.yaml.shape import Field, Listing, Record, Text

FILE = PackFile(
    name="findings.yaml",
    shape=Record(
        "findings",
        {
            "findings": Field(
                Listing(
                    labelled(
                        "finding",
                        says=Field(Text(), "the statement when it is YES"),
                        denies=Field(Text(), "the statement when it is NO"),
                    )
                ),
                "intermediate facts",
                False,
            ),
            "rules": RULES,
        },
    ),
    defines={"finding": "findings"},
    concludes=("finding",),
)
