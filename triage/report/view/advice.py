"""Advice: what to do meanwhile, and the rule that gave it."""

from __future__ import annotations

from typing import TypedDict

from triage.model.assessment import Assessment
from triage.model.rule import (
    Advise,
)


class AdviceView(TypedDict):
    """An advice item and the first rule that gave it."""

    id: str
    label: str
    text: str
    kind: str
    for_cause: str | None
    because: str
    rule: str
    sources: list[str]


def advice_view(assessment: Assessment) -> list[AdviceView]:
    """Return the advice that is still right at the most urgent disposition it could become."""
    given: list[AdviceView] = []
    for id in assessment.advice:
        item = assessment.pack.advice_item[id]
        if item.up_to < assessment.ceiling:
            continue
        firing = next(f for f in assessment.trace if f.rule.then == Advise(id))
        given.append(
            {
                "id": item.id,
                "label": item.label,
                "text": item.text,
                "kind": item.kind,
                "for_cause": item.for_cause,
                "because": firing.rule.because,
                "rule": firing.rule.id,
                "sources": list(item.sources),
            }
        )
    return given
