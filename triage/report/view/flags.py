"""Red flags: those that count, and what became of looking for each suspect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from triage.explain.statements import state
from triage.explain.why import Why
from triage.model.assessment import Assessment, FlagState
from triage.model.disposition import Disposition
from triage.model.item import Item
from triage.model.rule import (
    RedFlag,
    Rule,
)
from triage.model.valuation import Valuation
from triage.report.view.argument import ArgumentView, StatementView, argument_view, statement_view

_STATES = (FlagState.RAISED, FlagState.UNSURE, FlagState.OPEN, FlagState.NOT_MET)


class FlagView(TypedDict):
    """A red flag that counts: `state` is raised or unsure.

    The argument's `because` speaks of a flag that is raised; of an unsure one, `unsure` lists the
    answers the runner was not sure of. `not_sure_of` are the questions behind these if the runner
    was not sure of any of them as a whole, else none.
    """

    suspect: str
    label: str
    explain: str
    state: str
    disposition: str
    argument: ArgumentView
    unsure: list[StatementView]
    not_sure_of: list[str]


class SuspectView(TypedDict):
    """What became of looking for one suspect: raised, unsure, open or not_met.

    `answers` are the runner's answers its rules look at, in asking order; `not_sure_of` as in a
    flag.
    """

    id: str
    label: str
    explain: str
    state: str
    could_reach: str | None
    answers: list[StatementView]
    not_sure_of: list[str]


def flags_view(assessment: Assessment, why: Why, not_sure: frozenset[str]) -> list[FlagView]:
    """Return the red flags that count, most urgent first.

    `not_sure` are the questions the runner was not sure of as a whole.
    """
    flags: list[FlagView] = []
    for flag in assessment.flags:
        then = flag.rule.then
        if flag.counts is None or not isinstance(then, RedFlag):
            continue
        suspect = assessment.pack.suspect[then.suspect]
        argument = argument_view(why.rule(flag.rule))
        unsure = _unsure(argument)
        is_unsure = flag.state is FlagState.UNSURE
        flags.append(
            {
                "suspect": suspect.id,
                "label": suspect.label,
                "explain": suspect.explain or "",
                "state": flag.state.value,
                "disposition": flag.counts.id,
                "argument": argument,
                "unsure": unsure,
                "not_sure_of": _questions(unsure, not_sure) if is_unsure else [],
            }
        )
    return sorted(flags, key=lambda flag: -Disposition.named(flag["disposition"]))


def suspects_view(assessment: Assessment, why: Why, not_sure: frozenset[str]) -> list[SuspectView]:
    """Return what became of looking for each suspect, in the pack's order.

    `not_sure` are the questions the runner was not sure of as a whole.
    """
    suspects: list[SuspectView] = []
    for suspect in assessment.pack.suspects:
        flags = [
            flag
            for flag in assessment.flags
            if isinstance(flag.rule.then, RedFlag) and flag.rule.then.suspect == suspect.id
        ]
        if not flags:
            continue
        state = min((flag.state for flag in flags), key=_STATES.index)
        open_rules = (flag.rule for flag in flags if flag.state is FlagState.UNSURE)
        unsure = [a for rule in open_rules for a in _unsure(argument_view(why.rule(rule)))]
        is_unsure = state is FlagState.UNSURE
        reach = [flag.could_reach for flag in flags if flag.could_reach is not None]
        suspects.append(
            {
                "id": suspect.id,
                "label": suspect.label,
                "explain": suspect.explain or "",
                "state": state.value,
                "could_reach": max(reach).id if reach else None,
                "answers": _answers_behind((flag.rule for flag in flags), why.valuation),
                "not_sure_of": _questions(unsure, not_sure) if is_unsure else [],
            }
        )
    return suspects


def _unsure(argument: ArgumentView) -> list[StatementView]:
    return [answer for answer in argument["answers"] if answer["standing"] == "unsure"]


def _questions(unsure: list[StatementView], not_sure: frozenset[str]) -> list[str]:
    """Return the questions behind these answers if each is unsure as a whole, else none."""
    questions = dict.fromkeys(answer["name"] for answer in unsure)
    return [*questions] if questions.keys() <= not_sure else []


def _answers_behind(rules: Iterable[Rule], valuation: Valuation) -> list[StatementView]:
    """Return the answers that rules look at directly, each once, in asking order."""
    found: dict[Item, StatementView] = {}
    for rule in rules:
        for literal in rule.when.literals():
            statement = statement_view(state(literal, valuation))
            if statement["about"] == "answer":
                found.setdefault((statement["name"], statement["option"]), statement)
    order = {question.id: place for place, question in enumerate(valuation.pack.questions)}
    return sorted(found.values(), key=lambda statement: order[statement["name"]])
