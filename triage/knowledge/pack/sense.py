"""What a pack must make sense of once every name is known: no cycles, no idle findings."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from triage.errors import Location
from triage.knowledge.yaml.form import Entry, Form
from triage.model.condition import CauseIs, FindingIs, SumAtom
from triage.model.rule import Evidence, Finding, Points, Rule


def check_dependencies(rules: Iterable[Rule], folder: str, form: Form) -> None:
    """Fault findings that depend on sums of points, and anything that depends on itself."""
    graph: dict[str, set[str]] = {}
    for rule in rules:
        target = target_of(rule)
        for literal in rule.when.literals():
            atom = literal.atom
            if isinstance(atom, SumAtom) and isinstance(rule.then, Finding):
                what = "cause" if isinstance(atom, CauseIs) else "score"
                form.fault(
                    f"{rule.id} concludes a finding from the {what} '{atom.name}'",
                    literal.where or Location(folder),
                    f"test the answers that the {what} depends on: a finding must be able to be NO",
                )
            if target is not None and isinstance(atom, FindingIs | SumAtom):
                graph.setdefault(target, set()).add(atom.name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1]
        where = next(rule.where for rule in rules if target_of(rule) in cycle)
        form.fault(
            f"these depend on each other in a cycle: {' <- '.join(cycle)}",
            where or Location(folder),
            "break the cycle: conclude one of them from answers",
        )


def target_of(rule: Rule) -> str | None:
    """Return the name that a rule says something of and other conditions can test."""
    match rule.then:
        case Finding(finding):
            return finding
        case Evidence(cause):
            return cause
        case Points(score):
            return score
    return None


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
