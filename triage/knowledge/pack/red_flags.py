"""red_flags.yaml: serious conditions, and the rules that raise them."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.labels import labelled
from triage.knowledge.pack.rules import RULES
from triage.knowledge.yaml.shape import Field, Listing, Record, Text

FILE = PackFile(
    name="red_flags.yaml",
    shape=Record(
        "red flags",
        {
            "suspects": Field(
                Listing(labelled("suspect", explain=Field(Text(), "one plain sentence"))),
                "serious conditions",
                False,
            ),
            "rules": RULES,
        },
    ),
    defines={"suspect": "suspects"},
    concludes=("suspect",),
)
