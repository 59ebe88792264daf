"""Amounts of time in one unit -> in another, so that a fix keeps what its author meant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from triage.errors import worded

_HOURS = {"hour": 1, "day": 24, "week": 7 * 24, "month": 30 * 24, "year": 365 * 24}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in another unit: the number or, where it is not whole, those on either side."""

    numbers: tuple[Decimal, ...]
    note: str  # what was counted as what: "a week counts as 7 days"

    def __str__(self) -> str:
        if len(self.numbers) == 1:
            return str(self.numbers[0])
        below, above = self.numbers
        return worded("amount.either", below=below, above=above)


def converted(number: Decimal, said: str, unit: str) -> Amount | None:
    """Return a number of the unit that was said in another unit, or None if they do not compare."""
    given, wanted = _name(said), _name(unit)
    if given is None or wanted is None or given == wanted:
        return None
    exact = Fraction(number) * _HOURS[given] / _HOURS[wanted]
    below = exact.numerator // exact.denominator
    numbers = (below,) if below == exact else (below, below + 1)
    larger, smaller = sorted((given, wanted), key=lambda name: -_HOURS[name])
    each = Fraction(_HOURS[larger], _HOURS[smaller])
    times = each.numerator if each.denominator == 1 else f"{float(each):.1f}"
    note = worded("amount.counts_as", larger=larger, times=times, smaller=smaller)
    return Amount(tuple(map(Decimal, numbers)), note)


def _name(unit: str) -> str | None:
    name = unit.strip().lower()
    return next((known for known in _HOURS if name in (known, f"{known}s")), None)
