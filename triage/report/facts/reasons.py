"""Reasons as facts: what fired, and for every red-flag rule that did not, what ruled it out.

A fact that a rule looked at is written as its condition, with `not: ` before it where that is
negated. It begins with the name of a question, a finding or a cause, or with `score`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

from triage.report.facts.row import picked, row
from triage.report.view.argument import StatementView, VerdictView
from triage.report.view.flags import FlagView
from triage.report.view.programme import HoldView
from triage.report.view.report import ReportView
from triage.report.view.trace import BlockedView, FiringView

NOT = "not: "


class FiringFacts(TypedDict):
    """One firing. `matches` has, for each clause of the rule, the facts that met it."""

    step: int
    rule: str
    title: str
    because: str
    conclusion: dict[str, str | int | list[str]]
    matches: list[list[str]]
    sources: list[str]
    strength: str


class FindingFacts(TypedDict):
    """A finding that a firing rests on, in words."""

    label: str
    words: NotRequired[str]


class ScoreFacts(TypedDict):
    """A score that a firing rests on, in words for each band that was reached."""

    label: str
    words: list[str]


class FlagFacts(TypedDict):
    """A red flag that counts: `state` is raised, or unsure because of the facts in `unsure`."""

    rule: str
    suspect: str
    state: str
    disposition: str
    unsure: NotRequired[list[str]]


class SuspectFacts(TypedDict):
    """What became of looking for one suspect: raised, unsure, open or not_met.

    `explain` is there where it is raised or unsure. Of its rules that did not fire, by state:
    `not_met` has the facts that it takes to rule each out, none of which is so; `unsure` and `open`
    have those that are unknown.
    """

    label: str
    explain: NotRequired[str]
    state: str
    could_reach: NotRequired[str]
    not_met: NotRequired[dict[str, list[str]]]
    unsure: NotRequired[dict[str, list[str]]]
    open: NotRequired[dict[str, list[str]]]


class HoldFacts(TypedDict):
    """What holds a trait; where `truth` is unknown, it is not ruled out because of `unknown`."""

    trait: str
    label: str
    rule: str
    truth: str
    unknown: NotRequired[list[str]]


def firing_facts(firing: FiringView) -> dict[str, Any]:
    """Return one firing, its facts as conditions."""
    return picked(
        FiringFacts, firing, matches=[_written(match["met_by"]) for match in firing["matches"]]
    )


def finding_facts(trace: list[FiringView]) -> dict[str, Any]:
    """Return every finding that a firing rests on, in the order of the trace."""
    return {
        fact["name"]: row(label=fact["subject"], words=fact["words"])
        for firing in trace
        for match in firing["matches"]
        for fact in match["met_by"]
        if fact["about"] == "finding"
    }


def score_facts(trace: list[FiringView]) -> dict[str, Any]:
    """Return every score that a firing rests on, in the order of the trace."""
    found: dict[str, Any] = {}
    for firing in trace:
        for fact in (fact for match in firing["matches"] for fact in match["met_by"]):
            if fact["about"] == "score":
                of_score = found.setdefault(fact["name"], {"label": fact["subject"], "words": []})
                if fact["words"] not in of_score["words"]:
                    of_score["words"].append(fact["words"])
    return found


def flag_facts(flag: FlagView) -> dict[str, Any]:
    """Return a red flag that counts."""
    return picked(FlagFacts, flag, rule=flag["argument"]["rule"], unsure=_written(flag["unsure"]))


def hold_facts(hold: HoldView) -> dict[str, Any]:
    """Return what holds a trait."""
    return picked(HoldFacts, hold, unknown=_written(hold["unknown"]))


def suspect_facts(report: ReportView) -> dict[str, Any]:
    """Return what became of looking for each suspect, rule by rule."""
    found: dict[str, Any] = {}
    for suspect in report["suspects"]:
        is_on_our_mind = suspect["state"] in ("raised", "unsure")
        blocked = [rule for rule in report["blocked"] if rule["suspect"] == suspect["id"]]
        found[suspect["id"]] = row(
            label=suspect["label"],
            explain=suspect["explain"] or None if is_on_our_mind else None,
            state=suspect["state"],
            could_reach=suspect["could_reach"],
            not_met=_rules(blocked, "not_met"),
            unsure=_rules(blocked, "unsure"),
            open=_rules(blocked, "open"),
        )
    return found


def _rules(blocked: list[BlockedView], state: str) -> dict[str, list[str]]:
    return {
        rule["rule"]: _ruled_out(rule["clauses"]) if state == "not_met" else _unknown(rule)
        for rule in blocked
        if rule["state"] == state
    }


def _ruled_out(clauses: list[VerdictView]) -> list[str]:
    """Return the facts that rule a rule out: those of its first clause that is not met."""
    return next((_against(clause) for clause in clauses if clause["truth"] == "no"), [])


def _against(verdict: VerdictView) -> list[str]:
    """Return as many facts as it takes, first those written first, for a condition to be no."""
    if verdict["statement"]:
        return [_condition(verdict["statement"])]
    against = [part for part in verdict["parts"] if part["truth"] == "no"]
    enough = len(verdict["parts"]) - verdict["needed"] + 1
    return [fact for part in against[:enough] for fact in _against(part)]


def _unknown(rule: BlockedView) -> list[str]:
    """Return the facts that are not known, of the clauses that leave a rule undecided."""
    found = dict.fromkeys(
        _condition(leaf)
        for clause in rule["clauses"]
        for leaf in _leaves(clause)
        if leaf["truth"] == "unknown"
    )
    return [*found]


def _leaves(verdict: VerdictView) -> Iterable[StatementView]:
    if verdict["statement"]:
        return [verdict["statement"]]
    return [leaf for part in verdict["parts"] for leaf in _leaves(part)]


def _written(facts: list[StatementView]) -> list[str]:
    return [_condition(fact) for fact in facts]


def _condition(fact: StatementView) -> str:
    return (NOT if fact["is_negated"] else "") + fact["condition"]
