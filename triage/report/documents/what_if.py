"""What-if and smallest changes as the plain trees their templates read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from triage.explain.change import Changes
from triage.explain.what_if import Difference
from triage.model.answers import Answers
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.programme.plan import Programme
from triage.report.view.changes import change_view
from triage.report.view.pack import disposition_view, is_mild_but_unfinished

if TYPE_CHECKING:
    from triage.report.view.changes import ChangeView
    from triage.report.view.pack import DispositionView

WHAT_IF_SCHEMA = "triage-what-if/1"
CHANGE_SCHEMA = "triage-change/1"


class RuleLine(TypedDict):
    """A rule through which something changed."""

    rule: str
    title: str
    because: str


class CauseLine(TypedDict):
    """A cause whose grade changed; None for no grade."""

    cause: str
    label: str
    before: str | None
    after: str | None
    new_rules: list[RuleLine]
    lost_rules: list[RuleLine]


class SideView(TypedDict):
    """One of the two results."""

    disposition: DispositionView
    is_complete: bool
    is_mild_but_unfinished: bool
    exercises: list[str]


class WhatIfView(TypedDict):
    """Two results side by side, and what differs."""

    schema: str
    changed: list[str]
    removed: list[str]
    before: SideView
    after: SideView
    changes_nothing: bool
    through: list[RuleLine]
    causes: list[CauseLine]
    new_advice: list[str]
    lost_advice: list[str]


class ChangesView(TypedDict):
    """The smallest changes that would lead to a disposition."""

    schema: str
    disposition: DispositionView
    wanted: DispositionView
    size: int
    more: int
    is_finished: bool
    changes: list[ChangeView]


def what_if_view(
    difference: Difference, before: Programme, after: Programme, changed: list[str]
) -> WhatIfView:
    """Return two results and what differs. `changed` holds the changes as they were written."""
    pack = difference.before.pack
    return {
        "schema": WHAT_IF_SCHEMA,
        "changed": changed,
        "removed": [pack.label_of(item) for item in difference.after.dropped],
        "before": _side(difference.before.disposition, difference.before.complete, before, pack),
        "after": _side(difference.after.disposition, difference.after.complete, after, pack),
        "changes_nothing": difference.changes_nothing and before.offered == after.offered,
        "through": [_rule_line(rule.id, pack) for rule in difference.through],
        "causes": [
            {
                "cause": cause.cause,
                "label": pack.cause[cause.cause].label,
                "before": cause.before,
                "after": cause.after,
                "new_rules": [_rule_line(rule.id, pack) for rule in cause.new_rules],
                "lost_rules": [_rule_line(rule.id, pack) for rule in cause.lost_rules],
            }
            for cause in difference.causes
        ],
        "new_advice": [pack.advice_item[advice].label for advice in difference.new_advice],
        "lost_advice": [pack.advice_item[advice].label for advice in difference.lost_advice],
    }


def changes_view(
    changes: Changes, now: Disposition, wanted: Disposition, pack: Pack, answers: Answers
) -> ChangesView:
    """Return the smallest changes, each edit in the pack's words beside what was answered."""
    return {
        "schema": CHANGE_SCHEMA,
        "disposition": disposition_view(now, pack),
        "wanted": disposition_view(wanted, pack),
        "size": changes.size,
        "more": changes.more,
        "is_finished": changes.is_finished,
        "changes": [
            change_view(change, answers, pack.wordings[wanted].title) for change in changes.found
        ],
    }


def _side(
    disposition: Disposition, is_complete: bool, programme: Programme, pack: Pack
) -> SideView:
    return {
        "disposition": disposition_view(disposition, pack),
        "is_complete": is_complete,
        "is_mild_but_unfinished": is_mild_but_unfinished(disposition, is_complete=is_complete),
        "exercises": [choice.exercise.name for choice in programme.offered],
    }


def _rule_line(rule: str, pack: Pack) -> RuleLine:
    found = pack.rule[rule]
    return {"rule": found.id, "title": found.title, "because": found.because}
