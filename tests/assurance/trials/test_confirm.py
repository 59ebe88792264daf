"""The engine confirms what the plain evaluator says of vignettes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.assurance.vignettes import vignettes_of
from triage.assurance.trials.confirm import ONE_IN, confirm, sample_of
from triage.assurance.trials.judge import Judge
from triage.assurance.trials.trial import Trial, try_all, try_vignette
from triage.errors import EngineFault
from triage.model.pack import Pack
from triage.store.packs import load_vignettes


def kinds_in(trials: Iterable[Trial]) -> set[type]:
    return {type(firing.rule.then) for trial in trials for firing in trial.judged.trace}


def test_vignettes_tried_together_come_out_as_one_by_one(back_pain: Pack) -> None:
    """Trying all at once is a matter of speed alone."""
    vignettes = load_vignettes(back_pain)[::40]
    judge = Judge(back_pain)
    assert try_all(judge, vignettes) == [try_vignette(judge, vignette) for vignette in vignettes]


def test_the_sample_has_every_kind_of_rule_and_does_not_depend_on_order(back_pain: Pack) -> None:
    """One in 25, the same on every machine, with a vignette for each kind of conclusion."""
    trials = try_all(Judge(back_pain), load_vignettes(back_pain))
    sample = sample_of(trials)
    assert len(trials) / ONE_IN <= len(sample) <= len(trials) / ONE_IN + 8
    assert {t.vignette.id for t in sample_of(trials[::-1])} == {t.vignette.id for t in sample}
    assert kinds_in(sample) == kinds_in(trials)


def test_a_difference_between_the_evaluators_is_our_own_fault(ottawa: Pack) -> None:
    """It is never reported as a vignette that fails."""
    first, second, *_ = try_all(Judge(ottawa), vignettes_of(ottawa))
    assert first.stated.worlds != second.stated.worlds
    wrong = type(first)(
        vignette=first.vignette, stated=second.stated, filled=second.filled, misses=first.misses
    )
    with pytest.raises(EngineFault, match="differ"):
        confirm(ottawa, [wrong])


@pytest.mark.slow
@pytest.mark.release
def test_the_engine_confirms_every_vignette(back_pain: Pack) -> None:
    """What `pack test` does for a sample holds of all."""
    confirm(back_pain, try_all(Judge(back_pain), load_vignettes(back_pain)))
