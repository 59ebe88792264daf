"""The coverage of a pack as the plain tree its templates read."""

from __future__ import annotations

from typing import Any

from triage.assurance.cover.clauses import Path
from triage.assurance.cover.coverage import Clause, RuleCoverage
from triage.assurance.cover.suggest import Suggestion, Suggestions
from triage.model.condition import Condition, Literal
from triage.model.pack import Pack
from triage.model.rule import Conclusion
from triage.report.documents.prove import lines_of


def coverage_view(suggestions: Suggestions) -> dict[str, Any]:
    """Return totals, every rule with its condition marked, and a sheet for each gap."""
    coverage, pack = suggestions.coverage, suggestions.coverage.pack
    clauses = coverage.clauses
    return {
        "schema": "triage-cover/1",
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "digest": pack.digest,
            "title": pack.title,
            "language": pack.language,
        },
        "vignettes": coverage.vignettes,
        "is_full": coverage.is_full,
        "rules_fired": sum(rule.fires is not None for rule in coverage.rules),
        "rules_covered": sum(rule.is_covered for rule in coverage.rules),
        "rules_of": len(coverage.rules),
        "clauses_covered": sum(clause.is_covered for clause in clauses),
        "clauses_unique_cause": sum(clause.is_unique_cause for clause in clauses),
        "clauses_idle": sum(clause.is_idle for clause in clauses),
        "clauses_of": len(clauses),
        "undecided": suggestions.undecided,
        "rules": [_rule(rule) for rule in coverage.rules],
        "suggestions": [_suggestion(sheet, pack) for sheet in suggestions.sheets],
    }


def name_of(suggestion: Suggestion) -> str:
    """Return a short name for the gap that a sheet closes: rule, clause, truth."""
    place = "-".join(str(step + 1) for step in suggestion.clause.path) or "1"
    return f"{suggestion.rule.id}.{place}.{suggestion.truth.value}"


def kind_of(then: Conclusion) -> str:
    """Return the name of what a rule concludes."""
    return type(then).__name__.lower()


def _rule(found: RuleCoverage) -> dict[str, Any]:
    by_path = {clause.path: clause for clause in found.clauses}
    counting = [clause for clause in found.clauses if not clause.is_idle]
    return {
        "id": found.rule.id,
        "title": found.rule.title,
        "concludes": kind_of(found.rule.then),
        "fires": found.fires,
        "silent": found.silent,
        "covered": sum(clause.is_covered for clause in counting),
        "of": len(counting),
        "condition": _node(found.rule.when, by_path, ()),
    }


def _node(condition: Condition, clauses: dict[Path, Clause], path: Path) -> dict[str, Any]:
    if isinstance(condition, Literal):
        clause = clauses[path]
        return {
            "text": condition.text,
            "flipped": condition.flipped,
            "yes": clause.yes,
            "no": clause.no,
            "is_covered": clause.is_covered,
            "is_unique_cause": clause.is_unique_cause,
            "gaps": [truth.value for truth in clause.gaps],
            "idle": [truth.value for truth in clause.idle],
        }
    return {
        "count": condition.count,
        "is_all": condition.is_all,
        "is_any": condition.is_any,
        "of": [_node(part, clauses, (*path, place)) for place, part in enumerate(condition.of)],
    }


def _suggestion(sheet: Suggestion, pack: Pack) -> dict[str, Any]:
    return {
        "name": name_of(sheet),
        "rule": sheet.rule.id,
        "text": sheet.clause.literal.text,
        "flipped": sheet.clause.literal.flipped,
        "truth": sheet.truth.value,
        "like": sheet.like,
        "changed": [pack.question[name].label for name in sheet.changed],
        "disposition": sheet.assessment.disposition.id,
        "is_complete": sheet.assessment.complete,
        "answers": lines_of(sheet.assessment.answers, pack),
    }
