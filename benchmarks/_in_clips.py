"""The rules of a pack as CLIPS would have them: one wide fact a runner, findings as facts.

This does less than ours: it fires the rules for what is sure, with the points of causes, and knows
nothing of "not ruled out", of open questions or of what to offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, count
from typing import Any

import clips

from triage.circuit.columns import Column, Type, columns_of
from triage.model.condition import AtLeast, CauseIs, Compare, Condition, FindingIs, Includes, Is
from triage.model.pack import Pack
from triage.model.rule import Evidence, Finding

ABSENT = "does-not-apply"
_SIGN = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Clips:
    """The CLIPS engine of one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._columns = {c.name: c for c in columns_of(pack) if c.exercise is None}
        self._variables = count()
        self._environment = clips.Environment()
        slots = " ".join(f"(slot {slot(name)})" for name in self._columns)
        self._environment.build(f"(deftemplate row {slots})")
        self._environment.build("(deftemplate found (slot name))")
        self._environment.build("(deftemplate points (slot cause) (slot by) (slot points))")
        self._environment.build("(deftemplate fired (slot rule))")
        for text in self.texts():
            self._environment.build(text)
        self._row = self._environment.find_template("row")
        self._fired = self._environment.find_template("fired")

    def texts(self) -> Iterator[str]:
        """Return the rules as CLIPS writes them; what does not apply is marked so first."""
        for question in self.pack.questions:
            if question.ask_when is not None:
                names = [slot(n) for n, c in self._columns.items() if c.question == question.id]
                marks = " ".join(f"({name} {ABSENT})" for name in names)
                guard = f"?row <- (row ({names[0]} ~{ABSENT}))"
                gate = f"{guard} {self.element(question.ask_when.negated())}"
                yield (
                    f"(defrule skip-{question.id} (declare (salience 30)) {gate}"
                    f" => (modify ?row {marks}))"
                )
        for rule in self.pack.rules:
            actions = [f"(assert (fired (rule {rule.id})))"]
            if isinstance(rule.then, Finding):
                actions.append(f"(assert (found (name {rule.then.finding})))")
            if isinstance(rule.then, Evidence):
                cause, points = rule.then.cause, rule.then.points
                actions.append(
                    f"(assert (points (cause {cause}) (by {rule.id}) (points {points})))"
                )
            salience = {Finding: 20, Evidence: 5}.get(type(rule.then), 0)
            yield self.text(rule.id, salience, rule.when, " ".join(actions))
        for finding in self.pack.findings:
            against = [r.when.negated() for r in self.pack.rules_for_finding(finding.id)]
            if against:
                action = f"(assert (found (name no-{finding.id})))"
                whole = AtLeast(len(against), tuple(against))
                yield self.text(f"no-{finding.id}", 10, whole, action)
        for cause in self.pack.causes:
            yield self.grading(cause.id)

    def text(self, name: str, salience: int, when: Condition, actions: str) -> str:
        """Return one rule as CLIPS writes it."""
        declared = f"(declare (salience {salience}))"
        return f"(defrule {name} {declared} {self.element(when)} => {actions})"

    def element(self, condition: Condition) -> str:
        """Return a condition as CLIPS writes it."""
        if isinstance(condition, AtLeast):
            parts = [self.element(part) for part in condition.of]
            if condition.is_all:
                return f"(and {' '.join(parts)})" if len(parts) > 1 else parts[0]
            ways = [
                f"(and {' '.join(map(self.element, way))})"
                for way in combinations(condition.of, condition.count)
            ]
            return f"(or {' '.join(ways)})" if len(ways) > 1 else ways[0]
        atom, positive = condition.atom, condition.positive
        match atom:
            case FindingIs(finding):
                return f"(found (name {finding if positive else f'no-{finding}'}))"
            case CauseIs(cause, grade):
                return f"(found (name {cause}--{grade}))"
            case Includes(question, option):
                word = "yes" if positive else f"no|{ABSENT}"
                return f"(row ({slot(f'{question}:{option}')} {word}))"
            case Is(question, options):
                every = self.pack.question[question].option_ids
                fitting = [option for option in every if (option in options) is positive]
                words = "|".join(fitting if positive else [*fitting, ABSENT])
                return f"(row ({slot(question)} {words}))"
            case Compare(question, operator, number):
                sign, name = operator if positive else _SIGN[operator], f"?v{next(self._variables)}"
                test = f"(and (numberp {name}) ({sign} {name} {number}))"
                test = test if positive else f"(or (eq {name} {ABSENT}) {test})"
                return f"(row ({slot(question)} {name}&:{test}))"

    def grading(self, cause: str) -> str:
        """Return the rule that adds up the points of a cause, once all evidence is in."""
        adding = (
            f"(do-for-all-facts ((?p points)) (eq ?p:cause {cause}) (bind ?sum (+ ?sum ?p:points)))"
        )
        asserting = " ".join(
            f"(if (>= ?sum {needed}) then (assert (found (name {cause}--{grade}))))"
            for grade, needed in self.pack.grades
        )
        actions = f"(bind ?sum 0) {adding} {asserting}"
        return f"(defrule grade-{cause} (declare (salience 4)) (row) => {actions})"

    def fired(self, row: dict[str, Any]) -> frozenset[str]:
        """Fire the rules for one runner, and return those of the pack that fired."""
        self._environment.reset()
        given = {
            slot(name): self.value(column, row[name])
            for name, column in self._columns.items()
            if row[name] is not None
        }
        self._row.assert_fact(**given)
        self._environment.run()
        return frozenset(str(fact["rule"]) for fact in self._fired.facts())

    def value(self, column: Column, value: Any) -> Any:
        """Return a cell as CLIPS has it."""
        return value if column.type in (Type.WHOLE, Type.DECIMAL) else clips.Symbol(str(value))


def slot(column: str) -> str:
    """Return the name of a column as CLIPS allows it."""
    return column.replace(":", "--")
