"""Properties of a rule base, proved over every possible answer sheet or refuted with a witness.

A proof here is the solver's word that no sheet breaks a property. What it was not given the time
to decide is reported as unfinished, never as held. Every witness is a sheet that can be run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from triage.assurance.proofs.proof import Counterexample, Outcome, Proof, Report
from triage.assurance.proofs.properties.listed import PROPERTIES
from triage.assurance.proofs.properties.shape import Kind, Property
from triage.assurance.proofs.witness import counterexample
from triage.assurance.solver.door import Formula, Model, need_solver, solver_for, z3
from triage.assurance.solver.sheets import Sheets
from triage.model.item import space_of
from triage.model.pack import Pack

DEFAULT_SECONDS = 600.0


def prove(
    pack: Pack,
    clock: Callable[[], float],
    seconds: float = DEFAULT_SECONDS,
    only: Collection[str] = (),
) -> Report:
    """Prove all properties of a pack, or only those of these names.

    `clock` returns seconds; what is not decided when `seconds` have passed stays unfinished.

    Raises:
        ExtraMissing: the solver is not installed.
    """
    need_solver()
    sheet, other = Sheets(pack), Sheets(pack, "'")
    ends = clock() + seconds
    chosen = [prop for prop in PROPERTIES if not only or prop.name in only]
    proofs = tuple(_prove(prop, sheet, other, clock, ends) for prop in chosen)
    return Report(pack=pack, space=space_of(pack), proofs=proofs)


def _prove(
    prop: Property, sheet: Sheets, other: Sheets, clock: Callable[[], float], ends: float
) -> Proof:
    begun = clock()
    broken: list[Counterexample] = []
    undecided: list[str] = []
    checks = 0
    for about, formula in prop.formulas(sheet, other):
        checks += 1
        model = _ask(sheet, other, formula, ends - clock())
        if model is None:
            undecided.append(about)
        elif prop.kind is Kind.SOME_SHEET:
            if model is False:
                broken.append(Counterexample(about=prop.lacking.format(about), answers=None))
        elif model is not False:
            broken.append(counterexample(prop, about, model, sheet, other))
    excused = {e.item: e.why for e in sheet.pack.exceptions if e.property == prop.name}
    left = tuple(witness for witness in broken if _item_of(witness) not in excused)
    met = {_item_of(witness) for witness in broken}
    outcome = Outcome.HELD
    if left:
        outcome = Outcome.REFUTED
    elif undecided:
        outcome = Outcome.UNFINISHED
    return Proof(
        name=prop.name,
        outcome=outcome,
        checks=checks,
        witnesses=left,
        exceptions=tuple((item, why) for item, why in excused.items() if item in met),
        unfinished=tuple(undecided),
        seconds=clock() - begun,
    )


def _ask(sheet: Sheets, other: Sheets, formula: Formula, seconds: float) -> Model | None:
    """Return a model of a formula over legal sheets, False if none, None if undecided."""
    if seconds <= 0:
        return None
    solver = solver_for(seconds)
    solver.add(*sheet.legal, *other.legal, formula)
    answer = solver.check()
    if answer == z3.sat:
        return solver.model()
    return False if answer == z3.unsat else None


def _item_of(witness: Counterexample) -> str:
    """Return what a witness is about, as an exception of the pack names it."""
    return witness.about.split(" ", maxsplit=1)[0].rstrip(":")
