"""A solver that keeps what it learned is as right as a new one."""

from __future__ import annotations

import random

from triage.assurance.solver.door import Formula, solver_for, z3


def formula(chosen: random.Random, atoms: list[Formula], depth: int) -> Formula:
    """Return a formula of counts, sums and choices, as a pack's rules make them."""
    if depth == 0:
        atom = chosen.choice(atoms)
        return z3.Not(atom) if chosen.random() < 0.5 else atom
    parts = [formula(chosen, atoms, depth - 1) for _ in range(chosen.randint(2, 5))]
    weighed = [(part, chosen.randint(1, 3)) for part in parts]
    least = chosen.randint(2, len(parts))
    ways = [z3.And(*parts), z3.Or(*parts), z3.AtLeast(*parts, least), z3.PbGe(weighed, least)]
    return chosen.choice(ways)


def test_a_solver_with_scopes_finds_what_a_new_solver_finds() -> None:
    """A hundred questions to one solver: each model meets all that was added."""
    chosen = random.Random(0)
    items = [[z3.Bool(f"{item}={value}") for value in "abcd"] for item in range(40)]
    legal = [z3.AtMost(*values, 1) for values in items]
    rules = [formula(chosen, [v for values in items for v in values], 3) for _ in range(40)]
    kept = solver_for()
    kept.add(*legal)
    for _ in range(100):
        asked = [formula(chosen, rules, 2) for _ in range(chosen.randint(1, 3))]
        new = solver_for()
        new.add(*legal, *asked)
        kept.push()
        kept.add(*asked)
        answer = kept.check()
        assert answer == new.check()
        if answer == z3.sat:
            model = kept.model()
            assert all(z3.is_true(model.eval(f, True)) for f in [*legal, *asked])
        kept.pop()
