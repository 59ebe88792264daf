"""Pack -> circuit: every rule in the worlds that matter, and what follows from the rules.

A condition becomes a wire for each world of model/truth.py in which anything asks for it: a red
flag needs all four, a hold two, evidence and advice only the one in which all unknowns are false.
A question that does not apply is judged as in `model.valuation`: what tests it positively is
true in no world, what tests it negatively in every world.

What is known of worlds saves work: SURE lies within the others, and they within EITHER.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from triage.circuit.circuit import Ask, Circuit, Wire
from triage.circuit.columns import UNSURE as UNSURE_WORD
from triage.circuit.columns import box_column, columns_of, tried_column, unsure_column
from triage.model.condition import (
    AnswerAtom,
    AtLeast,
    CauseIs,
    Compare,
    Condition,
    FindingIs,
    Includes,
    Literal,
)
from triage.model.disposition import HIGHEST_WITH_PROGRAMME, Disposition
from triage.model.exercise import Exercise, ExerciseKind, UseWhen
from triage.model.pack import Pack
from triage.model.question import Kind
from triage.model.rule import Add, Advise, Evidence, Hold, RedFlag, Rule
from triage.model.truth import EITHER, IF_ASKED, IF_UNSURE, SURE, UNASKED, UNSURE, Worlds

Item = tuple[str, str | None]
Named = tuple[tuple[str, Wire], ...]
"""Names with the wire that says of which rows each is true, in the order they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """What a pack makes of a row, as wires of one circuit.

    `reached` and `reachable` say by disposition where what counts now, or could once all has been
    asked, is at least so urgent. The others name what is true of a row. `causes` and `grades` hold
    the same wires: a cause once for each grade, true where that is the highest it reaches.
    """

    circuit: Circuit
    reached: Mapping[Disposition, Wire]
    reachable: Mapping[Disposition, Wire]
    complete: Wire
    deciding: Named
    suspects: Named
    causes: Named
    grades: Named
    held: Named
    offered: Named
    advice: Named
    fired: Named
    unsettled: Named
    dropped: Named


def logic_of(pack: Pack) -> Logic:
    """Return the circuit of a pack, with nothing in it that no result needs."""
    return _Compiler(pack).logic()


class _Compiler:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.circuit = Circuit()
        self._rules: dict[tuple[str, Worlds], Wire] = {}
        self._applies: dict[str, Wire] = {}
        self._questions = {question.id: _items(pack, question.id) for question in pack.questions}

    # -- answers ---------------------------------------------------------------------------

    def applies(self, question: str) -> Wire:
        """Where the question is not known not to apply."""
        if question not in self._applies:
            gate = self.pack.question[question].ask_when
            wire = self.circuit.always if gate is None else self.condition(gate, EITHER)
            self._applies[question] = wire
        return self._applies[question]

    def is_null(self, item: Item) -> Wire:
        return self.circuit.test(_column(item), Ask.NULL)

    def is_unsure(self, item: Item) -> Wire:
        """Where the answer given to an item is "not sure"."""
        if self.pack.question[item[0]].kind is not Kind.NUMBER:
            return self.circuit.test(_column(item), Ask.EQUAL, UNSURE_WORD)
        flag = self.circuit.test(unsure_column(item[0]), Ask.EQUAL, True)
        return self.circuit.all([flag, self.is_null(item)])

    def is_blank(self, item: Item) -> Wire:
        """Where an item was not asked, whether it applies or not."""
        if self.pack.question[item[0]].kind is not Kind.NUMBER:
            return self.is_null(item)
        return self.circuit.all([self.is_null(item), self.circuit.negated(self.is_unsure(item))])

    def is_unasked(self, item: Item) -> Wire:
        """Where an item stands as not asked."""
        return self.circuit.all([self.applies(item[0]), self.is_blank(item)])

    def fits(self, atom: AnswerAtom, positive: bool) -> Wire:
        """Where the answer is a value that meets the atom or, when not `positive`, fails it."""
        column = _column(_item(atom))
        if isinstance(atom, Compare):
            ask = Ask(atom.operator) if positive else _INVERSE[Ask(atom.operator)]
            whole = atom.number == atom.number.to_integral_value()
            return self.circuit.test(column, ask, int(atom.number) if whole else float(atom.number))
        if isinstance(atom, Includes):
            return self.circuit.test(column, Ask.EQUAL, "yes" if positive else "no")
        options = self.pack.question[atom.question].option_ids
        fitting = [option for option in options if (option in atom.options) is positive]
        return self.circuit.any(self.circuit.test(column, Ask.EQUAL, word) for word in fitting)

    def answer(self, atom: AnswerAtom, positive: bool, world: Worlds) -> Wire:
        """Where an atom about an answer, or its negation, is true in a world."""
        circuit, item = self.circuit, _item(atom)
        if world == EITHER:
            might = circuit.negated(self.fits(atom, not positive))
        else:
            might = circuit.any(
                [
                    self.fits(atom, positive),
                    self.is_unsure(item) if world & IF_UNSURE else circuit.never,
                    self.is_blank(item) if world & IF_ASKED else circuit.never,
                ]
            )
        applies = self.applies(atom.question)
        if positive:
            return circuit.all([applies, might])
        return circuit.any([circuit.negated(applies), might])

    # -- conditions ------------------------------------------------------------------------

    def condition(self, condition: Condition, world: Worlds) -> Wire:
        """Where a condition is true in a world."""
        if isinstance(condition, AtLeast):
            parts = [self.condition(part, world) for part in condition.of]
            if condition.is_all:
                return self.circuit.all(parts)
            if condition.is_any:
                return self.circuit.any(parts)
            return self.circuit.at_least(condition.count, parts)
        atom = condition.atom
        if isinstance(atom, CauseIs):
            needed = self.pack.grade_points[atom.grade]
            return self.points(atom.cause, needed, world)[needed]
        if not isinstance(atom, FindingIs):
            return self.answer(atom, condition.positive, world)
        rules = self.pack.rules_for_finding(atom.finding)
        if condition.positive:
            return self.circuit.any(self.rule(rule, world) for rule in rules)
        return self.circuit.all(self.condition(rule.when.negated(), world) for rule in rules)

    def rule(self, rule: Rule, world: Worlds) -> Wire:
        """Where a rule's condition is true in a world."""
        key = (rule.id, world)
        if key not in self._rules:
            self._rules[key] = self.condition(rule.when, world)
        return self._rules[key]

    def points(self, cause: str, most: int, world: Worlds) -> list[Wire]:
        """Where the points of a cause reach 0, 1, … `most`."""
        return self.circuit.tally(
            most,
            [
                (self.rule(rule, world), rule.then.points)
                for rule in self.pack.rules_for_cause(cause)
                if isinstance(rule.then, Evidence)
            ],
        )

    def is_open(self, condition: Condition) -> Wire:
        """Where a condition is UNKNOWN."""
        return self.circuit.all(
            [
                self.condition(condition, EITHER),
                self.circuit.negated(self.condition(condition, SURE)),
            ]
        )

    # -- what follows ----------------------------------------------------------------------

    def logic(self) -> Logic:
        pack, circuit = self.pack, self.circuit
        reached, reachable = self._ladders()
        complete = circuit.all(
            circuit.any([reached[level], circuit.negated(reachable[level])])
            for level in Disposition
        )
        causes = tuple(self._grades())
        held = tuple(
            (trait.id, wire)
            for trait in pack.traits
            if (wire := self._held(trait.id)) != circuit.never
        )
        mild = circuit.negated(_above(reached, HIGHEST_WITH_PROGRAMME, circuit))
        offered = self._offered(dict(held), circuit.all([complete, mild]))
        return Logic(
            circuit=circuit,
            reached=reached,
            reachable=reachable,
            complete=complete,
            deciding=tuple(self._deciding(reached)),
            suspects=tuple(
                (suspect.id, self._joined(RedFlag, "suspect", suspect.id, UNSURE))
                for suspect in pack.suspects
            ),
            causes=tuple((cause, wire) for cause, _, wire in causes),
            grades=tuple((grade, wire) for _, grade, wire in causes),
            held=held,
            offered=offered,
            advice=tuple(
                (item.id, self._joined(Advise, "advice", item.id, SURE)) for item in pack.advice
            ),
            fired=tuple((rule.id, self.rule(rule, SURE)) for rule in pack.rules),
            unsettled=self._unsettled(reached),
            dropped=tuple(self._dropped()),
        )

    def _ladders(self) -> tuple[dict[Disposition, Wire], dict[Disposition, Wire]]:
        """Where at least each disposition counts now, and where one could come to count."""
        circuit = self.circuit
        reached: dict[Disposition, Wire] = {}
        reachable: dict[Disposition, Wire] = {}
        now, later = circuit.never, circuit.never
        for level in reversed(Disposition):
            counting, possible = [now], [later]
            if self.pack.baseline == level:
                counting.append(circuit.always)
            for rule, then in self.pack.concluding(RedFlag):
                if then.if_unsure == level:
                    counting.append(self.rule(rule, UNSURE))
                    possible.append(self.rule(rule, EITHER))
                elif then.disposition == level:
                    counting.append(self.rule(rule, SURE))
                    possible.append(self.rule(rule, UNASKED))
            now = reached[level] = circuit.any(counting)
            later = reachable[level] = circuit.any([now, *possible])
        return reached, reachable

    def _deciding(self, reached: Mapping[Disposition, Wire]) -> Iterator[tuple[str, Wire]]:
        circuit = self.circuit

        def is_at(level: Disposition) -> Wire:
            return circuit.all([reached[level], circuit.negated(_above(reached, level, circuit))])

        for rule, then in self.pack.concluding(RedFlag):
            # Where the flag is raised and more urgent than unsure, that level is not `if_unsure`.
            by_state = ((SURE, then.disposition), (UNSURE, then.if_unsure))
            yield (
                rule.id,
                circuit.any(
                    circuit.all([self.rule(rule, world), is_at(level)]) for world, level in by_state
                ),
            )

    def _joined(self, kind: type[RedFlag | Advise], part: str, name: str, world: Worlds) -> Wire:
        """Where some rule that concludes just this is true in a world."""
        return self.circuit.any(
            self.rule(rule, world)
            for rule in self.pack.rules
            if isinstance(rule.then, kind) and getattr(rule.then, part) == name
        )

    def _grades(self) -> Iterator[tuple[str, str, Wire]]:
        circuit, grades = self.circuit, self.pack.grades
        most = max((needed for _, needed in grades), default=0)
        for cause in self.pack.causes:
            reached = self.points(cause.id, most, SURE)
            for number, (grade, needed) in enumerate(grades):
                higher = [reached[more] for _, more in grades[number + 1 :]]
                wires = [reached[needed], *map(circuit.negated, higher)]
                yield cause.id, grade, circuit.all(wires)

    def _held(self, trait: str) -> Wire:
        """Where a trait is held: by a rule that fired or is not ruled out."""
        return self.circuit.any(
            self.rule(rule, EITHER)
            for rule, then in self.pack.concluding(Hold)
            if trait in then.traits
        )

    # -- exercises -------------------------------------------------------------------------

    def _offered(self, held: Mapping[str, Wire], allowed: Wire) -> Named:
        """Where each exercise is offered: `programme.plan`, as wires."""
        if self.pack.dosage is None:
            return ()
        circuit, first = self.circuit, self.pack.dosage.first
        is_in: dict[str, Wire] = {}
        failed: dict[str, Wire] = {}
        taken: list[tuple[Wire, int]] = []
        ladder = [e for e in self.pack.exercises if e.kind is not ExerciseKind.VARIANT]
        variants = [e for e in self.pack.exercises if e.kind is ExerciseKind.VARIANT]
        for exercise in ladder + variants:
            kept = circuit.any(held[t] for t in exercise.traits if t in held)
            bad = circuit.test(tried_column(exercise.id), Ask.EQUAL, False)
            failed[exercise.id] = circuit.all([bad, circuit.negated(kept)])
            free = circuit.negated(circuit.any([kept, bad]))
            reasons = [self._added(exercise)]
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
        return tuple((e.id, circuit.all([allowed, is_in[e.id]])) for e in self.pack.exercises)

    def _added(self, exercise: Exercise) -> Wire:
        return self.circuit.any(
            self.rule(rule, SURE)
            for rule, then in self.pack.concluding(Add)
            if then.exercise == exercise.id
        )

    # -- what is open ----------------------------------------------------------------------

    def _dropped(self) -> Iterator[tuple[str, Wire]]:
        """Where an answer is left over on a question that does not apply."""
        circuit = self.circuit
        for question in self.pack.questions:
            if question.ask_when is not None:
                blank = [self.is_blank(item) for item in self._questions[question.id]]
                given = circuit.negated(circuit.all(blank))
                wires = [circuit.negated(self.applies(question.id)), given]
                yield question.id, circuit.all(wires)

    def _unsettled(self, reached: Mapping[Disposition, Wire]) -> Named:
        """Where a question not asked yet keeps a red flag open that could still raise things.

        From each such flag the search goes down through what is open, as `Valuation.unasked` does,
        once for all flags: a rule, a gate or a count is searched where anything above it is.
        """
        circuit = self.circuit
        found: dict[Item, set[Wire]] = {
            item: set() for items in self._questions.values() for item in items
        }
        searched: dict[str, set[Wire]] = {rule.id: set() for rule in self.pack.rules}

        def search(condition: Condition, above: Wire) -> None:
            if isinstance(condition, AtLeast):
                here = circuit.all([above, self.is_open(condition)])
                for part in condition.of:
                    search(part, here)
            else:
                visit(condition, above)

        def visit(literal: Literal, above: Wire) -> None:
            atom = literal.atom
            if isinstance(atom, FindingIs | CauseIs):
                here = circuit.all([above, self.is_open(literal)])
                behind = (
                    self.pack.rules_for_finding(atom.finding)
                    if isinstance(atom, FindingIs)
                    else self.pack.rules_for_cause(atom.cause)
                )
                for rule in behind:
                    searched[rule.id].add(here)
                return
            found[_item(atom)].add(above)

        for rule, then in self.pack.concluding(RedFlag):
            below = circuit.any(
                [
                    circuit.all([self.rule(rule, world), circuit.negated(reached[level])])
                    for world, level in ((UNASKED, then.disposition), (EITHER, then.if_unsure))
                ]
            )
            searched[rule.id].add(below)
        for rule in _last_first(self.pack):
            if searched[rule.id]:
                search(rule.when, circuit.any(searched[rule.id]))
        unsettled: dict[str, Wire] = {}
        for question in reversed(self.pack.questions):
            wire = unsettled[question.id] = circuit.any(
                circuit.all([circuit.any(found[item]), self.is_unasked(item)])
                for item in self._questions[question.id]
            )
            if question.ask_when is not None:
                search(question.ask_when, wire)
        return tuple((question.id, unsettled[question.id]) for question in self.pack.questions)


def _above(reached: Mapping[Disposition, Wire], level: Disposition, circuit: Circuit) -> Wire:
    """Where what counts is more urgent than `level`."""
    return reached[Disposition(level + 1)] if level < max(Disposition) else circuit.never


def _last_first(pack: Pack) -> tuple[Rule, ...]:
    """Return the rules so that each comes before those that its findings and causes rest on."""
    ordered: dict[str, Rule] = {}

    def place(rule: Rule) -> None:
        if rule.id in ordered:
            return
        for literal in rule.when.literals():
            if isinstance(literal.atom, FindingIs):
                behind = pack.rules_for_finding(literal.atom.finding)
            elif isinstance(literal.atom, CauseIs):
                behind = pack.rules_for_cause(literal.atom.cause)
            else:
                continue
            for other in behind:
                place(other)
        ordered[rule.id] = rule

    for rule in pack.rules:
        place(rule)
    return tuple(reversed(ordered.values()))


def _item(atom: AnswerAtom) -> Item:
    return atom.question, atom.option if isinstance(atom, Includes) else None


def _items(pack: Pack, question: str) -> tuple[Item, ...]:
    """Return the items of a question: itself, or its boxes."""
    items = ((c.question, c.option) for c in columns_of(pack) if c.question == question)
    return tuple(dict.fromkeys((q, o) for q, o in items if q is not None))


def _column(item: Item) -> str:
    question, option = item
    return question if option is None else box_column(question, option)


_INVERSE = {
    Ask.LESS: Ask.AT_LEAST,
    Ask.AT_LEAST: Ask.LESS,
    Ask.MORE: Ask.AT_MOST,
    Ask.AT_MOST: Ask.MORE,
}
