"""The trace: every rule that fired, and the red-flag rules that did not."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.statements import state
from triage.explain.why_not import judge
from triage.model.assessment import Assessment, FlagState
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    Points,
    RedFlag,
)
from triage.model.truth import Truth
from triage.model.valuation import Valuation
from triage.report.view.argument import StatementView, VerdictView, statement_view, verdict_view


class MatchView(TypedDict):
    """One clause of a fired rule and the literals that met it."""

    met_by: list[StatementView]


class FiringView(TypedDict):
    """One firing of the trace."""

    step: int
    rule: str
    title: str
    because: str
    conclusion: dict[str, str | int | list[str]]
    matches: list[MatchView]
    sources: list[str]
    strength: str
    since: str


class BlockedView(TypedDict):
    """A red-flag rule that did not fire, clause by clause."""

    rule: str
    title: str
    suspect: str
    disposition: str
    state: str
    clauses: list[VerdictView]


def trace_view(assessment: Assessment, valuation: Valuation) -> list[FiringView]:
    """Return the rules that fired, in order, with what made them fire."""
    return [
        {
            "step": firing.step,
            "rule": firing.rule.id,
            "title": firing.rule.title,
            "because": firing.rule.because,
            "conclusion": conclusion_view(firing.rule.then),
            "matches": [
                {"met_by": [statement_view(state(x, valuation)) for x in match.met_by]}
                for match in firing.matches
            ],
            "sources": list(firing.rule.sources),
            "strength": firing.rule.strength.value,
            "since": firing.rule.since.isoformat(),
        }
        for firing in assessment.trace
    ]


def blocked_view(assessment: Assessment, valuation: Valuation) -> list[BlockedView]:
    """Return the red-flag rules that did not fire, with the clauses that kept each from it."""
    blocked: list[BlockedView] = []
    for flag in assessment.flags:
        then = flag.rule.then
        if flag.state is FlagState.RAISED or not isinstance(then, RedFlag):
            continue
        verdict = judge(flag.rule, valuation)
        blocked.append(
            {
                "rule": flag.rule.id,
                "title": flag.rule.title,
                "suspect": then.suspect,
                "disposition": then.disposition.id,
                "state": flag.state.value,
                "clauses": [
                    verdict_view(clause)
                    for clause in verdict.clauses
                    if clause.truth is not Truth.YES
                ],
            }
        )
    return blocked


def conclusion_view(then: Conclusion) -> dict[str, str | int | list[str]]:
    """Return a conclusion as the pack writes it."""
    match then:
        case Finding(finding):
            return {"finding": finding}
        case RedFlag(suspect, disposition):
            return {"suspect": suspect, "disposition": disposition.id}
        case Evidence(cause, points):
            return {"cause": cause, "points": points}
        case Points(score, points):
            return {"score": score, "points": points}
        case Advise(advice):
            return {"advise": advice}
        case Hold(traits):
            return {"hold": list(traits)}
        case Add(exercise):
            return {"add": exercise}
