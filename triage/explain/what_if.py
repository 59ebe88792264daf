"""What if I had answered differently: both results side by side, with the rules behind changes."""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.assessment import Assessment, CauseResult
from triage.model.disposition import Disposition
from triage.model.rule import RedFlag, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseChange:
    """A cause whose grade changed, with the rules that fire now and did not, and the reverse."""

    cause: str
    before: str | None
    after: str | None
    new_rules: tuple[Rule, ...]
    lost_rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changes between two assessments of one pack.

    `through` are the red-flag rules that count in one of the two and not, or otherwise, in the
    other: through them the disposition changed.
    """

    before: Assessment
    after: Assessment
    through: tuple[Rule, ...]
    causes: tuple[CauseChange, ...]
    new_advice: tuple[str, ...]
    lost_advice: tuple[str, ...]

    @property
    def is_more_urgent(self) -> bool:
        """The changed answers make it more urgent."""
        return self.after.disposition > self.before.disposition

    @property
    def changes_nothing(self) -> bool:
        """Neither the disposition nor what is left open, no cause and no advice changed."""
        same = (self.before.disposition, self.before.ceiling) == (
            self.after.disposition,
            self.after.ceiling,
        )
        return same and not (self.causes or self.new_advice or self.lost_advice)


def compare(before: Assessment, after: Assessment) -> Difference:
    """Return what changes from one assessment to another of the same pack."""
    counted_before, counted_after = _counted(before), _counted(after)
    through = tuple(
        rule
        for rule, _ in before.pack.concluding(RedFlag)
        if counted_before.get(rule.id) != counted_after.get(rule.id)
    )
    return Difference(
        before=before,
        after=after,
        through=through,
        causes=tuple(_cause_changes(before, after)),
        new_advice=tuple(a for a in after.advice if a not in before.advice),
        lost_advice=tuple(a for a in before.advice if a not in after.advice),
    )


def _counted(assessment: Assessment) -> dict[str, Disposition | None]:
    return {flag.rule.id: flag.counts for flag in assessment.flags}


def _cause_changes(before: Assessment, after: Assessment) -> list[CauseChange]:
    old: dict[str, CauseResult] = {result.cause: result for result in before.causes}
    new: dict[str, CauseResult] = {result.cause: result for result in after.causes}
    return [
        CauseChange(
            cause=cause.id,
            before=old[cause.id].grade,
            after=new[cause.id].grade,
            new_rules=tuple(r for r in new[cause.id].rules if r not in old[cause.id].rules),
            lost_rules=tuple(r for r in old[cause.id].rules if r not in new[cause.id].rules),
        )
        for cause in before.pack.causes
        if old[cause.id].grade != new[cause.id].grade
    ]
