"""For each pair of dispositions: a sheet that moves from one to the other, or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triage.assurance.solver.door import Formula, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.assurance.solver.witness import witness
from triage.model.answers import Answers, Ticks
from triage.model.cuts import Cuts, own_cuts
from triage.model.disposition import Disposition
from triage.model.outcome import disposition_of
from triage.model.pack import Pack
from triage.model.valuation import Valuation


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Sheets that go from one disposition to another: a worked witness, as each pack reads it.

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


Found = tuple[Disposition, Disposition, Answers, Answers]


def moves_of(
    old: Pack,
    new: Pack,
    cuts: Cuts,
    clock: Callable[[], float],
    ends: float,
) -> tuple[tuple[Found, ...], tuple[tuple[Disposition, Disposition], ...]]:
    """Return a witness for each pair of dispositions, downs first, and the pairs undecided."""
    mine = Sheets(old, cuts=own_cuts(old, cuts))
    theirs = Sheets(new, cuts=own_cuts(new, cuts))
    one_value = []
    for item in {**mine.values, **theirs.values}:
        options = {**mine.values.get(item, {}), **theirs.values.get(item, {})}
        unsure = (mine if item in mine.unsure else theirs).unsure[item]
        one_value.append(z3.AtMost(unsure, *options.values(), 1))
    found: list[Found] = []
    undecided = []
    pairs = [(b, a) for b in Disposition for a in Disposition if a != b]
    for before, after in sorted(pairs, key=lambda pair: (pair[1] > pair[0], -pair[0], -pair[1])):
        solver = solver_for(ends - clock())
        solver.add(*one_value, _exactly(mine, before), _exactly(theirs, after))
        answer = solver.check() if clock() < ends else z3.unknown
        if answer == z3.sat:
            model = solver.model()
            sheets = _shortened(old, new, witness(mine, model), witness(theirs, model))
            found.append((before, after, *sheets))
        elif answer != z3.unsat:
            undecided.append((before, after))
    return tuple(found), tuple(undecided)


def _exactly(sheets: Sheets, level: Disposition) -> Formula:
    above = [d for d in Disposition if d > level]
    return z3.And(sheets.at_least(level), *(z3.Not(sheets.at_least(d)) for d in above[:1]))


def _shortened(old: Pack, new: Pack, first: Answers, second: Answers) -> tuple[Answers, Answers]:
    """Return both readings of a sheet, less every answer that neither disposition needs."""

    def both(one: Answers, other: Answers) -> tuple[Disposition, Disposition]:
        return (
            disposition_of(old, Valuation(old, one).rules),
            disposition_of(new, Valuation(new, other).rules),
        )

    wanted = both(first, second)
    for question in {**first.given, **second.given}:
        given = first.get(question), second.get(question)
        boxes = {option for a in given if isinstance(a, Ticks) for option, _ in a.boxes}
        for option in (None, *sorted(boxes)):
            fewer = _less(first, question, option), _less(second, question, option)
            if both(*fewer) == wanted:
                first, second = fewer
    return first, second


def _less(answers: Answers, question: str, option: str | None) -> Answers:
    """Return answers less one, or less one box of it."""
    answer = answers.get(question)
    if option is None or not isinstance(answer, Ticks):
        return answers.without(question) if option is None else answers
    boxes = tuple(box for box in answer.boxes if box[0] != option)
    return answers.with_answer(question, Ticks(boxes)) if boxes else answers.without(question)
