"""Advice: what to do meanwhile, and the rule that gave it."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.why import Why
from triage.model.rule import Advise
from triage.model.truth import EITHER
from triage.report.view.argument import StatementView, missing_answers


class AdviceView(TypedDict):
    """An advice item and the first rule that gave it.

    Where no rule fired, it is given for safety: `unless` completes "unless you know that", and
    `unknown` are the answers that would settle it.
    """

    id: str
    label: str
    text: str
    kind: str
    for_cause: str | None
    unless: str | None
    because: str
    rule: str
    unknown: list[StatementView]
    sources: list[str]


def advice_view(why: Why) -> list[AdviceView]:
    """Return the advice that is still right at the most urgent disposition it could become."""
    assessment, given = why.assessment, list[AdviceView]()
    fired = [firing.rule for firing in assessment.trace]
    possible = [
        r for r, _ in assessment.pack.concluding(Advise) if assessment.worlds[r.id] & EITHER
    ]
    for id in assessment.advice:
        item = assessment.pack.advice_item[id]
        if item.up_to < assessment.ceiling:
            continue
        rule = next(rule for rule in (*fired, *possible) if rule.then == Advise(id))
        is_known = rule.id in assessment.fired
        given.append(
            {
                "id": item.id,
                "label": item.label,
                "text": item.text,
                "kind": item.kind,
                "for_cause": item.for_cause,
                "unless": None if is_known else item.unless,
                "because": rule.because,
                "rule": rule.id,
                "unknown": [] if is_known else missing_answers(rule, why),
                "sources": list(item.sources),
            }
        )
    return given
