"""The plain evaluator in the engine's place: for the thousands of packs that differ by one edit.

Building an engine takes a tenth of a second, which is too long where a pack is edited a thousand
times to see whether anybody notices. What is found with it about the pack itself is confirmed with
the engine where it matters; properties in tests/ hold the two equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from triage.assurance.trials.batch import Batch
from triage.model.answers import Answers
from triage.model.assessment import Assessment, Firing, Match
from triage.model.outcome import (
    added_by,
    advice_of,
    causes_of,
    flags_of,
    held_by,
)
from triage.model.pack import Pack
from triage.model.truth import SURE, Worlds
from triage.model.valuation import Valuation


class Assessor(Protocol):
    """Whatever assesses answers under one pack: the engine, or a judge."""

    pack: Pack

    def assess(self, answers: Answers) -> Assessment:
        """Return what these answers mean."""
        ...


class Judge:
    """Assesses as the engine does, without firing a rule: its trace names the rules, no reasons."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def assess(self, answers: Answers) -> Assessment:
        """Return what these answers mean."""
        valuation = Valuation(self.pack, answers)
        return judged(valuation, valuation.rules, self.pack)

    def assess_all(self, sheets: Sequence[Answers]) -> Iterator[Assessment]:
        """Yield what each of these answers means, much sooner than one by one."""
        for answers, worlds in zip(sheets, Batch(self.pack, sheets).rules(), strict=True):
            yield judged(Valuation(self.pack, answers, rules=worlds), worlds, self.pack)


def judged(valuation: Valuation, worlds: Mapping[str, Worlds], pack: Pack) -> Assessment:
    """Return what follows when the rules of a pack are true in these worlds.

    The pack may be an edit of the one that the answers were valued under; the assessment holds the
    valuation as it is.
    """
    flags = flags_of(pack, worlds, valuation)
    disposition = max([pack.baseline, *(f.counts for f in flags if f.counts is not None)])
    ceiling = max([disposition, *(f.could_reach for f in flags if f.could_reach is not None)])
    fired = [rule for rule in pack.rules if worlds[rule.id] & SURE]
    return Assessment(
        pack=pack,
        answers=valuation.answers,
        dropped=valuation.dropped,
        trace=tuple(
            Firing(rule=rule, matches=(Match(rule.when, ()),), step=step)
            for step, rule in enumerate(fired, start=1)
        ),
        worlds=worlds,
        findings={finding.id: valuation.finding(finding.id) for finding in pack.findings},
        flags=flags,
        disposition=disposition,
        ceiling=ceiling,
        unsettled=(),
        causes=causes_of(pack, worlds),
        advice=advice_of(pack, worlds),
        held=held_by(pack, worlds),
        added=added_by(pack, worlds),
        valuation=valuation,
    )
