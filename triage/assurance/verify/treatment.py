"""Which causes are named and which advice is given, and through which rules."""

from __future__ import annotations

from typing import Any

from triage.assurance.verify.judge import EITHER, SURE
from triage.assurance.verify.programme import IN, in_order
from triage.assurance.verify.replay import Replay
from triage.assurance.verify.tables import advice_row, cause_row
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.rule import Advise


def cause_rows(replay: Replay, reasons: dict[str, str], now: Disposition) -> list[dict[str, Any]]:
    """Return the causes that have a grade, most likely first, with the exercises for each."""
    pack, found = replay.pack, []
    thens = {rule.id: rule.then for rule in replay.fired.values()}
    for cause in pack.causes if now <= HIGHEST_WITH_PROGRAMME else ():
        points = replay.points(cause.id, SURE)
        grades = [grade for grade, least in pack.grades if points >= least]
        if grades:
            rules = [id for id, then in thens.items() if getattr(then, "cause", None) == cause.id]
            helping = [e for e in in_order(replay) if cause.id in e.causes]
            offered = [e.id for e in helping if reasons[e.id] in IN]
            found.append(cause_row(cause, grades[-1], points, rules, offered))
    return sorted(found, key=lambda cause: -cause["points"])


def advice_rows(replay: Replay, ceiling: Disposition) -> dict[str, Any]:
    """Return the advice that is given and still right, with the first rule that gave it.

    Advice for safety is given by a rule that is not ruled out, too.
    """
    giving: dict[str, str] = {}
    for rule in (*replay.fired.values(), *replay.pack.rules):
        if isinstance(rule.then, Advise):
            is_safety = replay.pack.advice_item[rule.then.advice].unless is not None
            if rule.id in replay.fired or (is_safety and replay.fires(rule, EITHER)):
                giving.setdefault(rule.then.advice, rule.id)
    given = [i for i in replay.pack.advice if i.id in giving and i.up_to >= ceiling]
    return {
        item.id: advice_row(item, giving[item.id], is_known=giving[item.id] in replay.fired)
        for item in given
    }
