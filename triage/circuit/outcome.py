"""What follows from the rules: disposition, suspects, causes, advice and held traits, as wires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.circuit.circuit import Circuit, Wire
from triage.circuit.conditions import Conditions
from triage.model.condition import CauseIs
from triage.model.disposition import Disposition
from triage.model.rule import Advise, Hold, RedFlag
from triage.model.truth import EITHER, SURE, UNASKED, UNSURE, Worlds


def ladders(wires: Conditions) -> tuple[dict[Disposition, Wire], dict[Disposition, Wire]]:
    """Where at least each disposition counts now, and where one could come to count."""
    circuit = wires.circuit
    reached: dict[Disposition, Wire] = {}
    reachable: dict[Disposition, Wire] = {}
    now, later = circuit.never, circuit.never
    for level in reversed(Disposition):
        counting, possible = [now], [later]
        if wires.pack.baseline == level:
            counting.append(circuit.always)
        for rule, then in wires.pack.concluding(RedFlag):
            if then.if_unsure == level:
                counting.append(wires.rule(rule, UNSURE))
                possible.append(wires.rule(rule, EITHER))
            elif then.disposition == level:
                counting.append(wires.rule(rule, SURE))
                possible.append(wires.rule(rule, UNASKED))
        now = reached[level] = circuit.any(counting)
        later = reachable[level] = circuit.any([now, *possible])
    return reached, reachable


def above(reached: Mapping[Disposition, Wire], level: Disposition, circuit: Circuit) -> Wire:
    """Where what counts is more urgent than `level`."""
    return reached[Disposition(level + 1)] if level < max(Disposition) else circuit.never


def deciding(wires: Conditions, reached: Mapping[Disposition, Wire]) -> Iterator[tuple[str, Wire]]:
    """Name each red flag with where it sets the disposition that counts."""
    circuit = wires.circuit

    def is_at(level: Disposition) -> Wire:
        return circuit.all([reached[level], circuit.negated(above(reached, level, circuit))])

    for rule, then in wires.pack.concluding(RedFlag):
        # Where the flag is raised and more urgent than unsure, that level is not `if_unsure`.
        by_state = ((SURE, then.disposition), (UNSURE, then.if_unsure))
        yield (
            rule.id,
            circuit.any(
                circuit.all([wires.rule(rule, world), is_at(level)]) for world, level in by_state
            ),
        )


def concluding(
    wires: Conditions, kind: type[RedFlag | Advise], part: str, name: str, world: Worlds
) -> Wire:
    """Where some rule that concludes just this is true in a world."""
    return wires.circuit.any(
        wires.rule(rule, world)
        for rule in wires.pack.rules
        if isinstance(rule.then, kind) and getattr(rule.then, part) == name
    )


def grades_reached(wires: Conditions) -> Iterator[tuple[str, str, Wire]]:
    """Name each cause and grade with where that is the highest grade it reaches."""
    circuit, grades = wires.circuit, wires.pack.grades
    for cause in wires.pack.causes if grades else ():
        reached = wires.sums(CauseIs(cause.id, grades[-1][0]), SURE)
        for number, (grade, needed) in enumerate(grades):
            higher = [reached[more] for _, more in grades[number + 1 :]]
            parts = [reached[needed], *map(circuit.negated, higher)]
            yield cause.id, grade, circuit.all(parts)


def held(wires: Conditions, trait: str) -> Wire:
    """Where a trait is held: by a rule that fired or is not ruled out."""
    return wires.circuit.any(
        wires.rule(rule, EITHER)
        for rule, then in wires.pack.concluding(Hold)
        if trait in then.traits
    )
