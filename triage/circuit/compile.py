"""Pack -> circuit: every rule in the worlds that matter, and what follows from the rules.

A condition becomes a wire for each world of model/truth.py in which anything asks for it: a red
flag needs all four, a hold and advice for safety the one in which all unknowns are true, evidence
and other advice only the one in which all are false.

What is known of worlds saves work: SURE lies within the others, and they within EITHER.
"""

from __future__ import annotations

from triage.circuit.circuit import Circuit
from triage.circuit.conditions import Conditions
from triage.circuit.logic import Logic
from triage.circuit.outcome import above, concluding, deciding, grades_reached, held, ladders
from triage.circuit.programme import offered
from triage.circuit.unsettled import dropped, unsettled_by
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.pack import Pack
from triage.model.rule import Advise, RedFlag
from triage.model.truth import EITHER, SURE, UNSURE


def logic_of(pack: Pack) -> Logic:
    """Return the circuit of a pack, with nothing in it that no result needs."""
    circuit = Circuit()
    wires = Conditions(pack, circuit)
    reached, reachable = ladders(wires)
    complete = circuit.all(
        circuit.any([reached[level], circuit.negated(reachable[level])]) for level in Disposition
    )
    causes = tuple(grades_reached(wires))
    raised = [(s.id, concluding(wires, RedFlag, "suspect", s.id, SURE)) for s in pack.suspects]
    held_traits = tuple(
        (trait.id, wire)
        for trait in pack.traits
        if (wire := held(wires, trait.id)) != circuit.never
    )
    mild = circuit.negated(above(reached, HIGHEST_WITH_PROGRAMME, circuit))
    exercises = offered(wires, dict(held_traits), causes, circuit.all([complete, mild]))
    return Logic(
        circuit=circuit,
        reached=reached,
        reachable=reachable,
        complete=complete,
        deciding=tuple(deciding(wires, reached)),
        raised=tuple(raised),
        not_sure=tuple(
            (
                id,
                circuit.all(
                    [concluding(wires, RedFlag, "suspect", id, UNSURE), circuit.negated(sure)]
                ),
            )
            for id, sure in raised
        ),
        causes=tuple((cause, wire) for cause, _, wire in causes),
        grades=tuple((grade, wire) for _, grade, wire in causes),
        held=held_traits,
        offered=exercises,
        advice=tuple(
            (a.id, concluding(wires, Advise, "advice", a.id, EITHER if a.safety else SURE))
            for a in pack.advice
        ),
        fired=tuple((rule.id, wires.rule(rule, SURE)) for rule in pack.rules),
        unsettled=unsettled_by(wires, reached),
        dropped=tuple(dropped(wires)),
    )
