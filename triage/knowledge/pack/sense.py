"""What a pack must make sense of once every name is known: no cycles, no idle findings."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from triage.errors import Location
from triage.knowledge.yaml.form import Entry, Form
from triage.model.condition import CauseIs, FindingIs
from triage.model.rule import Evidence, Finding, Rule


def check_dependencies(rules: Iterable[Rule], folder: str, form: Form) -> None:
    """Fault findings that depend on causes, and anything that depends on itself."""
    graph: dict[str, set[str]] = {}
    for rule in rules:
        target: str | None = None
        if isinstance(rule.then, Finding):
            target = rule.then.finding
        elif isinstance(rule.then, Evidence):
            target = rule.then.cause
        for literal in rule.when.literals():
            atom = literal.atom
            if isinstance(atom, CauseIs) and isinstance(rule.then, Finding):
                form.fault(
                    f"{rule.id} concludes a finding from the cause '{atom.cause}'",
                    literal.where or Location(folder),
                    "test the answers that the cause depends on: a finding must be able to be NO",
                )
            if target is None:
                continue
            if isinstance(atom, FindingIs):
                graph.setdefault(target, set()).add(atom.finding)
            elif isinstance(atom, CauseIs):
                graph.setdefault(target, set()).add(atom.cause)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1]
        where = next(
            rule.where
            for rule in rules
            if getattr(rule.then, "finding", getattr(rule.then, "cause", None)) in cycle
        )
        form.fault(
            f"these depend on each other in a cycle: {' <- '.join(cycle)}",
            where or Location(folder),
            "break the cycle: conclude one of them from answers",
        )


def check_concluded(
    findings: Iterable[Entry], written: Iterable[Entry], rules: Iterable[Rule], form: Form
) -> None:
    """Fault findings that no rule concludes; `written` are the rules of findings.yaml."""
    concluded = {rule.then.finding for rule in rules if isinstance(rule.then, Finding)}
    attempted = [entry["then"].get("finding") if "then" in entry else None for entry in written]
    if None in attempted:
        return  # a rule that cannot be read may conclude any of them
    for entry in findings:
        id = entry.get("id")
        if id is not None and id not in concluded.union(attempted):
            form.fault(
                f"no rule concludes the finding '{id}', so it could never be yes",
                id.where,
                "add a rule for it, or remove it",
            )
