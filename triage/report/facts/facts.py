"""The JSON report: the tree that templates read, with every word once and no drawing.

What the tree says at each mention is here in one table, and named elsewhere by its key. What the
pack says of something that did not happen to this runner (a rule that did not fire, an exercise
left out, a box that is no) is not repeated: it is in the pack of that digest, under the same id.
The facts are versioned by `SCHEMA`: within a version keys are added, never changed.
docs/schema/report.schema.json is generated from these types, and `assurance.verify` checks them.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NotRequired, TypedDict, cast

from triage.model.pack import Pack
from triage.report.facts.answers import AnswerFacts, SheetFacts, answer_facts, sheet_facts
from triage.report.facts.programme import ProgrammeFacts, programme_facts
from triage.report.facts.reasons import (
    FindingFacts,
    FiringFacts,
    FlagFacts,
    HoldFacts,
    ScoreFacts,
    SuspectFacts,
    finding_facts,
    firing_facts,
    flag_facts,
    hold_facts,
    score_facts,
    suspect_facts,
)
from triage.report.facts.row import picked
from triage.report.view.changes import ChangeView
from triage.report.view.pack import DispositionView, PackView
from triage.report.view.pictures import BodyMapView
from triage.report.view.report import ReportView, SoftwareView

SCHEMA = "triage-report/2"
"""The version of the facts. Within a version keys are added, never changed."""


class AlarmFacts(TypedDict):
    """One answer that would raise the disposition, and the rules through which."""

    question: str
    option: NotRequired[str]
    words: str
    rules: list[str]


class SafetyNetFacts(TypedDict):
    """The answers that would raise the disposition to one level."""

    disposition: str
    title: str
    how_soon: str
    alarms: list[AlarmFacts]


class CauseFacts(TypedDict):
    """A likely or possible cause, with the rules that fired for it and the exercises offered."""

    id: str
    label: str
    explain: str
    grade: str
    points: int
    strength: str
    note: str
    rules: list[str]
    exercises: NotRequired[list[str]]
    sources: NotRequired[list[str]]


class AdviceFacts(TypedDict):
    """An advice item and the first rule that gave it.

    With `unless`, no rule for it fired: it is given for safety, unless the runner knows that.
    """

    label: str
    text: str
    kind: str
    for_cause: NotRequired[str]
    unless: NotRequired[str]
    rule: str
    sources: NotRequired[list[str]]


class SourceFacts(TypedDict):
    """A source the report rests on. `read` says how far the authors of the pack read it."""

    citation: str
    url: NotRequired[str]
    year: NotRequired[str]
    kind: str
    read: str


class CeilingFacts(TypedDict):
    """A disposition by its id, its level from 0 to 4 and its title."""

    id: str
    level: int
    title: str


class ReportFacts(TypedDict):
    """The whole report. `disposition` is a lower bound while `is_complete` is False.

    `is_mild_but_unfinished` says that it is a lower bound below same day: not an all-clear.

    Tables have the id of a pack's question, suspect, advice, finding, score or source as their key,
    in the pack's order; causes are a list, most likely first. A row has no key for what is not
    there. `ceiling` is what the open questions could still make of it. `unsettled` names questions,
    `dropped` also boxes, as `question.box`, and `unasked` has the reason. `body_map` is None where
    no answer names a place.
    `digest` is the SHA-256 of everything else, as JSON with sorted keys and without spaces.
    """

    schema: str
    software: SoftwareView
    pack: PackView
    runner: str | None
    date: str
    disposition: DispositionView
    ceiling: CeilingFacts
    is_complete: bool
    is_mild_but_unfinished: bool
    unsettled: list[str]
    flags: list[FlagFacts]
    body_map: BodyMapView | None
    safety_net: list[SafetyNetFacts]
    suspects: dict[str, SuspectFacts]
    causes: list[CauseFacts]
    advice: dict[str, AdviceFacts]
    held: list[HoldFacts]
    programme: ProgrammeFacts
    changes: list[ChangeView]
    answers: dict[str, AnswerFacts]
    unasked: dict[str, str]
    dropped: list[str]
    trace: list[FiringFacts]
    findings: dict[str, FindingFacts]
    scores: dict[str, ScoreFacts]
    sources: dict[str, SourceFacts]
    sheet: SheetFacts
    digest: str


def facts(report: ReportView, pack: Pack) -> ReportFacts:
    """Return the facts of a report; `pack` is the one it was made with."""
    answers = report["answers"]
    found = {
        "schema": SCHEMA,
        "software": report["software"],
        "pack": report["pack"],
        "runner": report["runner"],
        "date": report["date"],
        "disposition": report["disposition"],
        "ceiling": picked(CeilingFacts, report["ceiling"]),
        "is_complete": report["is_complete"],
        "is_mild_but_unfinished": report["is_mild_but_unfinished"],
        "unsettled": [question["id"] for question in report["unsettled"]],
        "flags": [flag_facts(flag) for flag in report["flags"]],
        "body_map": report["body_map"],
        "safety_net": _safety_net(report),
        "suspects": suspect_facts(report),
        "causes": _causes(report, pack),
        "advice": _advice(report),
        "held": [hold_facts(hold) for hold in report["held"]],
        "programme": programme_facts(report["programme"], pack),
        "changes": report["changes"],
        "answers": {answer["question"]: answer_facts(answer) for answer in answers},
        "unasked": {unasked["question"]: unasked["reason"] for unasked in report["unasked"]},
        "dropped": [dropped["id"] for dropped in report["dropped"]],
        "trace": [firing_facts(firing) for firing in report["trace"]],
        "findings": finding_facts(report["trace"]),
        "scores": score_facts(report["trace"]),
        "sources": _sources(report),
        "sheet": sheet_facts(report["sheet"], pack),
    }
    return cast(ReportFacts, {**found, "digest": _digest(found)})


def _digest(found: dict[str, Any]) -> str:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _safety_net(report: ReportView) -> list[dict[str, Any]]:
    return [
        picked(SafetyNetFacts, level, alarms=[picked(AlarmFacts, a) for a in level["alarms"]])
        for level in report["safety_net"]
    ]


def _causes(report: ReportView, pack: Pack) -> list[dict[str, Any]]:
    offered = [e["id"] for e in report["programme"]["exercises"] if e["is_in"]]
    return [
        picked(
            CauseFacts,
            cause,
            rules=[argument["rule"] for argument in cause["arguments"]],
            exercises=[id for id in offered if cause["id"] in pack.exercise[id].causes],
        )
        for cause in report["causes"]
    ]


def _advice(report: ReportView) -> dict[str, Any]:
    return {item["id"]: picked(AdviceFacts, item) for item in report["advice"]}


def _sources(report: ReportView) -> dict[str, Any]:
    return {source["key"]: picked(SourceFacts, source) for source in report["sources"]}
