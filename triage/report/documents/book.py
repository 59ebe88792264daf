"""A whole pack as the plain tree of one readable document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from triage.assurance.cover.coverage import Coverage, RuleCoverage
from triage.explain.statements import number_text
from triage.model.assured import Exemption, Promise
from triage.model.condition import (
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Literal,
    ScoreIs,
)
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Question
from triage.model.rule import (
    Add,
    Advise,
    Conclusion,
    Evidence,
    Finding,
    Hold,
    Points,
    RedFlag,
    Rule,
)
from triage.model.score import Score
from triage.report.pictures.illustrated import illustrated_exercise
from triage.report.view.pack import disposition_view, pack_view, sources_view
from triage.report.view.pictures import figures_view
from triage.report.view.programme import described

_OPERATORS = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}
_PARTS: tuple[type[Conclusion], ...] = (
    RedFlag,
    Finding,
    Points,
    Evidence,
    Advise,
    Hold,
    Add,
)


def book_view(
    pack: Pack, firing: Mapping[str, Sequence[str]], coverage: Coverage | None, today: date
) -> dict[str, Any]:
    """Return everything a pack says, in reading order.

    `firing` names the vignettes that fire each rule; `coverage` is None where it was not measured;
    `today` tells whether the review is overdue.
    """
    covered = {found.rule.id: found for found in coverage.rules} if coverage else {}
    rules = {
        part: [
            _rule(rule, pack, firing.get(rule.id, ()), covered.get(rule.id))
            for rule in pack.rules
            if isinstance(rule.then, part)
        ]
        for part in _PARTS
    }
    return {
        "schema": "triage-book/1",
        "pack": pack_view(pack, today),
        "has_coverage": coverage is not None,
        "dispositions": [
            {
                **disposition_view(level, pack),
                "needs": _id(pack.wordings[level].needs),
                "coach": asdict(pack.coaching[level]),
            }
            for level in sorted(pack.wordings)
        ],
        "if_not_assessed": pack.if_not_assessed,
        "baseline": pack.baseline.id,
        "grades": [{"grade": grade, "points": points} for grade, points in pack.grades],
        "questions": [_question(question, pack) for question in pack.questions],
        "rules": [
            {"part": part.__name__.lower(), "rules": found}
            for part, found in rules.items()
            if found
        ],
        "scores": [_score(score, pack) for score in pack.scores],
        "causes": [
            {
                "id": cause.id,
                "label": cause.label,
                "explain": cause.explain,
                "strength": cause.strength,
                "note": cause.note,
                "sources": list(cause.sources),
                "exercises": [pack.exercise[id].name for id in cause.exercises],
            }
            for cause in pack.causes
        ],
        "advice": [
            {
                "id": item.id,
                "label": item.label,
                "text": item.text,
                "kind": item.kind,
                "up_to": item.up_to.id,
                "unless": item.unless,
                "excludes": [pack.advice_item[other].label for other in item.excludes],
                "needs": _id(item.needs),
                "sources": list(item.sources),
            }
            for item in pack.advice
        ],
        "first": pack.dosage.first if pack.dosage else None,
        "first_says": pack.dosage.first_says if pack.dosage else None,
        "exercises": [_exercise(id, pack) for id in pack.exercise],
        "promises": [_promise(promise, pack) for promise in pack.promises],
        "exceptions": [_exception(exemption) for exemption in pack.exceptions],
        "sources": sources_view(pack, pack.sources),
    }


def illustrated_book(book: Mapping[str, Any], pack: Pack) -> dict[str, Any]:
    """Return a book with the drawings of its exercises, as the template of its page takes it."""
    exercises = [illustrated_exercise(exercise, pack) for exercise in book["exercises"]]
    return {**book, "exercises": exercises}


def _question(question: Question, pack: Pack) -> dict[str, Any]:
    gate, span = question.ask_when, question.span
    return {
        "id": question.id,
        "text": question.text,
        "label": question.label,
        "help": question.help,
        "kind": question.kind.value,
        "is_ordered": question.ordered,
        "joins": question.joins,
        "options": [
            {
                "id": option.id,
                "label": option.label,
                "regions": list(option.regions),
                "alone": _id(option.alone),
                "ask_when": option.ask_when and condition_view(option.ask_when, pack),
            }
            for option in question.options
        ],
        "span": None
        if span is None
        else {"least": number_text(span.least), "most": number_text(span.most), "unit": span.unit},
        "ask_when": None if gate is None else condition_view(gate, pack),
    }


def _id(level: Disposition | None) -> str | None:
    return None if level is None else level.id


def _score(score: Score, pack: Pack) -> dict[str, Any]:
    """Return a score with its bands, and the rules that give it points, the most first."""
    items = [(rule, then) for rule, then in pack.concluding(Points) if then.score == score.id]
    return {
        "id": score.id,
        "label": score.label,
        "bands": [asdict(band) for band in score.bands],
        "signs": [
            {"rule": rule.id, "title": rule.title, "points": then.points}
            for rule, then in sorted(items, key=lambda item: -item[1].points)
        ],
    }


def _promise(promise: Promise, pack: Pack) -> dict[str, Any]:
    return {
        "id": promise.id,
        "title": promise.title,
        "when": condition_view(promise.when, pack),
        "at_least": _id(promise.at_least),
        "if_unsure": _id(promise.if_unsure),
        "holds": [pack.trait[trait].label for trait in promise.holds],
        "gives": [pack.advice_item[item].label for item in promise.gives],
    }


def _exception(exemption: Exemption) -> dict[str, Any]:
    return {
        **asdict(exemption),
        "rules": list(exemption.rules),
        "date": exemption.date.isoformat(),
        "until": exemption.until and exemption.until.isoformat(),
    }


def _rule(
    rule: Rule, pack: Pack, firing: Sequence[str], covered: RuleCoverage | None
) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "when": condition_view(rule.when, pack),
        "then": _conclusion(rule.then, pack),
        "because": rule.because,
        "sources": [{"key": key, "was_read": pack.sources[key].was_read} for key in rule.sources],
        "strength": rule.strength.value,
        "since": rule.since.isoformat(),
        "fires": list(firing),
        "covered": None
        if covered is None
        else sum(clause.is_covered for clause in covered.clauses),
        "clauses": sum(1 for _ in rule.when.literals()),
    }


def _conclusion(then: Conclusion, pack: Pack) -> dict[str, Any]:
    match then:
        case Finding(finding):
            return {"kind": "finding", "label": pack.finding[finding].label}
        case RedFlag(suspect, disposition, if_unsure):
            return {
                "kind": "suspect",
                "label": pack.suspect[suspect].label,
                "disposition": disposition.id,
                "if_unsure": if_unsure.id,
            }
        case Evidence(cause, points):
            return {"kind": "cause", "label": pack.cause[cause].label, "points": points}
        case Points(score, points):
            return {"kind": "score", "label": pack.score[score].label, "points": points}
        case Advise(advice):
            return {"kind": "advise", "label": pack.advice_item[advice].label}
        case Hold(traits):
            return {"kind": "hold", "label": "; ".join(pack.trait[t].label for t in traits)}
        case Add(exercise):
            return {"kind": "add", "label": pack.exercise[exercise].name}


def condition_view(condition: Condition, pack: Pack) -> dict[str, Any]:
    """Return a condition as a tree of literals in the pack's words, with what the author wrote."""
    if not isinstance(condition, Literal):
        return {
            "needed": condition.count,
            "of": len(condition.of),
            "parts": [condition_view(part, pack) for part in condition.of],
        }
    return {"parts": [], "text": condition.text, "flipped": condition.flipped} | _literal(
        condition, pack
    )


def _literal(literal: Literal, pack: Pack) -> dict[str, Any]:
    """Return what a literal says; `is_negated` where its words say the opposite."""
    atom, positive = literal.atom, literal.positive
    said: dict[str, Any] = {"subject": "", "operator": "", "is_negated": not positive}
    if isinstance(atom, Compare):
        question = pack.question[atom.question]
        unit = question.span.unit if question.span else ""
        number = f"{number_text(atom.number)} {unit}"
        return said | {
            "subject": question.label,
            "operator": _OPERATORS[atom.operator],
            "words": [number],
        }
    if isinstance(atom, CauseIs):
        return said | {
            "subject": pack.cause[atom.cause].label,
            "operator": "grade",
            "words": [atom.grade],
        }
    if isinstance(atom, ScoreIs):
        return said | {"words": [pack.score[atom.score].band(atom.points).says]}
    if isinstance(atom, FindingIs):
        label = pack.finding[atom.finding]
        says, denies = label.says or label.label, label.denies
    elif isinstance(atom, Includes):
        option = pack.question[atom.question].option(atom.option)
        says, denies = option.says, option.denies
    else:
        options = [pack.question[atom.question].option(id) for id in atom.options]
        if len(options) > 1:
            return said | {"words": [option.says for option in options]}
        says, denies = options[0].says, options[0].denies
    if not positive and denies:
        return said | {"words": [denies], "is_negated": False}
    return said | {"words": [says]}


def _exercise(id: str, pack: Pack) -> dict[str, Any]:
    exercise = pack.exercise[id]
    return {
        **described(exercise, pack),
        "traits": [pack.trait[trait].label for trait in exercise.traits],
        "sources": list(exercise.sources),
        "figures": figures_view(exercise),
    }
