"""What the vignettes of a pack make of it: which rules they fire, and how certain a share is."""

from __future__ import annotations

from tests.assurance.vignettes import vignettes_of
from triage.assurance.trials.share import Share
from triage.assurance.trials.trial import fired_by
from triage.model.pack import Pack


def test_a_rule_comes_with_the_vignettes_that_fire_it(ottawa: Pack) -> None:
    """The book names beside each rule the vignettes that fire it, and none where there is none."""
    fired = fired_by(ottawa, vignettes_of(ottawa))
    assert set(fired) == {rule.id for rule in ottawa.rules}
    assert fired["RF-ANKLE-01"] == ("tender.ankle",)
    assert fired["RF-CHILD-01"] == ("child.elsewhere",)
    assert fired["RF-FOOT-01"] == ()


def test_a_share_of_nothing_is_unknown() -> None:
    """Where no case was tried, anything from none to all is possible."""
    assert Share(0, 0).interval == (0.0, 100.0)
    low, high = Share(9, 10).interval
    assert low < 90 < high
