"""The red flags that known cases depend on: without the rule, one would have another result.

A rule that decides one known case only, and that no guideline speaks for, may have been written
for that case. Cases that are held out are not known, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.assurance.trials.scoreboard import HELD_OUT
from triage.assurance.trials.trial import Trial
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.rule import Rule, Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A known case that one rule decides, and the disposition that it would have without it."""

    trial: Trial
    without: Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisive:
    """A red flag, and the known cases whose disposition depends on it alone."""

    rule: Rule
    cases: tuple[Decided, ...]

    @property
    def is_for_one_case(self) -> bool:
        """It decides one known case only, and cites no guidance."""
        return len(self.cases) == 1 and self.rule.strength is not Strength.GUIDELINE


def decisive(pack: Pack, trials: Iterable[Trial]) -> tuple[Decisive, ...]:
    """Return the red flags that known published cases, as filled, depend on, in pack order."""
    cases: dict[str, list[Decided]] = {}
    for trial in trials:
        published, found = trial.vignette.published, trial.judged
        if published is None or published.seen == HELD_OUT or len(found.deciding) != 1:
            continue
        (flag,) = found.deciding
        others = (each.counts for each in found.flags if each is not flag)
        without = max([pack.baseline, *(level for level in others if level is not None)])
        if without < found.disposition:
            cases.setdefault(flag.rule.id, []).append(Decided(trial=trial, without=without))
    return tuple(
        Decisive(rule=rule, cases=tuple(cases[rule.id])) for rule in pack.rules if rule.id in cases
    )
