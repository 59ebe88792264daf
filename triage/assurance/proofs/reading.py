"""Assessments by the plain evaluator, fast enough to try a hundred sheets for each witness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from triage.assurance.trials.judge import judged
from triage.model.answers import Answers
from triage.model.assessment import Assessment
from triage.model.dependencies import dependencies_of
from triage.model.disposition import Disposition
from triage.model.item import Item, items_of
from triage.model.outcome import could_reach, disposition_of
from triage.model.pack import Pack
from triage.model.rule import RedFlag
from triage.model.truth import Worlds
from triage.model.valuation import Valuation


class Reading(Assessment):
    """An assessment of which the rules and the disposition are known, and the rest when needed."""

    raw: Answers

    def __init__(self, raw: Answers, valuation: Valuation, worlds: Mapping[str, Worlds]) -> None:
        pack = valuation.pack
        disposition = disposition_of(pack, worlds)
        known = {
            "raw": raw,
            "pack": pack,
            "answers": valuation.answers,
            "dropped": valuation.dropped,
            "valuation": valuation,
            "worlds": worlds,
            "disposition": disposition,
            "ceiling": max([disposition, *_reached(pack, worlds)]),
        }
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        whole = judged(self.valuation, self.worlds, self.pack)
        for field in fields(whole):
            object.__setattr__(self, field.name, getattr(whole, field.name))
        return object.__getattribute__(self, name)

    def after(self, raw: Answers, items: Iterable[Item]) -> Reading:
        """Return the reading of answers that differ from these in those items only."""
        among = frozenset(items)
        pack = self.pack
        valuation = Valuation(pack, raw, (self.valuation, among))
        judged_anew = {rule for item in among for rule in _rules_on(pack)[item]}
        worlds = {**self.worlds, **{id: valuation.rule(pack.rule[id]) for id in judged_anew}}
        return Reading(raw, valuation, worlds)


def read(pack: Pack, raw: Answers) -> Reading:
    """Return the reading of a raw sheet."""
    valuation = Valuation(pack, raw)
    return Reading(raw, valuation, dict(valuation.rules))


def _reached(pack: Pack, worlds: Mapping[str, Worlds]) -> Iterator[Disposition]:
    for rule, then in pack.concluding(RedFlag):
        reached = could_reach(then, worlds[rule.id])
        if reached is not None:
            yield reached


@lru_cache(maxsize=4)
def _rules_on(pack: Pack) -> Mapping[Item, tuple[str, ...]]:
    """Return for each item the rules that its answer can bear on."""
    behind = dependencies_of(pack).items
    items = {item for question in pack.questions for item in items_of(question)}
    return {item: tuple(rule for rule in pack.rule if item in behind[rule]) for item in items}
