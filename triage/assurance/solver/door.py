"""The only door to z3: what formulas are made of, and solvers with their limits.

Nothing else imports z3: code that builds formulas imports the name `z3` from here.
"""

from __future__ import annotations

from typing import Any

from triage.errors import ExtraMissing, Fault, Location

try:
    import z3
except ImportError:
    z3 = None

__all__ = ["Formula", "Model", "need_solver", "optimizer", "solver_for", "z3"]

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


def solver_for(seconds: float | None = None) -> Any:
    """Return a new solver that stops after so many seconds, or else after `EFFORT` steps.

    Counts and sums are put to it as clauses. Its own treatment of them goes wrong in long searches
    with scopes: models that do not meet what was added, and damage to its memory.
    """
    solver = z3.SolverFor("QF_FD")
    solver.set("cardinality.solver", False)
    solver.set("pb.solver", "totalizer")
    if seconds is None:
        solver.set("rlimit", EFFORT)
    else:
        solver.set("timeout", max(1, int(seconds * 1000)))
    return solver


def optimizer() -> Any:
    """Return a new optimizer, which meets as many wishes as it can, and stops as a solver does."""
    found = z3.Optimize()
    found.set("rlimit", EFFORT)
    return found
