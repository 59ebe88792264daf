"""The ladder of dispositions, from self-care to emergency."""

from __future__ import annotations

import pytest

from triage.model.disposition import DISPOSITION_IDS, Disposition


def test_the_ladder_has_five_rungs_in_order_of_urgency() -> None:
    """What is greater is more urgent."""
    assert DISPOSITION_IDS == ("self_care", "see_physio", "see_doctor", "same_day", "emergency")
    assert sorted(Disposition) == [Disposition.named(id) for id in DISPOSITION_IDS]


@pytest.mark.parametrize("disposition", Disposition)
def test_a_disposition_is_found_by_its_id(disposition: Disposition) -> None:
    """The word in a pack and the rung of the ladder name each other."""
    assert Disposition.named(disposition.id) is disposition


def test_there_is_no_other_rung() -> None:
    """A word that is not a disposition names none."""
    with pytest.raises(KeyError):
        Disposition.named("all_clear")
