"""The exceptions that would excuse what is refuted, for an author to complete."""

from __future__ import annotations

from typing import Any

from triage.assurance.proofs.proof import Report


def exceptions_view(report: Report) -> dict[str, Any]:
    """Return an exception for each item that breaks a property, with all the rules to blame."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for proof in report.proofs:
        for breach in proof.breaches:
            rules = found.setdefault((proof.name, breach.item), {})
            rules |= {breach.rule: None} if breach.rule else {}
    return {
        "exceptions": [
            {"property": name, "item": item, "rules": list(rules)}
            for (name, item), rules in found.items()
        ]
    }
