"""The engine on a sample of the vignettes, to confirm what the plain evaluator says of all.

The sample is the same on every machine and for every pack that has these vignettes: it follows
from the digests of their ids. It has vignettes for every kind of conclusion that fires in any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from triage.assurance.trials.trial import Trial, try_vignette
from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.assessment import Assessment
from triage.model.pack import Pack

ONE_IN = 25
"""One in so many vignettes is in the sample."""


def sample_of(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """Return the trials that the engine confirms: one in `ONE_IN`, and one per kind of rule."""
    ordered = sorted(trials, key=lambda trial: _place(trial.vignette.id))
    chosen = {trial.vignette.id for trial in ordered[: -(-len(ordered) // ONE_IN)]}
    kinds: set[type] = set()
    for trial in (*(t for t in ordered if t.vignette.id in chosen), *ordered):
        new = {type(firing.rule.then) for firing in trial.judged.trace} - kinds
        if new:
            kinds |= new
            chosen.add(trial.vignette.id)
    return tuple(trial for trial in trials if trial.vignette.id in chosen)


def confirm(pack: Pack, trials: Iterable[Trial]) -> None:
    """Try vignettes again by the engine.

    Raises:
        EngineFault: it does not conclude what the plain evaluator concluded.
    """
    engine = Engine(pack)
    for trial in trials:
        again = try_vignette(engine, trial.vignette)
        if again.misses != trial.misses or _result(again.judged) != _result(trial.judged):
            raise EngineFault(f"the two evaluators differ on the vignette {trial.vignette.id}")


def _place(id: str) -> bytes:
    return sha256(id.encode()).digest()


def _result(found: Assessment) -> tuple[object, ...]:
    return (
        found.disposition,
        found.ceiling,
        dict(found.worlds),
        dict(found.findings),
        found.causes,
        found.advice,
        found.held,
        found.added,
        found.dropped,
    )
