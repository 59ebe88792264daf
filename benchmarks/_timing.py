"""Timing for the benchmark scripts: the best of several rounds, as ratios."""

from __future__ import annotations

import time
from collections.abc import Callable


def best_of(action: Callable[[], object], rounds: int = 7, least_seconds: float = 0.05) -> float:
    """Return the seconds one call takes: the best round, each long enough to be measured."""
    calls = 1
    while True:
        spent = _spent(action, calls)
        if spent >= least_seconds:
            break
        calls *= 2
    return min(_spent(action, calls) for _ in range(rounds)) / calls


def _spent(action: Callable[[], object], calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        action()
    return time.perf_counter() - start


def milliseconds(seconds: float) -> str:
    """Write a duration in milliseconds."""
    return f"{seconds * 1000:8.1f} ms"
