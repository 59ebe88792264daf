"""Answers to "why?" and "why not?" about anything with a name, as plain trees for templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from triage.errors import AnswerFault, Fault, Location, did_you_mean, worded
from triage.explain.names import Name, Sort, names_of
from triage.explain.why import Argument, Why
from triage.explain.why_not import RuleVerdict, nearest_first
from triage.model.assessment import Assessment
from triage.model.condition import ScoreIs
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Advise, RedFlag, Rule
from triage.model.truth import SURE, Truth
from triage.programme.plan import Programme
from triage.report.view.argument import argument_view, verdict_view
from triage.report.view.pack import sources_view
from triage.report.view.programme import exercise_view

if TYPE_CHECKING:
    from triage.report.view.argument import ArgumentView, VerdictView
    from triage.report.view.pack import SourceView
    from triage.report.view.programme import ExerciseView

SCHEMA = "triage-explanation/2"


class RuleVerdictView(TypedDict):
    """A rule with the verdict on each of its clauses."""

    rule: str
    title: str
    because: str
    truth: str
    clauses: list[VerdictView]


class ExplanationView(TypedDict):
    """An answer to why or why not: `holds` says whether what was asked about came out.

    `arguments` are for it, `verdicts` judge the rules that would have concluded it, nearest first.
    """

    schema: str
    question: str
    name: str
    sort: str
    label: str
    holds: bool
    disposition: str
    arguments: list[ArgumentView]
    verdicts: list[RuleVerdictView]
    exercise: ExerciseView | None
    sources: list[SourceView]


def find_name(pack: Pack, text: str) -> Name:
    """Return what a person's word names.

    Raises:
        AnswerFault: the pack has nothing of that name.
    """
    known = names_of(pack)
    if text not in known:
        fix = did_you_mean(text, known, worded("name_something"))
        raise AnswerFault(Fault.worded("no_such_name", Location(pack.id), fix, name=text))
    return known[text]


def explain_why(assessment: Assessment, programme: Programme, name: Name) -> ExplanationView:
    """Return the arguments for what a name stands for."""
    why = Why(assessment)
    rules = _fired(assessment, name)
    if name.sort is Sort.ADVICE and not rules and name.id in assessment.advice:  # for safety
        rules = tuple(r for r in rules_for(assessment.pack, name) if assessment.worlds[r.id])
    arguments = tuple(why.rule(rule) for rule in rules)
    if name.sort is Sort.DISPOSITION and name.id == assessment.disposition.id:
        arguments = why.disposition()
    return _explanation("why", why, programme, name, arguments, ())


def explain_why_not(assessment: Assessment, programme: Programme, name: Name) -> ExplanationView:
    """Return the verdict on each rule that could have led to what a name stands for."""
    rules = rules_for(assessment.pack, name)
    why = Why(assessment)
    verdicts = nearest_first(rules, why.valuation)
    return _explanation("why_not", why, programme, name, (), verdicts)


def rules_for(pack: Pack, name: Name) -> tuple[Rule, ...]:
    """Return the rules that conclude what a name stands for, in pack order."""
    match name.sort:
        case Sort.RULE:
            return (pack.rule[name.id],)
        case Sort.FINDING:
            return pack.rules_for_finding(name.id)
        case Sort.CAUSE:
            return pack.rules_for_cause(name.id)
        case Sort.SCORE:
            return pack.rules_for(ScoreIs(name.id, pack.score[name.id].bands[0].points))
        case Sort.DISPOSITION:
            wanted = Disposition.named(name.id)
            return tuple(r for r, then in pack.concluding(RedFlag) if then.disposition is wanted)
        case Sort.SUSPECT:
            return tuple(r for r, then in pack.concluding(RedFlag) if then.suspect == name.id)
        case Sort.ADVICE:
            return tuple(r for r, then in pack.concluding(Advise) if then.advice == name.id)
        case Sort.EXERCISE:
            return ()


def _fired(assessment: Assessment, name: Name) -> tuple[Rule, ...]:
    return tuple(r for r in rules_for(assessment.pack, name) if r.id in assessment.fired)


def _holds(assessment: Assessment, programme: Programme, name: Name) -> bool:
    match name.sort:
        case Sort.DISPOSITION:
            return assessment.disposition.id == name.id
        case Sort.FINDING:
            return assessment.findings[name.id] is Truth.YES
        case Sort.CAUSE:
            return any(c.cause == name.id and c.grade for c in assessment.causes)
        case Sort.SCORE:
            lowest = ScoreIs(name.id, assessment.pack.score[name.id].bands[0].points)
            return bool(assessment.valuation.supports(lowest, True) & SURE)
        case Sort.ADVICE:
            return name.id in assessment.advice
        case Sort.EXERCISE:
            return any(choice.exercise.id == name.id for choice in programme.offered)
        case Sort.SUSPECT:
            return any(
                flag.counts is not None
                and isinstance(flag.rule.then, RedFlag)
                and flag.rule.then.suspect == name.id
                for flag in assessment.flags
            )
    return bool(_fired(assessment, name))


def _label(pack: Pack, name: Name) -> str:
    match name.sort:
        case Sort.RULE:
            return pack.rule[name.id].title
        case Sort.DISPOSITION:
            return pack.wordings[Disposition.named(name.id)].title
        case Sort.SUSPECT:
            return pack.suspect[name.id].label
        case Sort.FINDING:
            return pack.finding[name.id].label
        case Sort.CAUSE:
            return pack.cause[name.id].label
        case Sort.SCORE:
            return pack.score[name.id].label
        case Sort.EXERCISE:
            return pack.exercise[name.id].name
        case Sort.ADVICE:
            return pack.advice_item[name.id].label


def _explanation(
    question: str,
    why: Why,
    programme: Programme,
    name: Name,
    arguments: tuple[Argument, ...],
    verdicts: tuple[RuleVerdict, ...],
) -> ExplanationView:
    assessment, pack = why.assessment, why.assessment.pack
    keys = {key for a in arguments for key in a.rule.sources}
    keys |= {key for verdict in verdicts for key in verdict.rule.sources}
    choice = next((c for c in programme.choices if c.exercise.id == name.id), None)
    shown = exercise_view(choice, why) if choice and name.sort is Sort.EXERCISE else None
    return {
        "schema": SCHEMA,
        "question": question,
        "name": name.id,
        "sort": name.sort.value,
        "label": _label(pack, name),
        "holds": _holds(assessment, programme, name),
        "disposition": assessment.disposition.id,
        "arguments": [argument_view(argument) for argument in arguments],
        "verdicts": [
            {
                "rule": verdict.rule.id,
                "title": verdict.rule.title,
                "because": verdict.rule.because,
                "truth": verdict.truth.value,
                "clauses": [verdict_view(clause) for clause in verdict.clauses],
            }
            for verdict in verdicts
        ],
        "exercise": shown,
        "sources": sources_view(pack, keys),
    }
