"""Go now if: the answers that would raise the disposition, by level."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.safety_net import Alarm, safety_net
from triage.model.assessment import Assessment


class AlarmView(TypedDict):
    """One answer that would raise the disposition."""

    question: str
    option: str | None
    words: str
    rules: list[str]
    because: str


class SafetyNetView(TypedDict):
    """The answers that would raise the disposition to one level."""

    disposition: str
    title: str
    how_soon: str
    alarms: list[AlarmView]


def safety_net_view(assessment: Assessment) -> list[SafetyNetView]:
    """Return the answers that would raise the disposition, most urgent level first."""
    alarms = safety_net(assessment)
    levels = sorted({alarm.disposition for alarm in alarms}, reverse=True)
    return [
        {
            "disposition": level.id,
            "title": assessment.pack.wordings[level].title,
            "how_soon": assessment.pack.wordings[level].how_soon,
            "alarms": [_alarm_view(a) for a in alarms if a.disposition is level],
        }
        for level in levels
    ]


def _alarm_view(alarm: Alarm) -> AlarmView:
    return {
        "question": alarm.question.id,
        "option": alarm.option,
        "words": alarm.words,
        "rules": [rule.id for rule in alarm.rules],
        "because": alarm.rules[0].because,
    }
