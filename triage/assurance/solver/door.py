"""The only door to z3: what formulas are made of, and the questions that are put to the solver.

Nothing else imports z3: code that builds formulas imports the name `z3` from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from triage.errors import ExtraMissing, Fault, Location

try:
    import z3
except ImportError:
    z3 = None

__all__ = ["Formula", "Model", "model_of", "nearest_model", "need_solver", "z3"]

Formula = Any
Model = Any
EFFORT = 100_000_000
"""Steps that z3 may take for one sheet. Counted, not timed, so that a busy machine and an idle one
find the same."""


def need_solver() -> None:
    """Stop with a plain message when the solver is not installed.

    Raises:
        ExtraMissing: z3 is not installed.
    """
    if z3 is None:
        raise ExtraMissing(
            Fault(
                what="proving needs the solver z3",
                where=Location("triage pack"),
                fix="install it with: pip install 'runner-triage[assure]'",
            )
        )


def model_of(*formulas: Formula, seconds: float | None = None) -> Model | None:
    """Return a model of all formulas, False if there is none, None if that was not decided.

    The solver stops after `seconds`, or else after a fixed number of steps.
    """
    solver = z3.SolverFor("QF_FD")
    if seconds is None:
        solver.set("rlimit", EFFORT)
    elif seconds <= 0:
        return None
    else:
        solver.set("timeout", max(1, int(seconds * 1000)))
    solver.add(*formulas)
    return _answer(solver)


def nearest_model(formulas: Iterable[Formula], wishes: Iterable[Formula]) -> Model | None:
    """Return the model of all formulas that meets the most wishes; otherwise as `model_of`."""
    optimizer = z3.Optimize()
    optimizer.set("rlimit", EFFORT)
    optimizer.add(*formulas)
    for wish in wishes:
        optimizer.add_soft(wish)
    return _answer(optimizer)


def _answer(solver: Any) -> Model | None:
    answer = solver.check()
    if answer == z3.sat:
        return solver.model()
    return False if answer == z3.unsat else None
