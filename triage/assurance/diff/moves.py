"""For each pair of dispositions: one sheet that both packs read, each in its way, or none.

The solver looks for one raw sheet. It is shortened, each pack reads it (`space.admitted`), and both
engines confirm where it leads before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from triage.assurance.diff.space import admitted
from triage.assurance.solver.door import Formula, Model, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.engine.assess import Engine
from triage.errors import EngineFault
from triage.model.answers import UNSURE_ANSWER, Answer, Answers, Tick, Ticks
from triage.model.cuts import Cuts, own_cuts
from triage.model.disposition import Disposition
from triage.model.item import Item, Value
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.valuation import Valuation

Pair = tuple[Disposition, Disposition]

PAIRS: tuple[Pair, ...] = tuple(
    sorted(
        ((b, a) for b in Disposition for a in Disposition if a != b),
        key=lambda pair: (pair[1] > pair[0], -pair[0], -pair[1]),
    )
)
"""All pairs of different dispositions, those that become less urgent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Sheets that go from one disposition to another: a sheet that does, as each pack reads it.

    `count` of all counted sheets do, None where they were not counted.
    """

    before: Disposition
    after: Disposition
    old: Answers
    new: Answers
    count: int | None

    @property
    def is_down(self) -> bool:
        """The edit makes it less urgent."""
        return self.after < self.before


def moves_of(
    old: Pack,
    new: Pack,
    cuts: Cuts,
    items: Collection[Item],
    clock: Callable[[], float],
    ends: float,
) -> tuple[dict[Pair, tuple[Answers, Answers]], tuple[Pair, ...]]:
    """Return a witness for each pair of dispositions, as both packs read it, and those undecided.

    `items` are those that the edit can affect.

    Raises:
        EngineFault: an engine does not confirm a witness.
    """
    space = _Space(old, new, cuts)
    found: dict[Pair, tuple[Answers, Answers]] = {}
    undecided = []
    for pair in PAIRS:
        solver = solver_for(ends - clock())
        solver.add(*space.legal, space.goes(pair))
        answer = solver.check() if clock() < ends else z3.unknown
        if answer == z3.sat:
            raw = _shortened(old, new, space.sheet(solver.model()), items, pair)
            found[pair] = admitted(raw, old), admitted(raw, new)
        elif answer != z3.unsat:
            undecided.append(pair)
    if found:
        _confirm(old, new, found)
    return found, tuple(undecided)


class _Space:
    """One unknown raw sheet: for each item whatever either pack admits."""

    def __init__(self, old: Pack, new: Pack, cuts: Cuts) -> None:
        self._readings = [Sheets(pack, cuts=own_cuts(pack, cuts)) for pack in (old, new)]
        self._values: dict[Item, dict[Value, Formula]] = {}
        self._unsure: dict[Item, Formula] = {}
        for reading in self._readings:
            for item, values in reading.values.items():
                self._values.setdefault(item, {}).update(values)
                self._unsure.setdefault(item, reading.unsure[item])
        self.legal = [
            z3.AtMost(self._unsure[item], *values.values(), 1)
            for item, values in self._values.items()
        ]
        self.legal += self._of_two_kinds()

    def _of_two_kinds(self) -> Iterator[Formula]:
        """Yield what holds of a question with boxes in one pack only: it has one answer in all."""
        for item, values in self._values.items():
            boxes = [i for i in self._values if i[0] == item[0] and i[1] is not None]
            if item[1] is None and boxes:
                ticked = [v for box in boxes for v in self._values[box].values()]
                unsure = [self._unsure[box] for box in boxes]
                yield z3.Implies(self._unsure[item], z3.And(*unsure))
                yield z3.Implies(z3.Or(*values.values()), z3.Not(z3.Or(*ticked, *unsure)))

    def goes(self, pair: Pair) -> Formula:
        """Return: the old pack reads the one disposition from it, the new pack the other."""
        return z3.And(*(_exactly(r, level) for r, level in zip(self._readings, pair, strict=True)))

    def sheet(self, model: Model) -> Answers:
        """Return the raw sheet of a model."""
        whole: dict[str, Answer] = {}
        boxes: dict[str, list[tuple[str, Tick]]] = {}
        for item, values in self._values.items():
            question, option = item
            answer = self._answer(item, values, model)
            if answer is None:
                continue
            if option is None:
                whole[question] = answer
            else:
                tick = Tick.UNSURE if answer is UNSURE_ANSWER else Tick(str(answer))
                boxes.setdefault(question, []).append((option, tick))
        return Answers({**{id: Ticks(tuple(ticked)) for id, ticked in boxes.items()}, **whole})

    def _answer(self, item: Item, values: dict[Value, Formula], model: Model) -> Answer | None:
        if z3.is_true(model.eval(self._unsure[item])):
            return UNSURE_ANSWER
        return next((v for v, is_so in values.items() if z3.is_true(model.eval(is_so))), None)


def _exactly(sheets: Sheets, level: Disposition) -> Formula:
    above = [d for d in Disposition if d > level]
    return z3.And(sheets.at_least(level), *(z3.Not(sheets.at_least(d)) for d in above[:1]))


def _goes(old: Pack, new: Pack, raw: Answers, pair: Pair) -> bool:
    """Say whether a raw sheet leads where the pair says, by the plain evaluator."""
    return all(
        disposition_of(pack, Valuation(pack, admitted(raw, pack)).rules) == level
        for pack, level in zip((old, new), pair, strict=True)
    )


def _shortened(old: Pack, new: Pack, raw: Answers, items: Collection[Item], pair: Pair) -> Answers:
    """Return a raw sheet less every answer and box that it needs not to lead where it does."""
    questions = {question for question, _ in items}
    beside = raw.without(*(id for id in raw if id not in questions))
    if _goes(old, new, beside, pair):
        raw = beside
    for question, answer in raw.given.items():
        boxes = (box for box, _ in answer.boxes) if isinstance(answer, Ticks) else ()
        for box in (None, *boxes):
            shorter = _less(raw, question, box)
            if _goes(old, new, shorter, pair):
                raw = shorter
    return raw


def _less(answers: Answers, question: str, box: str | None) -> Answers:
    """Return answers less one, or less one box of it."""
    answer = answers.get(question)
    if box is None or not isinstance(answer, Ticks):
        return answers.without(question) if box is None else answers
    boxes = tuple(given for given in answer.boxes if given[0] != box)
    return answers.with_answer(question, Ticks(boxes)) if boxes else answers.without(question)


def _confirm(old: Pack, new: Pack, found: dict[Pair, tuple[Answers, Answers]]) -> None:
    engines = Engine(old), Engine(new)
    for pair, readings in found.items():
        levels = tuple(
            e.assess(answers).disposition for e, answers in zip(engines, readings, strict=True)
        )
        if levels != pair:
            said = " to ".join(level.id for level in levels)
            raise EngineFault(
                f"a sheet found to go from {pair[0].id} to {pair[1].id} goes from {said}: "
                f"{dict(readings[0].given)}"
            )
