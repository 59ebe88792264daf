"""What is open: questions that could still raise the disposition, and answers left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.circuit.answers import column_of
from triage.circuit.circuit import Wire
from triage.circuit.conditions import Conditions
from triage.circuit.logic import Named
from triage.model.condition import AtLeast, Condition, FindingIs, Includes, Literal, SumAtom
from triage.model.disposition import Disposition
from triage.model.item import Item, item_of, items_of
from triage.model.pack import Pack
from triage.model.rule import RedFlag, Rule
from triage.model.truth import EITHER, UNASKED


def dropped(wires: Conditions) -> Iterator[tuple[str, Wire]]:
    """Name each question and box with where an answer to it is left over, as it does not apply."""
    circuit = wires.circuit

    def is_closed(gate: Condition) -> Wire:
        return circuit.negated(wires.condition(gate, EITHER))

    for question in wires.pack.questions:
        items = items_of(question)
        applies = circuit.always
        if question.ask_when is not None:
            closed = is_closed(question.ask_when)
            given = circuit.negated(circuit.all(wires.is_blank(item) for item in items))
            yield question.id, circuit.all([closed, given])
            applies = circuit.negated(closed)
        for option in question.options:
            if option.ask_when is not None:
                box = Includes(question.id, option.id)
                whole = circuit.all(wires.is_unsure(item) for item in items)
                unsure = circuit.all([wires.is_unsure(item_of(box)), circuit.negated(whole)])
                given = circuit.any([wires.fits(box, True), unsure])
                parts = [applies, is_closed(option.ask_when), given]
                yield column_of(item_of(box)), circuit.all(parts)


def unsettled_by(wires: Conditions, reached: Mapping[Disposition, Wire]) -> Named:
    """Where a question not asked yet keeps a red flag open that could still raise things.

    From each such flag the search goes down through what is open, as `Valuation.unasked` does,
    once for all flags: a rule, a gate or a count is searched where anything above it is.
    """
    circuit = wires.circuit
    questions = {q.id: items_of(q) for q in wires.pack.questions}
    found: dict[Item, set[Wire]] = {item: set() for each in questions.values() for item in each}
    searched: dict[str, set[Wire]] = {rule.id: set() for rule in wires.pack.rules}

    def search(condition: Condition, above: Wire) -> None:
        if isinstance(condition, AtLeast):
            here = circuit.all([above, wires.is_open(condition)])
            for part in condition.of:
                search(part, here)
        else:
            visit(condition, above)

    def visit(literal: Literal, above: Wire) -> None:
        atom = literal.atom
        if isinstance(atom, FindingIs | SumAtom):
            here = circuit.all([above, wires.is_open(literal)])
            for rule in wires.pack.rules_for(atom):
                searched[rule.id].add(here)
            return
        found[item_of(atom)].add(above)

    for rule, then in wires.pack.concluding(RedFlag):
        below = circuit.any(
            [
                circuit.all([wires.rule(rule, world), circuit.negated(reached[level])])
                for world, level in ((UNASKED, then.disposition), (EITHER, then.if_unsure))
            ]
        )
        searched[rule.id].add(below)
    for rule in _last_first(wires.pack):
        if searched[rule.id]:
            search(rule.when, circuit.any(searched[rule.id]))
    wired: dict[str, Wire] = {}
    for question in reversed(wires.pack.questions):
        waiting = {
            item: circuit.all([circuit.any(found[item]), wires.is_unasked(item)])
            for item in questions[question.id]
        }
        wire = wired[question.id] = circuit.any(waiting.values())
        if question.ask_when is not None:
            search(question.ask_when, wire)
        for option in question.options:
            if option.ask_when is not None:
                search(option.ask_when, waiting[question.id, option.id])
    return tuple((question.id, wired[question.id]) for question in wires.pack.questions)


def _last_first(pack: Pack) -> tuple[Rule, ...]:
    """Return the rules so that each comes before those that its findings and sums depend on."""
    ordered: dict[str, Rule] = {}

    def place(rule: Rule) -> None:
        if rule.id in ordered:
            return
        for literal in rule.when.literals():
            if isinstance(literal.atom, FindingIs | SumAtom):
                for other in pack.rules_for(literal.atom):
                    place(other)
        ordered[rule.id] = rule

    for rule in pack.rules:
        place(rule)
    return tuple(reversed(ordered.values()))
