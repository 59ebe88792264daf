"""The exceptions that would excuse what is refuted, as properties.yaml has them."""

from __future__ import annotations

import textwrap

from triage.assurance.proofs.proof import Report

WIDTH = 100


def exceptions_yaml(report: Report, why: str, reviewer: str, date: str, until: str = "") -> str:
    """Return an exception for each item that breaks a property, with all the rules to blame."""
    written = []
    for proof in report.proofs:
        rules: dict[str, list[str]] = {}
        for breach in proof.breaches:
            named = rules.setdefault(breach.item, [])
            if breach.rule and breach.rule not in named:
                named.append(breach.rule)
        for item, named in rules.items():
            written.append(f"  - property: {proof.name}\n    item: {item}\n")
            if named:
                listed = f"    rules: [{', '.join(named)}]"
                written.append(textwrap.fill(listed, WIDTH, subsequent_indent=" " * 6) + "\n")
            written.append(f"    reviewer: {reviewer}\n    date: {date}\n")
            if until:
                written.append(f"    until: {until}\n")
            written.append(f"    why: {why}\n")
    return "".join(written)
