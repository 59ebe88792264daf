"""The plain tree a report is made of: what templates read, and `report.facts` make JSON of.

Everything is text, a number, a list or a mapping. Words come from the pack; what has no words of
its own is an id (`unsure`, `next`, `emergency`) that a template words, so that a translation needs
no change here.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from triage import __version__
from triage.explain.why import Why
from triage.model.answers import Sheet
from triage.model.assessment import Assessment
from triage.model.pack import Pack
from triage.programme.plan import Programme
from triage.report.view.advice import AdviceView, advice_view
from triage.report.view.answers import (
    AnswerView,
    DroppedView,
    QuestionView,
    SheetView,
    UnaskedView,
    answer_view,
    dropped_view,
    question_view,
    sheet_view,
    unasked_view,
)
from triage.report.view.causes import CauseView, causes_view
from triage.report.view.changes import ChangeView, changes_view, why_no_changes
from triage.report.view.flags import FlagView, SuspectView, flags_view, suspects_view
from triage.report.view.not_sure import NotSureView, not_sure_of, not_sure_view
from triage.report.view.pack import (
    DispositionView,
    PackView,
    SourceView,
    disposition_view,
    is_mild_but_unfinished,
    pack_view,
    sources_view,
)
from triage.report.view.pictures import BodyMapView, body_map_view
from triage.report.view.programme import HoldView, ProgrammeView, hold_view, programme_view
from triage.report.view.safety_net import SafetyNetView, safety_net_view
from triage.report.view.trace import BlockedView, FiringView, blocked_view, trace_view


class SoftwareView(TypedDict):
    """The software that made the report."""

    name: str
    version: str


class ReportView(TypedDict):
    """The whole report. `disposition` is a lower bound while `is_complete` is False.

    `is_mild_but_unfinished` says that it is a lower bound below same day: not an all-clear.

    `body_map` is None where no answer names a place on the body.
    """

    software: SoftwareView
    pack: PackView
    runner: str | None
    date: str
    disposition: DispositionView
    ceiling: DispositionView
    is_complete: bool
    is_mild_but_unfinished: bool
    unsettled: list[QuestionView]
    flags: list[FlagView]
    not_sure: list[NotSureView]
    body_map: BodyMapView | None
    safety_net: list[SafetyNetView]
    suspects: list[SuspectView]
    causes: list[CauseView]
    advice: list[AdviceView]
    held: list[HoldView]
    programme: ProgrammeView
    changes: list[ChangeView]
    why_no_changes: str | None
    answers: list[AnswerView]
    unasked: list[UnaskedView]
    dropped: list[DroppedView]
    trace: list[FiringView]
    blocked: list[BlockedView]
    sources: list[SourceView]
    sheet: SheetView


def view(
    assessment: Assessment,
    programme: Programme,
    sheet: Sheet,
    today: date,
    *,
    is_brief: bool = False,
) -> ReportView:
    """Return everything a report can show of one assessed runner.

    The date of the report is the sheet's own, else `today`; `today` also tells whether the pack's
    review is overdue. A brief one leaves out what no report in a terminal shows: the rules that did
    not fire.
    """
    pack, why = assessment.pack, Why(assessment)
    changes = changes_view(assessment)
    answers = [answer_view(question, why.valuation) for question in pack.questions]
    not_sure = not_sure_of(answers)
    flags = flags_view(assessment, why, not_sure)
    suspects = suspects_view(assessment, why, not_sure)
    valuation, questions = why.valuation, pack.question
    report: ReportView = {
        "software": {"name": "triage", "version": __version__},
        "pack": pack_view(pack, today),
        "runner": sheet.runner,
        "date": (sheet.date or today).isoformat(),
        "disposition": disposition_view(assessment.disposition, pack),
        "ceiling": disposition_view(assessment.ceiling, pack),
        "is_complete": assessment.complete,
        "is_mild_but_unfinished": is_mild_but_unfinished(
            assessment.disposition, is_complete=assessment.complete
        ),
        "unsettled": [question_view(questions[id]) for id in assessment.unsettled],
        "flags": flags,
        "not_sure": not_sure_view(flags, suspects, answers),
        "body_map": body_map_view(pack, assessment.answers),
        "safety_net": safety_net_view(assessment),
        "suspects": suspects,
        "causes": causes_view(assessment, programme, why),
        "advice": advice_view(why),
        "held": [hold_view(held, why) for held in assessment.held],
        "programme": programme_view(programme, why),
        "changes": changes,
        "why_no_changes": why_no_changes(assessment, changes),
        "answers": answers,
        "unasked": unasked_view(valuation),
        "dropped": [dropped_view(item, pack) for item in assessment.dropped],
        "trace": trace_view(assessment, valuation),
        "blocked": [] if is_brief else blocked_view(assessment, valuation),
        "sources": [],
        "sheet": sheet_view(sheet, pack),
    }
    report["sources"] = _sources(report, pack)
    return report


def _sources(report: ReportView, pack: Pack) -> list[SourceView]:
    """Return the sources of everything the report shows, in the pack's order."""
    shown: set[str] = set()
    for firing in report["trace"]:
        shown.update(firing["sources"])
    for flag in report["flags"]:
        shown.update(flag["argument"]["sources"])
    for cause in report["causes"]:
        shown.update(cause["sources"])
    for item in report["advice"]:
        shown.update(item["sources"])
    for exercise in report["programme"]["exercises"]:
        if exercise["is_in"]:
            shown.update(exercise["sources"])
    return sources_view(pack, shown)
