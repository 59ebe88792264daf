"""Which vignettes of either pack have another result after the edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triage.assurance.diff.space import admitted
from triage.engine.assess import Engine
from triage.model.assessment import Assessment
from triage.model.disposition import Disposition
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.programme.plan import plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedVignette:
    """A vignette of either pack whose result changes."""

    vignette: Vignette
    before: Disposition
    after: Disposition
    causes: tuple[tuple[str, str | None, str | None], ...]  # cause, grade before, grade after
    gained: tuple[str, ...]  # exercises
    lost: tuple[str, ...]


def changed_vignettes(
    old: Pack, new: Pack, vignettes: Sequence[Vignette]
) -> tuple[ChangedVignette, ...]:
    """Return the vignettes whose result changes, those that become less urgent first."""
    if old.digest == new.digest:
        return ()
    engines = Engine(old), Engine(new)
    found = []
    for vignette in {v.id: v for v in vignettes}.values():
        answers = vignette.sheet.answers
        before, after = (e.assess(admitted(answers, e.pack)) for e in engines)
        grades = [{c.cause: c.grade for c in a.causes} for a in (before, after)]
        causes = tuple(
            (cause, grades[0].get(cause), grades[1].get(cause))
            for cause in {**grades[0], **grades[1]}
            if grades[0].get(cause) != grades[1].get(cause)
        )
        had, has = (_offered(a, vignette) for a in (before, after))
        if before.disposition != after.disposition or causes or had != has:
            found.append(
                ChangedVignette(
                    vignette=vignette,
                    before=before.disposition,
                    after=after.disposition,
                    causes=causes,
                    gained=tuple(e for e in has if e not in had),
                    lost=tuple(e for e in had if e not in has),
                )
            )
    return tuple(sorted(found, key=lambda changed: changed.after - changed.before))


def _offered(assessment: Assessment, vignette: Vignette) -> tuple[str, ...]:
    return tuple(c.exercise.id for c in plan(assessment, vignette.sheet.tried).offered)
