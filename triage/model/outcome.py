"""From the worlds of the rules to what they mean: disposition, causes, holds and what is open.

Both evaluators end here: the engine with the rules that experta fired, `Valuation` with its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from triage.model.assessment import CauseResult, Flag, FlagState, HeldTrait
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Add, Advise, Evidence, Hold, RedFlag, Rule
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Truth, Worlds, truth_in
from triage.model.valuation import Valuation

RuleWorlds = Mapping[str, Worlds]
_FLAGS: WeakKeyDictionary[Pack, dict[tuple[str, Worlds], Flag]] = WeakKeyDictionary()
"""The flags of a pack by rule and worlds: whole squads of runners share them."""


def flag_state(then: RedFlag, worlds: Worlds) -> tuple[FlagState, Disposition | None]:
    """Return the state of a red flag and the disposition it contributes now.

    Rule 1: YES raises it. Rule 2: if it stays true however the questions not asked are answered,
    as long as the unsure answers are taken as true, `if_unsure` counts at once. Rule 3: what is
    true in no world is not met. Else it is open.
    """
    if worlds & SURE:
        return FlagState.RAISED, then.disposition
    if worlds & UNSURE:
        return FlagState.UNSURE, then.if_unsure
    return (FlagState.OPEN if worlds & EITHER else FlagState.NOT_MET), None


def could_reach(then: RedFlag, worlds: Worlds) -> Disposition | None:
    """Return the most urgent disposition the flag could contribute once all has been asked."""
    if worlds & (SURE | UNASKED):
        return then.disposition
    return then.if_unsure if worlds & EITHER else None


def disposition_of(pack: Pack, worlds: RuleWorlds) -> Disposition:
    """Return the most urgent of the baseline and what the red flags contribute now."""
    contributed = (flag_state(then, worlds[rule.id])[1] for rule, then in pack.concluding(RedFlag))
    return max([pack.baseline, *(counts for counts in contributed if counts is not None)])


def flags_of(pack: Pack, worlds: RuleWorlds, valuation: Valuation) -> tuple[Flag, ...]:
    """Return every red-flag rule with its state, in pack order."""
    seen = _FLAGS.setdefault(pack, {})
    flags = []
    for rule, then in pack.concluding(RedFlag):
        key = rule.id, worlds[rule.id]
        flag = seen.get(key)
        if flag is None:
            state, counts = flag_state(then, worlds[rule.id])
            reach = could_reach(then, worlds[rule.id])
            flag = seen[key] = Flag(rule=rule, state=state, counts=counts, could_reach=reach)
        if flag.could_reach is not None and flag.could_reach != flag.counts:
            unasked = valuation.unasked(rule.when)
            in_order = tuple(q.id for q in pack.questions if q.id in unasked)
            flag = replace(flag, unasked=in_order)
        flags.append(flag)
    return tuple(flags)


def causes_of(pack: Pack, worlds: RuleWorlds) -> tuple[CauseResult, ...]:
    """Return every cause with its points and grade, most points first, then pack order."""
    results = []
    for cause in pack.causes:
        rules: tuple[Rule, ...] = tuple(
            rule for rule in pack.rules_for_cause(cause.id) if worlds[rule.id] & SURE
        )
        points = sum(rule.then.points for rule in rules if isinstance(rule.then, Evidence))
        results.append(
            CauseResult(cause=cause.id, points=points, grade=pack.grade(points), rules=rules)
        )
    return tuple(sorted(results, key=lambda result: -result.points))


def advice_of(pack: Pack, worlds: RuleWorlds) -> tuple[str, ...]:
    """Return the advice items some rule gives, in the order of the catalogue.

    A rule gives advice when it fired; advice for safety, unless it is ruled out.
    """
    given = {
        then.advice
        for rule, then in pack.concluding(Advise)
        if worlds[rule.id] & (EITHER if pack.advice_item[then.advice].safety else SURE)
    }
    return tuple(item.id for item in pack.advice if item.id in given)


def held_by(pack: Pack, worlds: RuleWorlds) -> tuple[HeldTrait, ...]:
    """Return the traits that hold, each with the first rule that holds it; YES before UNKNOWN."""
    found: dict[str, HeldTrait] = {}
    for truth in (Truth.YES, Truth.UNKNOWN):
        for rule, then in pack.concluding(Hold):
            if truth_in(worlds[rule.id]) is truth:
                for trait in then.traits:
                    found.setdefault(trait, HeldTrait(trait=trait, rule=rule, truth=truth))
    return tuple(found[trait.id] for trait in pack.traits if trait.id in found)


def added_by(pack: Pack, worlds: RuleWorlds) -> tuple[str, ...]:
    """Return the exercises that fired rules add, in the order of the catalogue."""
    given = {then.exercise for rule, then in pack.concluding(Add) if worlds[rule.id] & SURE}
    return tuple(exercise.id for exercise in pack.exercises if exercise.id in given)
