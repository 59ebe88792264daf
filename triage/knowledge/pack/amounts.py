"""A comparison whose number is in another unit: how to write it in the question's own."""

from __future__ import annotations

from decimal import Decimal

from triage.knowledge.yaml.units import converted


def in_unit(compared: str, number: Decimal, said: str | None, unit: str) -> str:
    """Return how to compare with a number whose unit is missing or another one."""
    if said is None:
        return f"write '{compared} {number} {unit}', if it is {unit} that you mean"
    amount = converted(number, said, unit)
    if amount is None:
        return f"write the number of {unit} that you mean"
    written = " or ".join(f"'{compared} {number} {unit}'" for number in amount.numbers)
    return f"write {written}: {amount.note}"
