"""Which questions that were not asked could still matter, and to what."""

from __future__ import annotations

from triage.assurance.verify.judge import SURE, WORLDS, Judge
from triage.assurance.verify.replay import Replay
from triage.model import condition as when
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.rule import Add, Advise, Evidence, Finding, Hold, Points, RedFlag, Rule


def unsettled(replay: Replay, now: Disposition) -> list[str]:
    """Return the questions that could make it more urgent, in the pack's order."""
    found: set[str] = set()
    for rule, then in replay.pack.concluding(RedFlag):
        reach = replay.reach(rule, then)
        if reach is not None and reach > now:
            found |= unasked_behind(rule.when, replay)
    return [question.id for question in replay.pack.questions if question.id in found]


def unasked(replay: Replay, now: Disposition) -> dict[str, str]:
    """Return why each question was not asked: an answer could still change something, or not."""
    matters: set[str] = set()
    for rule in replay.pack.rules:
        if replay.is_open(rule.when) and _would_change(rule, replay, now):
            matters |= unasked_behind(rule.when, replay)
    found = {}
    for question in (question.id for question in replay.pack.questions):
        standing = replay.standing(question)[0]
        if standing == "not_applicable":
            found[question] = "does_not_apply"
        elif standing == "not_asked":
            found[question] = "open" if question in matters else "could_not_matter"
    return found


def _would_change(rule: Rule, replay: Replay, now: Disposition) -> bool:
    """Say whether anything a reader sees would be different if an open rule fired."""
    then = rule.then
    if isinstance(then, RedFlag):
        reach = replay.reach(rule, then)
        return reach is not None and reach > now
    if isinstance(then, Finding | Points) or now > HIGHEST_WITH_PROGRAMME:
        return False
    if isinstance(then, Evidence):
        points = {replay.points(then.cause, world) for world in WORLDS}
        return len({_grade(replay.pack.grades, some) for some in points}) > 1
    if isinstance(then, Hold):
        holds = replay.pack.concluding(Hold)
        held = {t for other, it in holds if replay.fires(other, SURE) for t in it.traits}
        return not {*then.traits} <= held
    return isinstance(then, Add | Advise)


def _grade(grades: tuple[tuple[str, int], ...], points: int) -> str | None:
    return next((grade for grade, least in reversed(grades) if points >= least), None)


def unasked_behind(condition: when.Condition, judge: Judge) -> set[str]:
    """Return the questions not asked that leave a condition undecided, if it is."""
    if not judge.is_open(condition):
        return set()
    if isinstance(condition, when.AtLeast):
        return set().union(*(unasked_behind(part, judge) for part in condition.of))
    atom = condition.atom
    if not isinstance(atom, when.FindingIs | when.SumAtom):
        if judge.standing(atom.question, getattr(atom, "option", None))[0] != "not_asked":
            return set()
        gates = judge.pack.question[atom.question].gates(getattr(atom, "option", None))
        return {atom.question}.union(*(unasked_behind(gate, judge) for gate in gates))
    behind = judge.pack.rules_for(atom)
    return set().union(*(unasked_behind(rule.when, judge) for rule in behind))
