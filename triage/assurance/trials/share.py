"""A share of cases, with the uncertainty of small numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with its Wilson 95% interval (Wilson, J Am Stat Assoc 1927;22:209)."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        """The share in percent, 0 of nothing."""
        return 100 * self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and upper bound in percent; 0 and 100 of nothing."""
        if not self.of:
            return 0.0, 100.0
        n, p, z2 = self.of, self.count / self.of, Z_95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)
