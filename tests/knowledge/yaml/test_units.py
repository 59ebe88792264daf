"""An amount in another unit is converted, never taken over as a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from triage.knowledge.yaml.units import converted


@pytest.mark.parametrize(
    ("number", "said", "unit", "numbers", "note"),
    [
        ("6", "weeks", "days", ["42"], "a week counts as 7 days"),
        ("1", "day", "hours", ["24"], "a day counts as 24 hours"),
        ("36", "hours", "days", ["1", "2"], "a day counts as 24 hours"),
        ("48", "hours", "days", ["2"], "a day counts as 24 hours"),
        ("3", "months", "days", ["90"], "a month counts as 30 days"),
        ("2", "Years", "days", ["730"], "a year counts as 365 days"),
        ("1.5", "weeks", "days", ["10", "11"], "a week counts as 7 days"),
        ("10", "days", "weeks", ["1", "2"], "a week counts as 7 days"),
        ("2", "years", "months", ["24", "25"], "a year counts as 12.2 months"),
    ],
)
def test_time_in_another_unit_keeps_its_length(
    number: str, said: str, unit: str, numbers: list[str], note: str
) -> None:
    """Six weeks are 42 days; where the result is not whole, both neighbours are named."""
    amount = converted(Decimal(number), said, unit)
    assert amount is not None
    assert list(map(str, amount.numbers)) == numbers
    assert amount.note == note


@pytest.mark.parametrize(
    ("said", "unit"), [("km", "years"), ("stones", "days"), ("weeks", "points"), ("days", "days")]
)
def test_what_cannot_be_converted_is_not_guessed(said: str, unit: str) -> None:
    """A number of one thing says nothing about another."""
    assert converted(Decimal(6), said, unit) is None
