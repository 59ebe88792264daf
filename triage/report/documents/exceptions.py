"""The exceptions that would excuse what is refuted, as properties.yaml has them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from triage.assurance.proofs.proof import Report

WIDTH = 100


def exceptions_yaml(report: Report, reviewed: Mapping[str, str]) -> str:
    """Return an exception for each item that breaks a property, with all the rules to blame.

    `reviewed` are the keys that are the same in each, such as `reviewer` and `why`.
    """
    written = []
    for proof in report.proofs:
        rules: dict[str, list[str]] = {}
        for breach in proof.breaches:
            named = rules.setdefault(breach.item, [])
            if breach.rule and breach.rule not in named:
                named.append(breach.rule)
        for item, named in rules.items():
            listed = {"rules": f"[{', '.join(named)}]"} if named else {}
            written.append(_entry({"property": proof.name, "item": item, **listed, **reviewed}))
    return "".join(written)


def _entry(keys: Mapping[str, str]) -> str:
    lines = (
        textwrap.fill(f"{key}: {value}", WIDTH - 4, subsequent_indent="  ", break_on_hyphens=False)
        for key, value in keys.items()
    )
    return "  - " + textwrap.indent("\n".join(lines), "    ")[4:] + "\n"
