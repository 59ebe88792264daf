"""Which exercises a row is offered: `programme.plan`, as wires."""

from __future__ import annotations

from collections.abc import Mapping

from triage.circuit.circuit import Ask, Wire
from triage.circuit.columns import tried_column
from triage.circuit.conditions import Conditions
from triage.circuit.logic import Named
from triage.model.exercise import Exercise, ExerciseKind, UseWhen
from triage.model.rule import Add
from triage.model.truth import SURE


def offered(wires: Conditions, held: Mapping[str, Wire], allowed: Wire) -> Named:
    """Name each exercise with where it is offered; `allowed` is where a programme may be given."""
    if wires.pack.dosage is None:
        return ()
    circuit, first = wires.circuit, wires.pack.dosage.first
    is_in: dict[str, Wire] = {}
    failed: dict[str, Wire] = {}
    taken: list[tuple[Wire, int]] = []
    ladder = [e for e in wires.pack.exercises if e.kind is not ExerciseKind.VARIANT]
    variants = [e for e in wires.pack.exercises if e.kind is ExerciseKind.VARIANT]
    for exercise in ladder + variants:
        kept = circuit.any(held[t] for t in exercise.traits if t in held)
        bad = circuit.test(tried_column(exercise.id), Ask.EQUAL, False)
        failed[exercise.id] = circuit.all([bad, circuit.negated(kept)])
        free = circuit.negated(circuit.any([kept, bad]))
        reasons = [_added(wires, exercise)]
        if exercise.kind is ExerciseKind.FLEXIBILITY:
            reasons.append(circuit.always)
        elif exercise.variant_of is None:
            has_place = circuit.negated(circuit.tally(first, taken)[first])
            reasons.append(has_place)
            taken.append((circuit.all([free, has_place]), 1))
        elif exercise.use_when is UseWhen.EASIER:
            reasons.append(failed[exercise.variant_of])
        elif exercise.use_when is UseWhen.OUTDOORS:
            reasons.append(is_in[exercise.variant_of])
        is_in[exercise.id] = circuit.all([free, circuit.any(reasons)])
    return tuple((e.id, circuit.all([allowed, is_in[e.id]])) for e in wires.pack.exercises)


def _added(wires: Conditions, exercise: Exercise) -> Wire:
    return wires.circuit.any(
        wires.rule(rule, SURE)
        for rule, then in wires.pack.concluding(Add)
        if then.exercise == exercise.id
    )
