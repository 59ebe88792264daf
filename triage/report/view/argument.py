"""Arguments: why a rule holds, or what became of it, down to single statements."""

from __future__ import annotations

from typing import TypedDict

from triage.explain.statements import Statement
from triage.explain.why import Argument, Why
from triage.explain.why_not import Verdict
from triage.model.rule import Rule


class StatementView(TypedDict):
    """One literal. `words` is None while it is unknown; then `standing` says why.

    `about` is answer, finding, cause or score; `option` is the box, the grade of a cause or the
    label of a score's band; `standing` answered, unsure, not_asked or not_applicable;
    `truth` yes, no or unknown; `condition` the author's atom, `is_negated` whether it was negated.
    """

    about: str
    name: str
    option: str | None
    subject: str
    words: str | None
    standing: str
    truth: str
    condition: str
    is_negated: bool


class ArgumentView(TypedDict):
    """A rule, the statements that made it hold, and the arguments for what was concluded."""

    rule: str
    title: str
    because: str
    step: int | None
    statements: list[StatementView]
    answers: list[StatementView]
    parts: list[ArgumentView]
    sources: list[str]
    strength: str


class VerdictView(TypedDict):
    """What became of one condition: a statement, or `needed` of its parts."""

    truth: str
    statement: StatementView | None
    needed: int
    parts: list[VerdictView]


def statement_view(statement: Statement) -> StatementView:
    """Return a statement as plain text."""
    return {
        "about": statement.about.value,
        "name": statement.name,
        "option": statement.option,
        "subject": statement.subject,
        "words": statement.words,
        "standing": statement.standing.value,
        "truth": statement.truth.value,
        "condition": statement.literal.text,
        "is_negated": statement.literal.flipped,
    }


def argument_view(argument: Argument) -> ArgumentView:
    """Return an argument as a plain tree."""
    rule = argument.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "because": rule.because,
        "step": argument.step,
        "statements": [statement_view(statement) for statement in argument.statements],
        "answers": [statement_view(statement) for statement in argument.answers],
        "parts": [argument_view(part) for part in argument.parts],
        "sources": list(rule.sources),
        "strength": rule.strength.value,
    }


def missing_answers(rule: Rule, why: Why) -> list[StatementView]:
    """Return the answers that would settle a rule which is not ruled out."""
    answers = argument_view(why.rule(rule))["answers"]
    return [answer for answer in answers if answer["standing"] in ("unsure", "not_asked")]


def verdict_view(verdict: Verdict) -> VerdictView:
    """Return a verdict as a plain tree."""
    return {
        "truth": verdict.truth.value,
        "statement": statement_view(verdict.statement) if verdict.statement else None,
        "needed": verdict.needed,
        "parts": [verdict_view(part) for part in verdict.parts],
    }
