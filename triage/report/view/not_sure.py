"""Questions the runner was not sure of as a whole: one plain sentence each, not one per suspect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from triage.model.disposition import Disposition
from triage.report.view.answers import AnswerView
from triage.report.view.flags import FlagView, SuspectView


class NotSureView(TypedDict):
    """A question that was answered "not sure" as a whole, and what that alone leaves open.

    `disposition` is the most urgent one that counts because of it; `suspects` are their labels.
    """

    question: str
    label: str
    disposition: str
    suspects: list[str]


def not_sure_of(answers: Iterable[AnswerView]) -> frozenset[str]:
    """Return the questions that the runner was not sure of as a whole."""
    return frozenset(answer["question"] for answer in answers if answer["standing"] == "unsure")


def not_sure_view(
    flags: list[FlagView], suspects: list[SuspectView], answers: list[AnswerView]
) -> list[NotSureView]:
    """Return the questions that alone leave a red flag open, in asking order."""
    found: list[NotSureView] = []
    for answer in answers:
        id = answer["question"]
        levels = [flag["disposition"] for flag in flags if id in flag["not_sure_of"]]
        if levels:
            found.append(
                {
                    "question": id,
                    "label": answer["label"],
                    "disposition": max(levels, key=Disposition.named),
                    "suspects": [s["label"] for s in suspects if id in s["not_sure_of"]],
                }
            )
    return found
