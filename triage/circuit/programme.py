"""Which exercises a row is offered: `programme.plan`, as wires."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from triage.circuit.circuit import Ask, Wire
from triage.circuit.columns import tried_column
from triage.circuit.conditions import Conditions
from triage.circuit.logic import Named
from triage.model.exercise import Exercise, ExerciseKind, UseWhen
from triage.model.rule import Add
from triage.model.truth import SURE


def offered(
    wires: Conditions,
    held: Mapping[str, Wire],
    graded: Collection[tuple[str, str, Wire]],
    allowed: Wire,
) -> Named:
    """Name each exercise with where it is offered; `allowed` is where a programme may be given.

    `graded` says of each cause and grade where that is the highest grade the cause reaches.
    """
    if wires.pack.dosage is None:
        return ()
    circuit = wires.circuit
    is_in: dict[str, Wire] = {}
    failed: dict[str, Wire] = {}
    free: dict[str, Wire] = {}
    for exercise in wires.pack.exercises:
        kept = circuit.any(held[t] for t in exercise.traits if t in held)
        bad = circuit.test(tried_column(exercise.id), Ask.EQUAL, False)
        failed[exercise.id] = circuit.all([bad, circuit.negated(kept)])
        free[exercise.id] = circuit.negated(circuit.any([kept, bad]))
    first = _first(wires, free, graded, wires.pack.dosage.first)
    ladder = [e for e in wires.pack.exercises if e.kind is not ExerciseKind.VARIANT]
    variants = [e for e in wires.pack.exercises if e.kind is ExerciseKind.VARIANT]
    for exercise in ladder + variants:
        reasons = [_added(wires, exercise)]
        if exercise.kind is ExerciseKind.FLEXIBILITY:
            reasons.append(circuit.always)
        elif exercise.variant_of is None:
            reasons.append(first[exercise.id])
        elif exercise.use_when is UseWhen.EASIER:
            reasons.append(failed[exercise.variant_of])
        elif exercise.use_when is UseWhen.OUTDOORS:
            reasons.append(is_in[exercise.variant_of])
        is_in[exercise.id] = circuit.all([free[exercise.id], circuit.any(reasons)])
    return tuple((e.id, circuit.all([allowed, is_in[e.id]])) for e in wires.pack.exercises)


def _first(
    wires: Conditions,
    free: Mapping[str, Wire],
    graded: Collection[tuple[str, str, Wire]],
    places: int,
) -> dict[str, Wire]:
    """Name each rung of the ladder with where it is among the first: by grade, then by ladder."""
    circuit = wires.circuit
    rungs = [e for e in wires.pack.exercises if e.kind is ExerciseKind.STRENGTH]
    left = {e.id: free[e.id] for e in rungs}
    first = {e.id: circuit.never for e in rungs}
    taken: list[tuple[Wire, int]] = []
    for grade in [*(grade for grade, _ in reversed(wires.pack.grades)), None]:
        for e in rungs:
            in_turn = left[e.id]
            if grade is not None:
                helps = circuit.any(w for c, at, w in graded if c in e.causes and at == grade)
                in_turn = circuit.all([in_turn, helps])
                left[e.id] = circuit.all([left[e.id], circuit.negated(helps)])
            has_place = circuit.negated(circuit.tally(places, taken)[places])
            takes = circuit.all([in_turn, has_place])
            taken.append((takes, 1))
            first[e.id] = circuit.any([first[e.id], takes])
    return first


def _added(wires: Conditions, exercise: Exercise) -> Wire:
    return wires.circuit.any(
        wires.rule(rule, SURE)
        for rule, then in wires.pack.concluding(Add)
        if then.exercise == exercise.id
    )
