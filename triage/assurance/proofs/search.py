"""The search for whatever breaks one property: every item and rule, each with a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from triage.assurance.proofs.proof import Breach, Witness
from triage.assurance.proofs.properties.shape import Blame, Kind, Part, Property
from triage.assurance.proofs.witness import Pair, Witnesses
from triage.assurance.solver.door import Formula, Model, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import just, raw_witness


@dataclass(slots=True)
class Findings:
    """What a search found: how much was asked, the breaches, and the parts without an answer."""

    parts: int = 0
    checks: int = 0
    breaches: list[Breach] = field(default_factory=list)
    vacuous: list[Part] = field(default_factory=list)
    undecided: list[Part] = field(default_factory=list)


class Undecided(Exception):
    """The solver has no time left, or has taken all the steps it may."""


class Search:
    """Puts the parts of one property to one solver, which keeps what it learns from each.

    `left` returns the seconds that are left. What the solver finds depends on the pack only: it
    stops after so many steps, and time can only leave a part undecided.
    """

    def __init__(
        self,
        prop: Property,
        sheet: Sheets,
        other: Sheets,
        witnesses: Witnesses,
        left: Callable[[], float],
    ) -> None:
        self._prop, self._sheet, self._other = prop, sheet, other
        self._witnesses, self._left = witnesses, left
        self._found = Findings()
        self._premises: dict[int, tuple[Formula, bool]] = {}  # kept, so that ids stay theirs
        self._solver: Any = solver_for()
        self._solver.add(*sheet.legal)
        if prop.kind is Kind.NO_PAIR:
            self._solver.add(*other.legal)

    def findings(self) -> Findings:
        """Return all that breaks the property, for each part: the item, the rule and a witness."""
        for part in self._prop.parts(self._sheet, self._other):
            self._found.parts += 1
            try:
                self._search(part)
            except Undecided:
                self._found.undecided.append(part)
        return self._found

    def _search(self, part: Part) -> None:
        before = len(self._found.breaches)
        if self._prop.kind is Kind.SOME_SHEET:
            self._found.breaches += self._lacking(part)
        else:
            for breach in self._broken(part):
                self._found.breaches.append(breach)
        is_broken = len(self._found.breaches) > before
        if part.premise is not None and not is_broken and not self._can_be(part.premise):
            self._found.vacuous.append(part)

    def _lacking(self, part: Part) -> Iterator[Breach]:
        if not self._is_met(part.formula):
            about = self._prop.lacking.format(part.about)
            for rule in [rule for rule, _ in part.blames] or [""]:
                yield Breach(about=about, item=part.item, rule=rule, witness=None)

    def _broken(self, part: Part) -> Iterator[Breach]:
        """Yield a breach for each rule that can be to blame, alone or beside others.

        What is found so does not depend on which sheets the solver finds first. A rule that was to
        blame for the same item before is not looked for again.
        """
        known = {breach.rule for breach in self._found.breaches if breach.item == part.item}
        left = [blame for blame in part.blames if blame[0] not in known]
        with _scope(self._solver):
            model = self._model(part.formula, *(part.second.legal if part.second else ()))
            if model is None:
                return
            if not part.blames:
                yield self._breach(part, None, model)
                return
            with _scope(self._solver):
                while left and (model := self._model(_any(left))) is not None:
                    blame = next(blame for blame in left if _is_true(model, blame[1]))
                    yield self._breach(part, blame, model)
                    left.remove(blame)
            if "" not in known and (model := self._model(z3.Not(_any(part.blames)))) is not None:
                yield self._breach(part, None, model)

    def _breach(self, part: Part, blame: Blame | None, model: Model) -> Breach:
        rule = blame[0] if blame else ""
        raw = raw_witness(self._sheet, model)
        is_pair = self._prop.kind is Kind.NO_PAIR
        pair = raw, raw_witness(part.second or self._other, model) if is_pair else None
        witness = self._witness(part, blame, pair)
        return Breach(about=part.about, item=part.item, rule=rule, witness=witness)

    def _witness(self, part: Part, blame: Blame | None, pair: Pair) -> Witness:
        """Return the witness that the engine confirms: the short one if the solver agrees."""
        name = self._prop.name
        if part.breaks is None:
            raise TypeError(f"{name}: a part without `breaks` cannot be replayed")
        rule = blame[0] if blame else ""
        short = self._witnesses.shortened(pair, part, rule)
        if not self._is_met(z3.And(*self._just(part, short), *([blame[1]] if blame else []))):
            short = pair
        about = f"{part.about}; {rule}" if rule else part.about
        return self._witnesses.replayed(name, about, short, part)

    def _just(self, part: Part, pair: Pair) -> Iterator[Formula]:
        yield just(self._sheet, pair[0])
        if pair[1] is not None:
            yield just(part.second or self._other, pair[1])

    def _can_be(self, premise: Formula) -> bool:
        """Say whether some sheet meets a premise, which many parts may share."""
        key = premise.get_id()
        if key not in self._premises:
            self._premises[key] = premise, self._is_met(premise)
        return self._premises[key][1]

    def _is_met(self, formula: Formula) -> bool:
        with _scope(self._solver):
            return self._model(formula) is not None

    def _model(self, *formulas: Formula) -> Model | None:
        """Return a model of what was added, and of these formulas, which stay; None without one.

        Raises:
            Undecided: the solver does not know.
        """
        self._solver.add(*formulas)
        left = self._left()
        if left <= 0:
            raise Undecided
        self._found.checks += 1
        self._solver.set("timeout", max(1, int(left * 1000)))
        answer = self._solver.check()
        if answer == z3.unknown:
            raise Undecided
        return self._solver.model() if answer == z3.sat else None


@contextmanager
def _scope(solver: Any) -> Iterator[None]:
    """Forget afterwards what was added meanwhile."""
    solver.push()
    try:
        yield
    finally:
        solver.pop()


def _any(blames: Iterable[Blame]) -> Formula:
    return z3.Or(*(formula for _, formula in blames))


def _is_true(model: Model, formula: Formula) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))
