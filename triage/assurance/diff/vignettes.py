"""Which vignettes of either pack have another result after the edit.

The plain evaluator judges those that the edit bears on; the engine confirms those that change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from triage.assurance.diff.changes import Change
from triage.assurance.diff.reach import rules_reached
from triage.assurance.diff.sorts import Sort
from triage.assurance.diff.space import admitted
from triage.assurance.trials.judge import Assessor, Judge
from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.truth import NOWHERE
from triage.model.valuation import Valuation
from triage.model.vignette import Vignette
from triage.programme.plan import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedVignette:
    """A vignette of either pack, and how its result changes."""

    vignette: Vignette
    before: Disposition
    after: Disposition
    causes: tuple[tuple[str, str | None, str | None], ...]  # cause, grade before, grade after
    gained: tuple[str, ...]  # exercises
    lost: tuple[str, ...]
    advised: tuple[str, ...]  # advice given now and not before
    unadvised: tuple[str, ...]

    @property
    def is_changed(self) -> bool:
        """Something about it is not as before."""
        lists = (self.causes, self.gained, self.lost, self.advised, self.unadvised)
        return self.before != self.after or any(lists)


def changed_vignettes(
    old: Pack, new: Pack, found: Iterable[Change], vignettes: Sequence[Vignette]
) -> tuple[ChangedVignette, ...]:
    """Return the vignettes whose result changes, those that become less urgent first.

    Raises:
        EngineFault: an engine does not confirm what the plain evaluator found.
    """
    edits = [c for c in found if _can_change_a_result(c)]
    if not edits:
        return ()
    bearing = _Bearing(old, new, edits)
    judges, changed = (Judge(old), Judge(new)), []
    for vignette in {v.id: v for v in vignettes}.values():
        if bearing.reaches(vignette):
            result = _change(judges, vignette)
            if result is not None:
                changed.append(result)
    if changed:
        engines = Engine(old), Engine(new)
        for result in changed:
            if _change(engines, result.vignette) != result:
                raise EngineFault(f"two evaluators differ on the vignette {result.vignette.id}")
    return tuple(sorted(changed, key=lambda result: result.after - result.before))


def _can_change_a_result(change: Change) -> bool:
    if change.sort is Sort.ORDER:
        return change.place[0] == "exercises"  # the first that nothing holds are offered
    return change.sort is Sort.LOGIC and change.place[0] not in _NO_RESULT


_NO_RESULT = frozenset({"coaching", "suspects", "versions", "wordings"})
"""Parts of a pack that no vignette expects anything of."""


class _Bearing:
    """Which vignettes an edit can bear on: those on which a rule that it reaches differs."""

    def __init__(self, old: Pack, new: Pack, edits: Sequence[Change]) -> None:
        self._reached = [(pack, rules_reached(pack, edits)) for pack in (old, new)]
        self._is_of_rules = all(c.place[0] in ("rules", "questions") for c in edits)
        self._same = [
            rule.id
            for rule in old.rules
            if rule.id in new.rule and rule.then == new.rule[rule.id].then
        ]

    def reaches(self, vignette: Vignette) -> bool:
        if not self._is_of_rules:
            return True
        old, new = (
            {rule.id: valuation.rule(rule) for rule in rules}
            for pack, rules in self._reached
            for valuation in [Valuation(pack, admitted(vignette.sheet.answers, pack))]
        )
        return any(
            old.get(rule, NOWHERE) != new.get(rule, NOWHERE)
            or (rule not in self._same and old.get(rule, NOWHERE) != NOWHERE)
            for rule in {**old, **new}
        )


def _change(assessors: tuple[Assessor, Assessor], vignette: Vignette) -> ChangedVignette | None:
    answers = vignette.sheet.answers
    before, after = (a.assess(admitted(answers, a.pack)) for a in assessors)
    grades = [{c.cause: c.grade for c in a.causes} for a in (before, after)]
    causes = tuple(
        (cause, grades[0].get(cause), grades[1].get(cause))
        for cause in {**grades[0], **grades[1]}
        if grades[0].get(cause) != grades[1].get(cause)
    )
    had, has = (
        tuple(c.exercise.id for c in plan(a, vignette.sheet.tried).offered) for a in (before, after)
    )
    found = ChangedVignette(
        vignette=vignette,
        before=before.disposition,
        after=after.disposition,
        causes=causes,
        gained=tuple(e for e in has if e not in had),
        lost=tuple(e for e in had if e not in has),
        advised=tuple(a for a in after.advice if a not in before.advice),
        unadvised=tuple(a for a in before.advice if a not in after.advice),
    )
    return found if found.is_changed else None
