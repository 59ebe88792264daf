"""Truth has three values, with the tables of strong Kleene logic."""

from __future__ import annotations

from itertools import product

import pytest

from triage.model.truth import (
    EACH_WORLD,
    EITHER,
    EVERYWHERE,
    IF_ASKED,
    IF_UNSURE,
    NOWHERE,
    SURE,
    UNASKED,
    UNSURE,
    Truth,
    truth_in,
)

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
PAIRS = list(product(Truth, repeat=2))


@pytest.mark.parametrize(
    ("left", "right", "both"),
    [
        (NO, NO, NO), (NO, UNKNOWN, NO), (NO, YES, NO),
        (UNKNOWN, NO, NO), (UNKNOWN, UNKNOWN, UNKNOWN), (UNKNOWN, YES, UNKNOWN),
        (YES, NO, NO), (YES, UNKNOWN, UNKNOWN), (YES, YES, YES),
    ],
)  # fmt: skip
def test_and_is_as_false_as_the_falser_part(left: Truth, right: Truth, both: Truth) -> None:
    """One "no" settles an "and", however much is unknown."""
    assert left & right is both


@pytest.mark.parametrize(
    ("left", "right", "either"),
    [
        (NO, NO, NO), (NO, UNKNOWN, UNKNOWN), (NO, YES, YES),
        (UNKNOWN, NO, UNKNOWN), (UNKNOWN, UNKNOWN, UNKNOWN), (UNKNOWN, YES, YES),
        (YES, NO, YES), (YES, UNKNOWN, YES), (YES, YES, YES),
    ],
)  # fmt: skip
def test_or_is_as_true_as_the_truer_part(left: Truth, right: Truth, either: Truth) -> None:
    """One "yes" settles an "or", however much is unknown."""
    assert left | right is either


@pytest.mark.parametrize(("truth", "opposite"), [(NO, YES), (UNKNOWN, UNKNOWN), (YES, NO)])
def test_what_is_unknown_stays_unknown_when_denied(truth: Truth, opposite: Truth) -> None:
    """Silence is never "no", so its opposite is never "yes"."""
    assert ~truth is opposite


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_denying_both_is_denying_either(left: Truth, right: Truth) -> None:
    """De Morgan's laws hold with three values too."""
    assert ~(left & right) is ~left | ~right
    assert ~(left | right) is ~left & ~right


def test_the_four_worlds_are_four_and_make_up_everything() -> None:
    """No two worlds share a bit, and none is forgotten."""
    assert len(set(EACH_WORLD)) == 4
    assert sum(EACH_WORLD) == EVERYWHERE == SURE | UNSURE | UNASKED | EITHER


@pytest.mark.parametrize(
    ("worlds", "truth"),
    [
        (EVERYWHERE, YES),
        (NOWHERE, NO),
        (IF_UNSURE, UNKNOWN),
        (IF_ASKED, UNKNOWN),
        (EITHER, UNKNOWN),
        (UNSURE | UNASKED | EITHER, UNKNOWN),
    ],
)
def test_what_is_true_in_every_world_is_yes_and_in_none_is_no(worlds: int, truth: Truth) -> None:
    """What depends on an unknown answer is unknown, whichever way it depends on it."""
    assert truth_in(worlds) is truth
