"""What a report found by searching: not searched for again, but held to what could be so.

Each of these takes what a report says of something and returns of it what the pack allows. So
what could not be so does not follow, while one thing that could be so may have been left out.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from triage.assurance.verify.replay import Replay, written
from triage.model.condition import CauseIs, FindingIs
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.question import Kind, Question
from triage.model.rule import RedFlag


def rows(said: Any) -> list[dict[str, Any]]:
    """Return those entries of something that are tables."""
    return [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []


def open_facts(said: Any, standings: Collection[str], replay: Replay) -> list[str]:
    """Return those of some facts that are about answers with one of these standings."""
    could_be = set()
    for literal in (x for rule in replay.pack.rules for x in rule.when.literals()):
        atom = literal.atom
        if isinstance(atom, FindingIs | CauseIs):
            continue
        if replay.standing(atom.question, getattr(atom, "option", None))[0] in standings:
            could_be |= {written(literal), written(literal.negated())}
    return [fact for fact in said if fact in could_be] if isinstance(said, list) else []


def unasked(said: Any, answers: dict[str, Any]) -> dict[str, str]:
    """Return why each question was not asked; whether it could still matter is as it is said."""
    could_be = ("open", "could_not_matter")
    reasons = said if isinstance(said, dict) else {}
    found = {}
    for question, answer in answers.items():
        if answer["standing"] == "not_applicable":
            found[question] = "does_not_apply"
        elif answer["standing"] == "not_asked":
            found[question] = (
                reasons[question] if reasons.get(question) in could_be else could_be[0]
            )
    return found


def unsettled(said: Any, answers: dict[str, Any]) -> list[str]:
    """Return those of some questions that have something that was not asked."""
    listed = said if isinstance(said, list) else []
    return [
        question
        for question, answer in answers.items()
        if question in listed
        and (answer["standing"] == "not_asked" or "not_asked" in answer.get("boxes", {}))
    ]


def safety_net(said: Any, now: Disposition, pack: Pack) -> list[dict[str, Any]]:
    """Return the levels above `now` that are named, with alarms that could raise it so far."""
    return [
        {
            "disposition": level.id,
            "title": pack.wordings[level].title,
            "how_soon": pack.wordings[level].how_soon,
            "alarms": [alarm for alarm in rows(row.get("alarms")) if _could(alarm, level, pack)],
        }
        for level in sorted(Disposition, reverse=True)
        for row in rows(said)
        if level > now and row.get("disposition") == level.id and row.get("alarms")
    ]


def changes(said: Any, now: Disposition, *, is_complete: bool) -> Any:
    """Return what is said, where the fewest changed answers may be looked for; else nothing."""
    is_middling = Disposition.SEE_PHYSIO <= now <= Disposition.SEE_DOCTOR
    return said if is_middling and is_complete and isinstance(said, list) else []


def _could(alarm: dict[str, Any], level: Disposition, pack: Pack) -> bool:
    """Say whether an alarm is an answer of the pack, and its rules red flags of that level."""
    question, rules = pack.question.get(str(alarm.get("question"))), alarm.get("rules")
    if question is None or not {*alarm} <= {"question", "option", "words", "rules"}:
        return False
    flags = pack.concluding(RedFlag)
    raised = {rule.id for rule, then in flags if level in (then.disposition, then.if_unsure)}
    if not isinstance(rules, list) or not rules or not all(rule in raised for rule in rules):
        return False
    return _is_answer(question, alarm.get("option"), alarm.get("words"))


def _is_answer(question: Question, option: Any, words: Any) -> bool:
    if question.span:
        before, _, after = question.span.says.partition("{value}")
        number = str(words).removeprefix(before).removesuffix(after)
        is_number = number.replace(".", "", 1).isdecimal()
        return option is None and is_number and words == before + number + after
    is_box = question.kind is Kind.CHECKLIST
    said = {o.says for o in question.options if not is_box or o.id == option}
    return words in said and (is_box or option is None)
