"""Everything that `pack check` remarks on, from its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from triage.assurance.checks.readability import unreadable
from triage.assurance.checks.remarks import Remark, remarks_on
from triage.assurance.trials.trial import Trial
from triage.model.pack import Pack
from triage.model.vignette import Vignette


def check(
    pack: Pack, vignettes: Sequence[Vignette], trials: Sequence[Trial], today: date
) -> tuple[Remark, ...]:
    """Return every remark on a pack and its vignettes, by topic and then pack order."""
    return (*remarks_on(pack, vignettes, trials, today), *unreadable(pack))
