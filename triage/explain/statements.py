"""Literals in the runner's own words: what they said, or what they left open.

The words are the pack's (`says`, `denies`); what has no words of its own ("not sure", "not
asked") is given as a state, for the templates to word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from triage.model.answers import Answer, Tick, Ticks
from triage.model.condition import CauseIs, FindingIs, Literal, ScoreIs, holds
from triage.model.item import item_of
from triage.model.question import Question
from triage.model.truth import Truth
from triage.model.valuation import Standing, Valuation


class About(Enum):
    """What a statement is about."""

    ANSWER = "answer"
    FINDING = "finding"
    CAUSE = "cause"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One literal, as the runner would say it.

    `words` are the pack's words for how things are, None while they are unknown or do not apply.
    `subject` is a short noun phrase; `truth` says whether the literal holds; `name` is the
    question, finding or cause, `option` the box of a checklist.
    """

    about: About
    name: str
    option: str | None
    subject: str
    standing: Standing
    words: str | None
    truth: Truth
    literal: Literal


def state(literal: Literal, valuation: Valuation) -> Statement:
    """Return what a literal amounts to for these answers."""
    pack, atom = valuation.pack, literal.atom
    truth = holds(literal, valuation)
    if isinstance(atom, FindingIs):
        label = pack.finding[atom.finding]
        known = valuation.finding(atom.finding)
        words = {Truth.YES: label.says, Truth.NO: label.denies, Truth.UNKNOWN: None}[known]
        return Statement(
            about=About.FINDING,
            name=atom.finding,
            option=None,
            subject=label.label,
            standing=_standing_of(known, literal, valuation),
            words=words,
            truth=truth,
            literal=literal,
        )
    if isinstance(atom, CauseIs):
        return Statement(
            about=About.CAUSE,
            name=atom.cause,
            option=atom.grade,
            subject=pack.cause[atom.cause].label,
            standing=_standing_of(truth, literal, valuation),
            words=pack.cause[atom.cause].label if truth is Truth.YES else None,
            truth=truth,
            literal=literal,
        )
    if isinstance(atom, ScoreIs):
        score = pack.score[atom.score]
        band = score.band(atom.points)
        return Statement(
            about=About.SCORE,
            name=score.id,
            option=band.label,
            subject=score.label,
            standing=_standing_of(truth, literal, valuation),
            words=band.says if truth is Truth.YES else None,
            truth=truth,
            literal=literal,
        )
    question = pack.question[atom.question]
    _, option = item_of(atom)
    standing = valuation.standing(question.id, option)
    answer = valuation.answers.get(question.id)
    said = standing is Standing.ANSWERED and answer is not None
    return Statement(
        about=About.ANSWER,
        name=question.id,
        option=option,
        subject=question.option(option).label if option else question.label,
        standing=standing,
        words=words_for(question, answer, option) if said else None,
        truth=truth,
        literal=literal,
    )


def words_for(question: Question, answer: Answer | None, option: str | None = None) -> str | None:
    """Return the pack's words for a known answer; of a checklist, for one box. None if unknown."""
    if isinstance(answer, Ticks):
        if option is None:
            return None
        box = question.option(option)
        return {Tick.YES: box.says, Tick.NO: box.denies}.get(answer.get(option) or Tick.UNSURE)
    if isinstance(answer, Decimal):
        assert question.span is not None  # only a number question is answered by a number
        return question.span.says.replace("{value}", number_text(answer))
    if isinstance(answer, str):
        return question.option(answer).says
    return None


def number_text(number: Decimal) -> str:
    """Write a number the way a person would: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _standing_of(known: Truth, literal: Literal, valuation: Valuation) -> Standing:
    """Say why a conclusion is unknown: questions not asked come before unsure answers."""
    if known is not Truth.UNKNOWN:
        return Standing.ANSWERED
    return Standing.NOT_ASKED if valuation.unasked(literal) else Standing.UNSURE
