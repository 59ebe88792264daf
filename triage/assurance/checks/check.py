"""Everything that `pack check` remarks on, from its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from triage.assurance.checks.conflicts import conflicting
from triage.assurance.checks.postures import disagreeing
from triage.assurance.checks.readability import unreadable
from triage.assurance.checks.remarks import Remark, Topic, remarks_on
from triage.assurance.trials.trial import Trial
from triage.model.assured import PACK_CHECK, Exemption
from triage.model.pack import Pack
from triage.model.vignette import Vignette


def check(
    pack: Pack, vignettes: Sequence[Vignette], trials: Sequence[Trial], today: date
) -> tuple[Remark, ...]:
    """Return every remark on a pack and its vignettes, by topic and then pack order."""
    conflicts = (*conflicting(pack), *disagreeing(pack))
    return (
        *remarks_on(pack, vignettes, trials, today),
        *not_excused(conflicts, pack.exceptions, today),
        *unreadable(pack),
    )


def not_excused(
    conflicts: Iterable[Remark], exceptions: Iterable[Exemption], today: date
) -> Iterator[Remark]:
    """Yield the conflicts that no exception excuses, and the exceptions that excuse none."""
    conflicts = list(conflicts)
    excused: set[Remark] = set()
    for exception in exceptions:
        if exception.property != PACK_CHECK:
            continue
        own = {remark for remark in conflicts if _excuses(exception, remark, today)}
        excused |= own
        if not own:
            what = "this exception to pack_check excuses nothing"
            yield Remark(Topic.UNUSED, exception.item, what, "remove it from properties.yaml")
    yield from (remark for remark in conflicts if remark not in excused)


def _excuses(exception: Exemption, remark: Remark, today: date) -> bool:
    is_over = exception.until is not None and today > exception.until
    return not is_over and exception.item == remark.name and exception.rules == remark.rules
