"""hazards.yaml: what could go wrong, and what is done against it."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import RULE_ID, VIGNETTE_ID, Names
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Name, Number, Record, Text
from triage.model.assured import Hazard

HAZARD = Record(
    "hazard",
    {
        "id": Field(Name("a hazard", r"HZ-[0-9]+", "HZ-01"), "unique"),
        "hazard": Field(Text(), "what could go wrong"),
        "cause": Field(Text(), "how it could come about"),
        "effect": Field(Text(), "what it would do to a runner"),
        "severity": Field(Number(least=1, most=5), "1 to 5"),
        "likelihood_before": Field(Number(least=1, most=5), "1 to 5, without the control"),
        "likelihood_after": Field(Number(least=1, most=5), "1 to 5, with it"),
        "control": Field(Text(), "what is done against it"),
        "rules": Field(Listing(RULE_ID), "the rules that control it", False),
        "vignettes": Field(Listing(VIGNETTE_ID), "the vignettes that show it controlled", False),
    },
)
FILE = PackFile(
    name="hazards.yaml",
    shape=Record("hazards", {"hazards": Field(Listing(HAZARD), "the hazard log", False)}),
)


def build(entry: Entry, names: Names) -> Hazard:
    """Return an entry of the hazard log."""
    return Hazard(
        id=str(entry["id"]),
        hazard=str(entry["hazard"]),
        cause=str(entry["cause"]),
        effect=str(entry["effect"]),
        severity=int(entry["severity"]),
        likelihood_before=int(entry["likelihood_before"]),
        likelihood_after=int(entry["likelihood_after"]),
        control=str(entry["control"]),
        rules=names.refer(entry.get("rules", []), "rule"),
        vignettes=tuple(str(id) for id in entry.get("vignettes", [])),
    )
