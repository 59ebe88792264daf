"""The mutants of a pack and their fates as the plain tree their template reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from triage.assurance.mutate.mutate import KILLED, Fate, Verdict
from triage.model.pack import Pack
from triage.report.documents.cover import kind_of
from triage.report.documents.prove import lines_of

TARGETS = {"redflag": 100.0, "all": 95.0}
"""Percent of the mutants that can be told from their rule, of red flags and of all rules."""


def mutation_view(pack: Pack, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the scores by kind of rule and kind of edit, and every survivor with its witness."""
    kinds = [kind_of(verdict.mutant.rule.then) for verdict in verdicts]
    edits = [verdict.mutant.edit.value for verdict in verdicts]
    by_kind = {kind: _score(verdicts, kinds, kind) for kind in dict.fromkeys(kinds)}
    total = _score(verdicts, [""] * len(verdicts), "")
    reached = {"all": total, **by_kind}
    return {
        "schema": "triage-mutate/1",
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "total": total,
        "by_kind": by_kind,
        "by_edit": {edit: _score(verdicts, edits, edit) for edit in dict.fromkeys(edits)},
        "targets": TARGETS,
        "is_met": all(
            100 * score["killed"] >= TARGETS[name] * score["counted"]
            for name, score in reached.items()
            if name in TARGETS
        ),
        "survivors": [_survivor(v, pack) for v in verdicts if v.fate is Fate.SURVIVED],
        "undecided": [v.mutant.id for v in verdicts if v.fate is Fate.UNDECIDED],
        "equivalent": [_named(v) for v in verdicts if v.fate is Fate.EQUIVALENT],
    }


def _score(verdicts: Sequence[Verdict], names: Sequence[str], name: str) -> dict[str, int]:
    """Count fates; `counted` are all mutants but the equivalent ones."""
    fates = Counter(v.fate for v, own in zip(verdicts, names, strict=True) if own == name)
    return {
        **{fate.value: fates[fate] for fate in Fate},
        "killed": sum(fates[fate] for fate in KILLED),
        "counted": fates.total() - fates[Fate.EQUIVALENT],
    }


def _named(verdict: Verdict) -> dict[str, str]:
    mutant = verdict.mutant
    return {
        "id": mutant.id,
        "rule": mutant.rule.id,
        "edit": mutant.edit.value,
        "about": mutant.about,
    }


def _survivor(verdict: Verdict, pack: Pack) -> dict[str, Any]:
    assert verdict.witness is not None  # a survivor comes with one
    return {
        **_named(verdict),
        "like": verdict.like,
        "answers": lines_of(verdict.witness, pack),
    }
